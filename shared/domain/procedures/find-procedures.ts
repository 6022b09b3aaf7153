import { fold, foldedWords } from "../foundation/fold.ts";
import type { Level, ProcedureVersion } from "./procedure-version.ts";

/** What a reader looks for; an absent member does not narrow. */
export type ProcedureQuery = {
  q?: string | undefined;
  field?: string | undefined;
  unit?: string | undefined;
  level?: Level | undefined;
  audience?: ProcedureVersion["audience"][number] | undefined;
};

const beginsAWord = (words: readonly string[], prefix: string): boolean =>
  words.some((word) => word.startsWith(prefix));

/** 2 where every word of the query begins a word of the name, 1 with code and field too, 0 where one does not. */
const rank = (version: ProcedureVersion, sought: readonly string[]): number => {
  const name = foldedWords(version.name);
  if (sought.every((prefix) => beginsAWord(name, prefix))) return 2;
  const all = [...name, ...foldedWords(version.code), ...foldedWords(version.field.name)];
  return sought.every((prefix) => beginsAWord(all, prefix)) ? 1 : 0;
};

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/**
 * Procedures that fit, names that match first, then by name and code. Every word of `q` must begin a word of the
 * name, the code or the field, in any order; with or without diacritics the set and its order are the same.
 */
export const findProcedures = (versions: readonly ProcedureVersion[], query: ProcedureQuery): ProcedureVersion[] => {
  const { q = "", field, unit, level, audience } = query;
  const sought = foldedWords(q);
  return versions
    .filter(
      (version) =>
        (field === undefined || version.field.id === field) &&
        (unit === undefined || version.units.includes(unit)) &&
        (level === undefined || version.level === level) &&
        (audience === undefined || version.audience.includes(audience)),
    )
    .map((version) => ({ version, rank: rank(version, sought), name: fold(version.name) }))
    .filter((found) => found.rank > 0)
    .sort((a, b) => b.rank - a.rank || byText(a.name, b.name) || byText(a.version.code, b.version.code))
    .map(({ version }) => version);
};
