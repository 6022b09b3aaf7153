import { fields } from "../../shared/adapters/catalogue/fields.ts";
import { type FigureRow, type Figures, sumOf } from "../../shared/domain/reporting/figures.ts";
import { type HalfYear, halfYearAt } from "../../shared/domain/reporting/half-year.ts";
import { type PeriodReport, periodReportOf } from "../../shared/domain/reporting/period-report.ts";
import type { StandingRow } from "../../shared/domain/reporting/statistics-store.ts";
import type { Published } from "../../shared/domain/reporting/summary.ts";

export const PROCEDURES: Published[] = Array.from({ length: 140 }, (_, at) => ({
  level: at < 124 ? 4 : 2,
  oneStop: true,
  field: "du-lich",
  units: ["tourism"],
}));

/** A report of the first half of 2021 made of what happened in its months, by field: `{"01": {"du-lich": figures}}`. */
export const reportOf = (
  months: Record<string, Record<string, Figures>>,
  more: { before?: Figures; at?: string; procedures?: readonly Published[] } = {},
): {
  report: PeriodReport;
  half: HalfYear;
  rows: { before: StandingRow[]; atEnd: StandingRow[]; months: FigureRow[] };
} => {
  const { before = {}, at = "2021-07-02T02:00:00.000Z", procedures = PROCEDURES } = more;
  const half = halfYearAt("2021-1", at);
  if (!half) throw new Error(`2021-1 has not begun at ${at}`);
  const place = { unit: "culture", procedure: null };
  const rows: FigureRow[] = Object.entries(months).flatMap(([month, byField]) =>
    Object.entries(byField).map(([field, figures]) => ({
      grain: "month",
      period: `2021-${month}`,
      field,
      ...place,
      figures,
    })),
  );
  const first: StandingRow = { ...place, field: "van-hoa-co-so", figures: before };
  const ids = [...new Set(["van-hoa-co-so", ...rows.map(({ field }) => field)])];
  const atEnd = ids.map((field) => ({
    ...place,
    field,
    figures: sumOf([
      ...(field === first.field ? [before] : []),
      ...rows.filter((row) => row.field === field).map(({ figures }) => figures),
    ]),
  }));
  const read = { before: [first], atEnd, months: rows };
  return {
    report: periodReportOf({ period: half.period, rows: read, procedures, fields, asOf: at }),
    half,
    rows: read,
  };
};

const culture = (count: number, post: number, online: number, rated: number): Figures => ({
  "received.online": count,
  "settled.early": Math.floor(count / 3),
  "settled.onTime": count - Math.floor(count / 3),
  "returned.post": post,
  "returned.online": online,
  rated,
  satisfied: rated,
});

/** Months that add up to the article's half-year. */
export const articleReport = () =>
  reportOf({
    "01": { "van-hoa-co-so": culture(9, 8, 1, 5) },
    "02": { "van-hoa-co-so": culture(6, 6, 0, 2), "du-lich": culture(1, 1, 0, 1) },
    "03": { "van-hoa-co-so": culture(18, 16, 2, 9), "du-lich": culture(2, 2, 0, 1) },
    "04": { "van-hoa-co-so": culture(21, 19, 2, 10), "the-duc-the-thao": culture(1, 1, 0, 0) },
    "05": { "van-hoa-co-so": culture(17, 14, 3, 6), "du-lich": culture(1, 0, 1, 1) },
    "06": { "van-hoa-co-so": culture(18, 16, 2, 5) },
  });

/** A half under way in which things went wrong, in numbers that take room. */
export const busyReport = () =>
  reportOf(
    {
      "01": {
        "van-hoa-co-so": {
          "received.online": 12_345,
          "received.counter": 2345,
          "received.post": 12,
          "settled.onTime": 10_001,
          "settled.late": 1234,
          "returned.online": 9000,
          "returned.counter": 1000,
          "returned.post": 800,
          rated: 4321,
          satisfied: 4000,
          open: 3400,
          openLate: 12,
          paused: 40,
          "ended.withdrawn": 27,
        },
        "du-lich": { "received.post": 7, "settled.late": 7, open: 0, "notReceived.refused": 3 },
      },
      "02": {},
      "03": { "van-hoa-co-so": { "received.counter": 3, open: 3, rated: 2, satisfied: 0 } },
    },
    { at: "2021-03-15T02:00:00.000Z", before: { open: 5, paused: 2, "received.online": 7 } },
  );
