import * as z from "zod";
import { type Figures, sumOf } from "./figures.ts";
import type { Metric } from "./life.ts";
import { inScope, type Scope } from "./scope.ts";
import type { StandingRow } from "./statistics-store.ts";
import { LEAST_RESPONSES } from "./suppress.ts";

const Count = z.number().int();
/** A share with four decimals; null where there is nothing to share. */
const Rate = z.number().min(0).nullable();

/**
 * What a period looked like. Which dossier goes where:
 *
 * | dossier | counts as |
 * |---|---|
 * | filed, its fee not paid, not accepted yet | nothing |
 * | refused | `notReceived.refused` |
 * | withdrawn, or stopped as unpaid or unanswered, before it was accepted | `notReceived` |
 * | accepted | `received`, by the way it came in, on the day of its acceptance |
 * | accepted and waiting for its applicant: a supplement or a payment | `paused` |
 * | withdrawn or stopped after it was accepted | `ended` |
 * | decided, granted or not | `settled`: the day of the decision before, on or after the day it was due; on time where it had none |
 * | its result handed over | `returned`, besides having been settled |
 *
 * It counts where it was received: with the unit that accepted it, before that with the unit that it was filed with.
 * Carried over and received are together settled, open, paused and ended.
 */
export const Summary = z.object({
  period: z.object({ from: z.string(), to: z.string() }),
  procedures: z.object({
    total: Count,
    byLevel: z.object({ "1": Count, "2": Count, "3": Count, "4": Count }),
    level4Rate: Rate,
    oneStop: Count,
    oneStopRate: Rate,
  }),
  received: z.object({
    total: Count,
    carriedOver: Count,
    online: Count,
    counter: Count,
    post: Count,
    onlineRate: Rate,
    byField: z.array(z.object({ id: z.string(), name: z.string(), count: Count })),
  }),
  settled: z.object({ total: Count, early: Count, onTime: Count, late: Count, onTimeRate: Rate }),
  open: z.object({ total: Count, inTime: Count, late: Count }),
  paused: Count,
  ended: z.object({ withdrawn: Count, stopped: Count }),
  notReceived: z.object({ refused: Count, withdrawn: Count, stopped: Count }),
  returned: z.object({ total: Count, online: Count, counter: Count, post: Count }),
  /**
   * Ratings given in the period; of a part of the province with fewer than five of them nobody is told what they said.
   * `responseRate` is their share of the results handed over in the period; null where some are of earlier results.
   */
  satisfaction: z.object({ responses: Count, responseRate: Rate, satisfied: Count.nullable(), rate: Rate }),
  asOf: z.string(),
});
export type Summary = z.infer<typeof Summary>;

const DECIMALS = 10_000;

/** A share as a fraction with four decimals, null where nothing is counted. */
export const rateOf = (part: number, whole: number): number | null =>
  whole === 0 ? null : Math.round((part / whole) * DECIMALS) / DECIMALS;

const of = (figures: Figures, metric: Metric): number => figures[metric] ?? 0;

/** Procedures published at the end of the period. */
export type Published = { level: 1 | 2 | 3 | 4; oneStop: boolean; field: string; units: readonly string[] };

export type Reported = {
  period: { from: string; to: string };
  scope: Scope;
  procedures: readonly Published[];
  /** Rows up to and with the day before the period. */
  before: readonly StandingRow[];
  /** And its last day. */
  atEnd: readonly StandingRow[];
  /** As `atEnd`, but no later than today: what becomes late tomorrow is not late yet. */
  now: readonly StandingRow[];
  fields: readonly { id: string; name: string }[];
  asOf: string;
};

const inUnits = (published: readonly Published[], { units, field }: Scope): Published[] =>
  published.filter(
    (one) => (field === null || one.field === field) && (units === null || one.units.some((unit) => units.has(unit))),
  );

const proceduresOf = (published: readonly Published[]): Summary["procedures"] => {
  const at = (level: Published["level"]): number => published.filter((one) => one.level === level).length;
  const oneStop = published.filter((one) => one.oneStop).length;
  const total = published.length;
  return {
    total,
    byLevel: { "1": at(1), "2": at(2), "3": at(3), "4": at(4) },
    level4Rate: rateOf(at(4), total),
    oneStop,
    oneStopRate: rateOf(oneStop, total),
  };
};

