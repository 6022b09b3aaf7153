import type { CatalogueEntry } from "../procedures/catalogue-entry.ts";
import { FEES_UNKNOWN } from "../procedures/summary.ts";
import type { Figures } from "./figures.ts";
import type { Metric } from "./life.ts";
import type { Standings } from "./standing-rows.ts";

/** What of a published procedure the index asks. */
export type IndexedProcedure = Pick<
  CatalogueEntry,
  "code" | "name" | "level" | "onlineMode" | "channels" | "fee" | "words" | "units"
>;

export type Facts = {
  standings: Standings;
  /** By procedure, of those that anything was counted of. */
  byProcedure: ReadonlyMap<string, Standings>;
  published: readonly IndexedProcedure[];
};

/** A rate before it is divided. */
export type Fraction = { numerator: number; denominator: number };

const of = (figures: Figures, metric: Metric): number => figures[metric] ?? 0;

/** How much of something there was in the period. */
export const flowOf = ({ before, atEnd }: Standings, metric: Metric): number => of(atEnd, metric) - of(before, metric);

const flows = (standings: Standings, ...metrics: Metric[]): number =>
  metrics.reduce((sum, metric) => sum + flowOf(standings, metric), 0);

export const settledIn = (standings: Standings): number =>
  flows(standings, "settled.early", "settled.onTime", "settled.late");

/** In time by our clocks: by its date, whether settled, open or waiting for its applicant. */
export const inTimeByClocks = (standings: Standings): Fraction => {
  const { atEnd, now } = standings;
  const standing = of(atEnd, "open") + of(atEnd, "paused");
  const late = of(now, "openLate") + of(now, "pausedLate");
  return {
    numerator: flows(standings, "settled.early", "settled.onTime") + standing - late,
    denominator: settledIn(standings) + standing,
  };
};

/** In time by its date, but asked for a supplement more than once: late in the sense of the decision. */
export const askedRepeatedly = (standings: Standings): number =>
  flowOf(standings, "settled.repeated") + of(standings.now, "repeatedInTime");

/** In time in the sense of the decision. */
export const inTimeByDecision = (standings: Standings): Fraction => {
  const { numerator, denominator } = inTimeByClocks(standings);
  return { numerator: numerator - askedRepeatedly(standings), denominator };
};

const isComplete = ({ channels, units, fee, words }: IndexedProcedure): boolean =>
  units.length > 0 &&
  channels.length > 0 &&
  channels.every(({ timeLimit }) => timeLimit !== null) &&
  fee.summary !== FEES_UNKNOWN &&
  words.documents.length > 0 &&
  words.legalBases.length > 0;

const isOnline = ({ level }: IndexedProcedure): boolean => level >= 3;

const hasFee = ({ channels }: IndexedProcedure): boolean =>
  channels.some(({ fees }) => fees.some(({ amount }) => amount > 0));

const ofThem = <One>(all: readonly One[], holds: (one: One) => boolean): Fraction => ({
  numerator: all.filter(holds).length,
  denominator: all.length,
});

/** What is measured, by the id of its indicator. */
export const MEASURES: Readonly<Record<string, (facts: Facts) => Fraction>> = {
  "1.3": ({ published }) => ofThem(published, isComplete),
  "2.1": ({ standings }) => inTimeByDecision(standings),
  "2.2": ({ standings }) => ({
    numerator: flowOf(standings, "settled.minutes"),
    denominator: settledIn(standings),
  }),
  "3.1a": ({ published }) => ofThem(published, isOnline),
  "3.2": ({ published, byProcedure }) =>
    ofThem(published.filter(isOnline), ({ code }) => {
      const standings = byProcedure.get(code);
      return standings !== undefined && flowOf(standings, "received.online") > 0;
    }),
  "3.3": ({ standings }) => ({
    numerator: flowOf(standings, "settled.onlineElectronic"),
    denominator:
      of(standings.before, "open") +
      of(standings.before, "paused") +
      flows(standings, "received.online", "received.counter", "received.post"),
  }),
  // Level 4 says paid and returned online: what is paid online but returned otherwise is not told by the catalogue.
  "3.5": ({ published }) => ofThem(published.filter(hasFee), ({ level }) => level === 4),
  "3.6": ({ standings }) => ({
    numerator: flowOf(standings, "fees.paidOnline"),
    denominator: flowOf(standings, "fees.due"),
  }),
  "4.1": ({ standings }) => ({
    numerator: flowOf(standings, "settled.electronic"),
    denominator: settledIn(standings),
  }),
  "5.4": ({ standings }) => {
    const { numerator, denominator } = inTimeByDecision(standings);
    const disliked = flowOf(standings, "rated") - flowOf(standings, "satisfied");
    return { numerator: Math.max(0, numerator - disliked), denominator };
  },
};

/** Average time from receipt to decision, in days of 24 hours with two decimals; null where nothing was settled. */
export const averageDays = (standings: Standings): number | null => {
  const settled = settledIn(standings);
  const MINUTES_OF_A_DAY = 24 * 60;
  return settled === 0
    ? null
    : Math.round((flowOf(standings, "settled.minutes") / settled / MINUTES_OF_A_DAY) * 100) / 100;
};
