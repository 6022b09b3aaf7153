import { instantOf, millisOf } from "../foundation/instant.ts";
import { type Place, sumOf } from "./figures.ts";
import type { StandingRow } from "./statistics-store.ts";
import type { Standings } from "./summary.ts";

/** From a day to a day, both inclusive, `2021-01-04`. */
export type Period = { from: string; to: string };

/** What is reported of: one unit, one field, or all. */
export type Narrowed = { unit?: string | undefined; field?: string | undefined };

const DAY_MS = 24 * 3_600_000;

/**
 * The days whose standings a report is made of: the one before its period, the last of it, and that again but no later
 * than today, for what becomes late by a day alone.
 */
export const daysOf = ({ from, to }: Period, today: string): [before: string, atEnd: string, now: string] => [
  instantOf(millisOf(`${from}T00:00:00Z`) - DAY_MS).slice(0, 10),
  to,
  to < today ? to : today,
];

/** One place, and how it stood on those days. */
export type Stood = Place & { standings: Standings };

const NOTHING: Standings = { before: {}, atEnd: {}, now: {} };

/**
 * Rows by procedure of the three days, as one of each place. Rows of whole fields are left out: their figures are those
 * of their procedures once more.
 */
export const stoodOf = (
  { before, atEnd, now }: Record<keyof Standings, readonly StandingRow[]>,
  { unit: onlyUnit, field: onlyField }: Narrowed = {},
): Stood[] => {
  const places = new Map<string, Stood>();
  const take = (day: keyof Standings, rows: readonly StandingRow[]): void => {
    for (const { unit, field, procedure, figures } of rows) {
      if (procedure === null) continue;
      if ((onlyUnit ?? unit) !== unit || (onlyField ?? field) !== field) continue;
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
