import { fold, foldedWords } from "../foundation/fold.ts";
import type { CatalogueEntry } from "./catalogue-entry.ts";
import type { Level } from "./procedure-version.ts";

/** What a reader looks for; an absent member does not narrow. */
export type ProcedureQuery = {
  q?: string | undefined;
  field?: string | undefined;
  unit?: string | undefined;
  level?: Level | undefined;
  audience?: CatalogueEntry["audience"][number] | undefined;
};

const beginsAWord = (words: readonly string[], prefix: string): boolean =>
  words.some((word) => word.startsWith(prefix));

/** 2 where every word of the query begins a word of the name, 1 with code and field too, 0 where one does not. */
const rank = (entry: CatalogueEntry, sought: readonly string[]): number => {
  const name = foldedWords(entry.name);
  if (sought.every((prefix) => beginsAWord(name, prefix))) return 2;
  const all = [...name, ...foldedWords(entry.code), ...foldedWords(entry.field.name)];
  return sought.every((prefix) => beginsAWord(all, prefix)) ? 1 : 0;
};

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/**
 * Procedures that fit, names that match first, then by name and code. Every word of `q` must begin a word of the
 * name, the code or the field, in any order; with or without diacritics the set and its order are the same.
 */
export const findProcedures = (entries: readonly CatalogueEntry[], query: ProcedureQuery): CatalogueEntry[] => {
  const { q = "", field, unit, level, audience } = query;
  const sought = foldedWords(q);
  return entries
    .filter(
      (entry) =>
        (field === undefined || entry.field.id === field) &&
        (unit === undefined || entry.units.includes(unit)) &&
        (level === undefined || entry.level === level) &&
        (audience === undefined || entry.audience.includes(audience)),
    )
    .map((entry) => ({ entry, rank: rank(entry, sought), name: fold(entry.name) }))
    .filter((found) => found.rank > 0)
    .sort((a, b) => b.rank - a.rank || byText(a.name, b.name) || byText(a.entry.code, b.entry.code))
    .map(({ entry }) => entry);
};
