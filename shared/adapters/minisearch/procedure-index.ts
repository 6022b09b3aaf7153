import { foldedWords } from "../../domain/foundation/fold.ts";
import type { CatalogueEntry } from "../../domain/procedures/catalogue-entry.ts";
import type { ProcedureIndex, ProcedureQuery } from "../../domain/procedures/procedure-index.ts";
import type { ProcedureSummary } from "../../domain/procedures/summary.ts";
import { allBits, type Bits, countCommon, hasBit, keepCommon, nextBit, noBits } from "./bits.ts";
import type { Choices } from "./choices.ts";
import { placed } from "./placed.ts";

type Facet = "field" | "level" | "audience" | "unit";

/** The words of a question. One without any letter or digit asks for itself, which nothing begins with. */
const wordsAsked = (q: string): string[] => {
  const words = foldedWords(q);
  return words.length > 0 || q.trim() === "" ? words : [q];
};

/** The index of these; `itemOf` makes of each, once, what it is found as. */
export const indexProcedures = <Item>(
  entries: Iterable<CatalogueEntry>,
  itemOf: (summary: ProcedureSummary) => Item,
): ProcedureIndex<Item> => {
  const { codes, items, fieldNames, beginning, field, level, audience, unit } = placed(entries, itemOf);
  const size = codes.length;
  const placeOf = new Map(codes.map((code, place) => [code, place]));
  const none = noBits(size);

  /** Leaves of these what the filters leave, one filter aside. */
  const narrow = (bits: Bits, query: ProcedureQuery, aside?: Facet): Bits => {
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
  ): Row[] => {
    const rows: Row[] = [];
    for (const [value, own] of choices) {
      const count = countCommon(bits, own);
      if (count > 0) rows.push(row(value, count));
    }
    return rows;
  };

  /** What all words leave; nothing is sought by no word. */
  const common = (begun: readonly Bits[]): Bits => {
    const [first, ...rest] = begun;
    const bits = first ? first.slice() : allBits(size);
    for (const one of rest) keepCommon(bits, one);
    return bits;
  };

  return (query) => {
    const begun = wordsAsked(query.q ?? "").map(beginning);
    const answering = common(begun.map(({ all }) => all));
    const named = common(begun.map((word) => word.named));
    const narrowed = (["field", "level", "audience", "unit"] as const).some((facet) => query[facet] !== undefined);
    const found = narrowed ? narrow(answering.slice(), query) : answering;

    return {
      page: ({ limit, after }) => {
        const start = after === undefined ? -1 : placeOf.get(after);
        if (start === undefined || (start >= 0 && !hasBit(found, start))) return undefined;
        const places: number[] = [];
        for (const byName of [true, false]) {
          const here = start >= 0 && hasBit(named, start) === byName;
          if (start >= 0 && !here && byName) continue;
          // One more than the page holds tells whether others follow.
          let at = nextBit(found, named, byName, here ? start + 1 : 0);
          for (; at >= 0 && places.length <= limit; at = nextBit(found, named, byName, at + 1)) places.push(at);
        }
        const shown = places.slice(0, limit);
        const last = shown.at(-1);
        return {
          items: shown.map((at) => items[at] as Item),
          next: places.length > limit && last !== undefined ? (codes[last] ?? null) : null,
        };
      },

      counts: () => {
        const beside = (facet: Facet): Bits =>
          query[facet] === undefined ? found : narrow(answering.slice(), query, facet);
        return {
          field: counts(field, beside("field"), (id, count) => ({ id, name: fieldNames.get(id) ?? id, count })),
          level: counts(level, beside("level"), (value, count) => ({ level: value, count })),
          audience: counts(audience, beside("audience"), (value, count) => ({ audience: value, count })),
          unit: counts(unit, beside("unit"), (id, count) => ({ id, count })),
        };
      },
    };
  };
};
