import type { Instant } from "../foundation/instant.ts";
import { type FigureRow, type Figures, sumOf } from "./figures.ts";
import type { Metric } from "./life.ts";
import type { StandingRow } from "./statistics-store.ts";
import { type Published, type Summary, summaryOf } from "./summary.ts";

/** How many dossiers went each way. */
export type Ways = { online: number; counter: number; post: number };

/** How results were judged, beside how many were handed over at all. */
export type Ratings = { responses: number; satisfied: number; returned: number };

/** What happened in one month of a period: as far as the period goes. */
export type MonthFigures = {
  /** `2021-01` */
  month: string;
  received: Ways & { total: number };
  settled: { total: number; inTime: number; late: number };
  returned: Ways & { total: number };
  ratings: Ratings;
};

/** The figures of a report over a period. */
export type PeriodReport = { summary: Summary; months: MonthFigures[] };

/** Rows up to and with the day before a period, and its last day; and the rows of its months. */
export type PeriodRows = {
  before: readonly StandingRow[];
  atEnd: readonly StandingRow[];
  months: readonly FigureRow[];
};

type Asked = {
  /** No day of it is to come. */
  period: { from: string; to: string };
  rows: PeriodRows;
  /** Those in force at its end. */
  procedures: readonly Published[];
  fields: readonly { id: string; name: string }[];
  asOf: Instant;
};

const figuresOf = (rows: readonly { procedure: string | null; figures: Figures }[]): Figures =>
  sumOf(rows.filter(({ procedure }) => procedure === null).map(({ figures }) => figures));

const ofField = (rows: readonly StandingRow[], id: string): Figures =>
  figuresOf(rows.filter(({ field }) => field === id));

/** Months that a period touches, in order. Both its days are of one year. */
const monthsOf = ({ from, to }: { from: string; to: string }): string[] => {
  const [first, last] = [Number(from.slice(5, 7)), Number(to.slice(5, 7))];
  return Array.from(
    { length: last - first + 1 },
    (_, at) => `${from.slice(0, 4)}-${String(first + at).padStart(2, "0")}`,
  );
};

const monthOf = (month: string, rows: readonly FigureRow[]): MonthFigures => {
  const figures = figuresOf(rows.filter(({ grain, period }) => grain === "month" && period === month));
  const of = (metric: Metric): number => figures[metric] ?? 0;
  const ways = (kind: "received" | "returned"): Ways & { total: number } => {
    const [online, counter, post] = [of(`${kind}.online`), of(`${kind}.counter`), of(`${kind}.post`)];
    return { online, counter, post, total: online + counter + post };
  };
  const inTime = of("settled.early") + of("settled.onTime");
  const late = of("settled.late");
  const returned = ways("returned");
  return {
    month,
    received: ways("received"),
    settled: { total: inTime + late, inTime, late },
    returned,
    ratings: { responses: of("rated"), satisfied: of("satisfied"), returned: returned.total },
  };
};

/** A period's figures, and those of its months, of all units and fields. */
export const periodReportOf = ({ period, rows, procedures, fields, asOf }: Asked): PeriodReport => {
  const names = new Map(fields.map(({ id, name }) => [id, name]));
  const ids = [...new Set([...rows.before, ...rows.atEnd].map(({ field }) => field))];
  const atEnd = figuresOf(rows.atEnd);
  const summary = summaryOf({
    period,
    procedures,
    standings: { before: figuresOf(rows.before), atEnd, now: atEnd },
    byField: ids.map((id) => ({
      id,
      name: names.get(id) ?? id,
      before: ofField(rows.before, id),
      atEnd: ofField(rows.atEnd, id),
    })),
    asOf,
  });
  return { summary, months: monthsOf(period).map((month) => monthOf(month, rows.months)) };
};

/** How the results of the whole period were judged. */
export const ratingsOf = ({ satisfaction, returned }: Summary): Ratings => ({
  responses: satisfaction.responses,
  satisfied: satisfaction.satisfied,
  returned: returned.total,
});
