import { type Figures, type Place, sumOf } from "./figures.ts";
import { inScope, type Scope } from "./scope.ts";
import type { StandingRow } from "./statistics-store.ts";

/** From a day to a day, both inclusive, `2021-01-04`. */
export type Period = { from: string; to: string };

/** Figures up to and with the day before a period, its last day, and that again but no later than today. */
export type Standings = { before: Figures; atEnd: Figures; now: Figures };

/** One place, and how it stood on those days. */
export type Stood = Place & { standings: Standings };

const NOTHING: Standings = { before: {}, atEnd: {}, now: {} };

/**
 * Rows by procedure of those three days, as one of each place. Rows of whole fields are left out: their figures are those
 * of their procedures once more.
 */
export const stoodOf = (
  { before, atEnd, now }: Record<keyof Standings, readonly StandingRow[]>,
  scope: Scope,
): Stood[] => {
  const places = new Map<string, Stood>();
  const take = (day: keyof Standings, rows: readonly StandingRow[]): void => {
    for (const { unit, field, procedure, figures } of inScope(rows, scope)) {
      if (procedure === null) continue;
      const name = [unit, field, procedure].join("#");
      const { standings = NOTHING } = places.get(name) ?? {};
      places.set(name, { unit, field, procedure, standings: { ...standings, [day]: figures } });
    }
  };
  take("before", before);
  take("atEnd", atEnd);
  take("now", now);
  return [...places.values()];
};

/** The rows of one of the days. */
export const rowsOn = (day: keyof Standings, all: readonly Stood[]): StandingRow[] =>
  all.map(({ unit, field, procedure, standings }) => ({ unit, field, procedure, figures: standings[day] }));

/** How several places stood together. */
export const standingsOf = (all: readonly Stood[]): Standings => ({
  before: sumOf(all.map(({ standings }) => standings.before)),
  atEnd: sumOf(all.map(({ standings }) => standings.atEnd)),
  now: sumOf(all.map(({ standings }) => standings.now)),
});

/** What ids are called in a report. */
export type ReportNames = {
  field: (id: string) => string;
  procedure: (code: string) => string;
  unit: (id: string) => string;
};

/** Places that have the same value of a member, by it, in its order. */
export const groupedBy = (all: readonly Stood[], member: keyof Place): [id: string, of: Stood[]][] =>
  [...Map.groupBy(all, (one) => one[member])].sort(([a], [b]) => (a < b ? -1 : 1));