const RECEIVED: readonly Metric[] = ["received.online", "received.counter", "received.post"];

const receivedIn = (figures: Figures): number => RECEIVED.reduce((sum, metric) => sum + of(figures, metric), 0);

const ofField = (rows: readonly StandingRow[], field: string): Figures =>
  sumOf(rows.filter((row) => row.field === field).map(({ figures }) => figures));

const sumOfAll = (rows: readonly StandingRow[]): Figures => sumOf(rows.map(({ figures }) => figures));

const ratingsIn = (before: Figures, atEnd: Figures): Ratings => ({
  responses: of(atEnd, "rated") - of(before, "rated"),
  satisfied: of(atEnd, "satisfied") - of(before, "satisfied"),
});

type Ratings = { responses: number; satisfied: number };

const isFew = (responses: number): boolean => responses > 0 && responses < LEAST_RESPONSES;

/** Of few people nobody is told what they said: of neither part, where the rest of the province is few. */
const satisfactionOf = (
  { responses, satisfied }: Ratings,
  returned: number,
  everywhere: Ratings,
): Summary["satisfaction"] => {
  const responseRate = responses > returned ? null : rateOf(responses, returned);
  const isPart = everywhere.responses > responses;
  if (isPart && (isFew(responses) || isFew(everywhere.responses - responses)))
    return { responses, responseRate, satisfied: null, rate: null };
  return { responses, responseRate, satisfied, rate: rateOf(satisfied, responses) };
};

/** What a period looked like, from the figures before it and at its end. */
export const summaryOf = ({ period, scope, procedures, fields, asOf, ...rows }: Reported): Summary => {
  const [beforeRows, endRows] = [inScope(rows.before, scope), inScope(rows.atEnd, scope)];
  const [before, atEnd, now] = [beforeRows, endRows, inScope(rows.now, scope)].map((all) =>
    sumOf(all.map(({ figures }) => figures)),
  ) as [Figures, Figures, Figures];
  const flow = (metric: Metric): number => of(atEnd, metric) - of(before, metric);
  const online = flow("received.online");
  const received = { online, counter: flow("received.counter"), post: flow("received.post") };
  const total = received.online + received.counter + received.post;
  const early = flow("settled.early");
  const onTime = flow("settled.onTime");
  const late = flow("settled.late");
  const settled = early + onTime + late;
  const open = of(atEnd, "open");
  const openLate = of(now, "openLate");
  const handed = { online: flow("returned.online"), counter: flow("returned.counter"), post: flow("returned.post") };
  const returned = handed.online + handed.counter + handed.post;
  const published = inUnits(procedures, scope);
  return {
    period,
    procedures: proceduresOf(published),
    received: {
      total,
      carriedOver: of(before, "open") + of(before, "paused"),
      ...received,
      onlineRate: rateOf(online, total),
      byField: fields
        .map(({ id, name }) => ({
          id,
          name,
          count: receivedIn(ofField(endRows, id)) - receivedIn(ofField(beforeRows, id)),
        }))
        .filter(({ count }) => count > 0)
        .sort((a, b) => (a.id < b.id ? -1 : 1)),
    },
    settled: { total: settled, early, onTime, late, onTimeRate: rateOf(early + onTime, settled) },
    open: { total: open, inTime: open - openLate, late: openLate },
    paused: of(atEnd, "paused"),
    ended: { withdrawn: flow("ended.withdrawn"), stopped: flow("ended.stopped") },
    notReceived: {
      refused: flow("notReceived.refused"),
      withdrawn: flow("notReceived.withdrawn"),
      stopped: flow("notReceived.stopped"),
    },
    returned: { total: returned, ...handed },
    satisfaction: satisfactionOf(
      ratingsIn(before, atEnd),
      returned,
      ratingsIn(sumOfAll(rows.before), sumOfAll(rows.atEnd)),
    ),
    asOf,
  };
};
