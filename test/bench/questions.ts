import type { CatalogueEntry, CatalogueLine } from "../../shared/domain/procedures/catalogue-entry.ts";

export type Question = Record<string, string>;

/** Numbers that come the same at every run (Lehmer's generator, MINSTD). */
const numbers = (seed: number) => {
  let state = seed;
  return (below: number): number => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
};

const unmarked = (text: string): string => text.normalize("NFD").replaceAll(/\p{M}/gu, "").replaceAll(/[đĐ]/g, "d");

/** How many procedures a page asks for: mostly what it is given unasked, of twenty one the most. */
const LIMITS = [...Array<undefined>(16).fill(undefined), "5", "10", "50", "100"];

/**
 * So many questions, no two the same, as people ask for these procedures: as they type (one letter, a word begun, two,
 * three), a code or its beginning, a paper, a legal basis, nothing that exists, filters alone. About half are without
 * diacritics, a third narrowed by filters. The same at every run.
 */
export const questionsFor = (lines: readonly CatalogueLine[], count: number): Question[] => {
  const entries = lines.filter((line): line is CatalogueEntry => !("withdrawn" in line));
  const below = numbers(20_261_127);
  const pick = <T>(list: readonly T[]): T => list[below(list.length)] as T;
  const chance = (percent: number): boolean => below(100) < percent;
  const entry = (): CatalogueEntry => pick(entries);
  const begun = (word: string): string => word.slice(0, 1 + below(word.length));
  /** Some neighbouring words, the last of them perhaps not yet whole. */
  const run = (text: string, length: number): string => {
    const words = text.split(" ");
    const from = below(Math.max(1, words.length - length + 1));
    const taken = words.slice(from, from + length);
    const last = taken.pop() as string;
    return [...taken, chance(50) ? begun(last) : last].join(" ");
  };
  const KINDS: [weight: number, make: () => string | undefined][] = [
    [6, () => pick([..."abcdđghiklmnopqrstuvxy0123456789"])],
    [10, () => pick(entry().name.split(" ")).slice(0, 2)],
    [14, () => run(entry().name, 1)],
    [20, () => run(entry().name, 2)],
    [18, () => run(entry().name, 3)],
    [4, () => entry().name.slice(0, 200)],
    [6, () => entry().code.slice(0, 3 + below(8))],
    [6, () => run(pick(entry().words.legalBases) ?? "", 2 + below(3))],
    [6, () => run(pick(entry().words.documents) ?? "", 1 + below(3))],
    [4, () => `${run(entry().name, 1)} xyz${below(10_000)}`],
    [6, () => undefined],
  ];
  const kinds = KINDS.flatMap(([weight, make]) => Array<typeof make>(weight).fill(make));

  const asked = new Map<string, Question>();
  while (asked.size < count) {
    const words = pick(kinds)();
    const q = words !== undefined && chance(50) ? unmarked(words) : words;
    const narrowed = q === undefined || chance(33);
    const limit = pick(LIMITS);
    const question: Question = {
      ...(q === undefined ? {} : { q }),
      ...(narrowed && chance(40) ? { field: entry().field.id } : {}),
      ...(narrowed && chance(40) ? { level: String(1 + below(4)) } : {}),
      ...(narrowed && chance(40) ? { unit: pick(entry().units) } : {}),
      ...(narrowed && chance(40) ? { audience: pick(["individual", "organisation"]) } : {}),
      ...(limit === undefined ? {} : { limit }),
    };
    asked.set(JSON.stringify(question), question);
  }
  return [...asked.values()];
};
