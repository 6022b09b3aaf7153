import type { Summary } from "./summary.ts";

/** What was done, counted by the names that the summary has for it: `received.online`, `received.byField.du-lich`. */
export type Tally = Map<string, number>;

export const count = (tally: Tally, ...names: string[]): void => {
  for (const name of names) tally.set(name, (tally.get(name) ?? 0) + 1);
};

/** What may not have happened at all where nothing was counted. */
const COUNTED = [
  ...["total", "carriedOver", "online", "counter", "post"].map((name) => `received.${name}`),
  ...["total", "early", "onTime", "late"].map((name) => `settled.${name}`),
  ...["total", "inTime", "late"].map((name) => `open.${name}`),
  "paused",
  ...["withdrawn", "stopped"].map((name) => `ended.${name}`),
  ...["refused", "withdrawn", "stopped"].map((name) => `notReceived.${name}`),
  ...["total", "online", "counter", "post"].map((name) => `returned.${name}`),
  ...["responses", "satisfied"].map((name) => `satisfaction.${name}`),
  ...["total", "byLevel.1", "byLevel.2", "byLevel.3", "byLevel.4"].map((name) => `procedures.${name}`),
];

/** Fractions with four decimals: what is shared among what. */
const RATES: Record<string, readonly [parts: readonly string[], whole: string]> = {
  "procedures.level4Rate": [["procedures.byLevel.4"], "procedures.total"],
  "received.onlineRate": [["received.online"], "received.total"],
  "settled.onTimeRate": [["settled.early", "settled.onTime"], "settled.total"],
  "satisfaction.rate": [["satisfaction.satisfied"], "satisfaction.responses"],
};

const figuresOf = (tally: Tally): Map<string, number | null> => {
  const of = (name: string): number => tally.get(name) ?? 0;
  const rates = Object.entries(RATES).map(([name, [parts, whole]]): [string, number | null] => {
    const sum = parts.reduce((total, part) => total + of(part), 0);
    return [name, of(whole) === 0 ? null : Number((sum / of(whole)).toFixed(4))];
  });
  return new Map([...COUNTED.map((name): [string, number] => [name, of(name)]), ...tally, ...rates]);
};

/** The summary's figures by the same names. */
const flat = (value: unknown, name: string): [string, unknown][] => {
  if (Array.isArray(value)) return value.map(({ id, count }) => [`${name}.${id}`, count]);
  if (typeof value !== "object" || value === null) return [[name, value]];
  return Object.entries(value).flatMap(([key, inner]) => flat(inner, name === "" ? key : `${name}.${key}`));
};

/** Where the summary says something else than was done, a line each; none where it tells the truth. */
export const differencesOf = (tally: Tally, summary: Summary): string[] => {
  const did = figuresOf(tally);
  const says = new Map(flat(summary, ""));
  const fields = [...says.keys()].filter((name) => name.startsWith("received.byField."));
  return [...new Set([...did.keys(), ...fields])].flatMap((name) => {
    const done = did.has(name) ? did.get(name) : 0;
    const said = says.get(name);
    return done === said ? [] : [`${name}: làm / done ${done}, báo cáo / summary ${said ?? "–"}`];
  });
};
