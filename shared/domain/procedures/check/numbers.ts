import type { FormField } from "../form-schema.ts";
import { type Bounds, type Test, within } from "../when.ts";
import type { Words } from "./rule.ts";

/** What a number may be, or how many entries a list may have: the ends are included, absent where there is none. */
export type Scope = { whole: boolean; least: number | undefined; most: number | undefined };

/** What a form lets a field count; undefined of a field that counts nothing. */
export const scopeOf = (field: FormField | undefined): Scope | undefined => {
  switch (field?.type) {
    case "integer":
    case "number":
      return { whole: field.type === "integer", least: field.minimum, most: field.maximum };
    case "array":
      return { whole: true, least: field.minItems ?? 0, most: field.maxItems };
    default:
      return undefined;
  }
};

/** The range of a test of a number or of a list. */
export const boundsOf = (test: Test): Bounds | undefined => {
  if ("range" in test) return test.range;
  return "count" in test ? test.count : undefined;
};

/** Numbers that no range tells apart: one of them, and how they are called. */
export type Part = { value: number; words: Words };

const part = (value: number, text: string): Part => ({ value, words: { vi: text, en: text } });

/** Whole numbers, cut before each range and after it. */
const wholeParts = ({ least, most }: Scope, ranges: readonly Bounds[]): Part[] => {
  const starts = ranges.flatMap(({ min, max, below }) => [
    ...(min === undefined ? [] : [Math.ceil(min)]),
    ...(max === undefined ? [] : [Math.floor(max) + 1]),
    ...(below === undefined ? [] : [Math.ceil(below)]),
  ]);
  const first = least === undefined ? Math.min(0, ...starts) - 1 : Math.ceil(least);
  const last = most === undefined ? Math.max(first, ...starts) : Math.floor(most);
  const cuts = [...new Set([first, ...starts])].filter((at) => at >= first && at <= last).sort((a, b) => a - b);
  return cuts.map((from, at) => {
    const to = at + 1 < cuts.length ? (cuts[at + 1] as number) - 1 : last;
    if (at + 1 === cuts.length && most === undefined) return part(from, `≥ ${from}`);
    if (at === 0 && least === undefined) return part(from, `≤ ${to}`);
    return part(from, from === to ? `${from}` : `${from}–${to}`);
  });
};

/** All numbers: each end of a range by itself, and what lies between two of them. */
const parts = ({ least, most }: Scope, ranges: readonly Bounds[]): Part[] => {
  const inScope = (at: number) => (least === undefined || at >= least) && (most === undefined || at <= most);
  const ends = ranges.flatMap(({ min, max, below }) => [min, max, below]);
  const points = [...new Set([least, most, ...ends].filter((at) => at !== undefined))]
    .filter(inScope)
    .sort((a, b) => a - b);
  const [lowest = 0, highest = lowest] = [points[0], points.at(-1)];
  return [
    ...(least === undefined ? [part(lowest - 1, `< ${lowest}`)] : []),
    ...points.flatMap((at, place): Part[] => {
      const next = points[place + 1];
      const between = next === undefined ? [] : [part((at + next) / 2, `${at} < … < ${next}`)];
      return [part(at, `${at}`), ...between];
    }),
    ...(most === undefined ? [part(highest + 1, `> ${highest}`)] : []),
  ];
};

/** What a form allows, taken apart where these ranges begin and end: each part lies wholly in a range or outside it. */
export const partsOf = (scope: Scope, ranges: readonly Bounds[]): Part[] =>
  (scope.whole ? wholeParts : parts)(scope, ranges);

/** Whether none of the numbers that the form allows lies in this range. */
export const isNever = (scope: Scope, bounds: Bounds): boolean => {
  const allowed = partsOf(scope, [bounds]);
  return allowed.length > 0 && !allowed.some(({ value }) => within(value, bounds));
};
