import { fold, foldedWords } from "../../domain/foundation/fold.ts";
import type { CatalogueEntry } from "../../domain/procedures/catalogue-entry.ts";
import { type ProcedureIndex, type ProcedureQuery, textsBesideName } from "../../domain/procedures/procedure-index.ts";
import type { Level } from "../../domain/procedures/procedure-version.ts";
import type { ProcedureSummary } from "../../domain/procedures/summary.ts";
import { addBit, allBits, type Bits, countCommon, hasBit, keepCommon, nextBit, noBits } from "./bits.ts";
import { wordIndex } from "./word-index.ts";

type Facet = "field" | "level" | "audience" | "unit";
type Choices<Value> = Map<Value, Bits>;

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** What is kept of an entry: its line in lists and what filters ask. */
type Kept = ProcedureSummary & Pick<CatalogueEntry, "audience" | "units">;

const keptOf = (entry: CatalogueEntry): Kept => {
  const { code, name, field, level, onlineMode, version, fee, timeLimit, audience, units } = entry;
  return { code, name, field, level, onlineMode, version, fee, timeLimit, audience, units };
};

/** In the order of every list, so that a procedure's place in it is its number here. */
const ordered = (entries: Iterable<CatalogueEntry>): Kept[] =>
  Array.from(entries, (entry) => ({ kept: keptOf(entry), name: fold(entry.name) }))
    .sort((a, b) => byText(a.name, b.name) || byText(a.kept.code, b.kept.code))
    .map(({ kept }) => kept);

function* textsOf(entries: Iterable<CatalogueEntry>, placeOf: ReadonlyMap<string, number>) {
  for (const entry of entries) {
    yield { at: placeOf.get(entry.code) as number, name: entry.name, rest: textsBesideName(entry) };
  }
}

/** Which procedures each value of a facet has, the values in the order in which they are shown. */
const choicesOf = <Value extends string | number>(
  entries: readonly Kept[],
  valuesOf: (entry: Kept) => readonly Value[],
  shownAs: (value: Value) => string = String,
): Choices<Value> => {
  const choices: Choices<Value> = new Map();
  entries.forEach((entry, at) => {
    for (const value of valuesOf(entry)) {
      const bits = choices.get(value) ?? noBits(entries.length);
      choices.set(value, bits);
      addBit(bits, at);
    }
  });
  const key = ([value]: [Value, Bits]): string => fold(shownAs(value));
  return new Map([...choices].sort((a, b) => byText(key(a), key(b))));
};

const summaryIn = ({ audience: _, units: __, ...summary }: Kept): ProcedureSummary => summary;

/** The words of a question. One without any letter or digit asks for itself, which nothing begins with. */
const wordsAsked = (q: string): string[] => {
  const words = foldedWords(q);
  return words.length > 0 || q.trim() === "" ? words : [q];
};

export const indexProcedures = (given: Iterable<CatalogueEntry>): ProcedureIndex => {
  const entries = ordered(given);
  const size = entries.length;
  const placeOf = new Map(entries.map(({ code }, at) => [code, at]));
  const beginning = wordIndex(size, textsOf(given, placeOf));
  const fieldNames = new Map(entries.map((entry) => [entry.field.id, entry.field.name]));
  const field = choicesOf(
    entries,
    (entry) => [entry.field.id],
    (id) => fieldNames.get(id) ?? id,
  );
  const level = choicesOf<Level>(entries, (entry) => [entry.level]);
  const audience = choicesOf(entries, (entry) => entry.audience);
  const unit = choicesOf(entries, (entry) => entry.units);
  const summaries = entries.map(summaryIn);
  const none = noBits(size);

  /** What the words and the filters leave, one filter aside. */
  const left = (query: ProcedureQuery, words: readonly string[], aside?: Facet): Bits => {
    const bits = allBits(size);
    for (const word of words) keepCommon(bits, beginning(word).all);
    if (aside !== "field" && query.field !== undefined) keepCommon(bits, field.get(query.field) ?? none);
    if (aside !== "level" && query.level !== undefined) keepCommon(bits, level.get(query.level) ?? none);
    if (aside !== "audience" && query.audience !== undefined) keepCommon(bits, audience.get(query.audience) ?? none);
    if (aside !== "unit" && query.unit !== undefined) keepCommon(bits, unit.get(query.unit) ?? none);
    return bits;
  };

  const counts = <Value, Row extends { count: number }>(
    choices: Choices<Value>,
    bits: Bits,
    row: (value: Value, count: number) => Row,
  ): Row[] => [...choices].map(([value, own]) => row(value, countCommon(bits, own))).filter(({ count }) => count > 0);

  return {
    find: ({ q = "", ...filters }, { limit, after }) => {
      const words = wordsAsked(q);
      const found = left(filters, words);
      const named = allBits(size);
      for (const word of words) keepCommon(named, beginning(word).named);
      const start = after === undefined ? -1 : placeOf.get(after);
      if (start === undefined || (start >= 0 && !hasBit(found, start))) return undefined;

      const items: ProcedureSummary[] = [];
      let more = false;
      for (const byName of [true, false]) {
        const passed = start >= 0 && hasBit(named, start) !== byName;
        if (passed && byName) continue;
        const wanted = (at: number): boolean => hasBit(named, at) === byName;
        for (let at = nextBit(found, passed ? 0 : start + 1, wanted); at >= 0; at = nextBit(found, at + 1, wanted)) {
          more = items.length === limit;
          if (more) break;
          items.push(summaries[at] as ProcedureSummary);
        }
        if (more) break;
      }
      return { items, next: more ? (items.at(-1)?.code ?? null) : null };
    },

    count: ({ q = "", ...filters }) => {
      const words = wordsAsked(q);
      return {
        field: counts(field, left(filters, words, "field"), (id, count) => ({
          id,
          name: fieldNames.get(id) ?? id,
          count,
        })),
        level: counts(level, left(filters, words, "level"), (value, count) => ({ level: value, count })),
        audience: counts(audience, left(filters, words, "audience"), (value, count) => ({ audience: value, count })),
        unit: counts(unit, left(filters, words, "unit"), (id, count) => ({ id, count })),
      };
    },
  };
};
