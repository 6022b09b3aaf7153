import { type FigureRow, sumOf } from "./figures.ts";
import type { Metric } from "./life.ts";
import type { Scope } from "./scope.ts";
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

/** Rows up to and with the day before a period, and its last day; and those of months, its own among them. By field. */
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
  /** RFC 3339 */
  asOf: string;
};

/** Months that a period touches, in order. Both its days are of one year. */
const monthsOf = ({ from, to }: { from: string; to: string }): string[] => {
  const [first, last] = [Number(from.slice(5, 7)), Number(to.slice(5, 7))];
  return Array.from(
    { length: last - first + 1 },
    (_, at) => `${from.slice(0, 4)}-${String(first + at).padStart(2, "0")}`,
  );
};

const monthOf = (month: string, rows: readonly FigureRow[]): MonthFigures => {
  const figures = sumOf(rows.filter(({ period }) => period === month).map((row) => row.figures));
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

const WHOLE: Scope = { units: null, field: null };

/** A period's figures, and those of its months, of all units and fields. */
export const periodReportOf = ({ period, rows, procedures, fields, asOf }: Asked): PeriodReport => {
  const { before, atEnd, months } = rows;
  const summary = summaryOf({ period, scope: WHOLE, procedures, before, atEnd, now: atEnd, fields, asOf });
  return { summary, months: monthsOf(period).map((month) => monthOf(month, months)) };
};

/** How many were received in fields that have no name. */
export const otherFields = ({ received: { total, byField } }: Summary): number =>
  total - byField.reduce((sum, { count }) => sum + count, 0);

/** How the results of the whole period were judged: of the whole province, of which nothing is held back. */
export const ratingsOf = ({ satisfaction: { responses, satisfied }, returned }: Summary): Ratings => {
  if (satisfied === null) throw new TypeError("satisfaction is told of the whole province");
  return { responses, satisfied, returned: returned.total };
};
