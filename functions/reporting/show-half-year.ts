import * as z from "zod";
import { type Instant, inProvince } from "../../shared/domain/foundation/instant.ts";
import { refuse } from "../../shared/domain/foundation/refusal.ts";
import { HALF, type HalfYear, halfYearAt } from "../../shared/domain/reporting/half-year.ts";
import { halfYearSheet } from "../../shared/domain/reporting/half-year-sheet.ts";
import { type PeriodReport, periodReportOf } from "../../shared/domain/reporting/period-report.ts";
import { dayBefore, endOf } from "../../shared/domain/reporting/report-days.ts";
import type { Checks } from "../../shared/domain/reporting/report-notes.ts";
import { CONTENT_TYPES } from "../../shared/domain/slips/prints.ts";
import { cachedFile, cachedText } from "../boundary/cached-reply.ts";
import { http, type Operation } from "../boundary/http.ts";
import type { HalfYearDependencies } from "./half-year-dependencies.ts";
import { halfYearPage } from "./half-year-page.ts";
import { halfYearWiring } from "./wiring.ts";

export const spec = {
  route: "GET /v1/reports/half-years/{half}",
  summary: {
    vi: "Báo cáo 6 tháng đầu năm (2021-1) hoặc cuối năm (2021-2), dạng trang hoặc PDF",
    en: "The report of the first half (2021-1) or the second (2021-2) of a year, as a page or a PDF",
  },
  identity: "none",
  path: z.object({ half: z.string().regex(HALF) }),
  // People pass its address on: what others add to it is not looked at.
  query: z.object({ format: z.enum(["html", "pdf"]).default("html") }),
} as const;

/** When what is published and who there is are looked at: the end of the half, or now. */
const lookedAt = ({ period, isOver }: HalfYear, at: Instant): Instant => (isOver ? endOf(period.to) : at);

const read = async (half: HalfYear, at: Instant, dependencies: HalfYearDependencies): Promise<PeriodReport> => {
  const { figures, published, fields } = dependencies;
  const { period, year } = half;
  const [[before = [], atEnd = []], months, procedures] = await Promise.all([
    figures.upTo([dayBefore(period.from), period.to], "field"),
    figures.monthsOf(year, "field"),
    published(lookedAt(half, at)),
  ]);
  return periodReportOf({ period, rows: { before, atEnd, months }, procedures, fields, asOf: inProvince(at) });
};

/** Where the same figures stand as data. */
const checksOf = ({ from, to }: HalfYear["period"], { months }: PeriodReport, origin: string): Checks => ({
  summary: `${origin}/v1/reports/summary?from=${from}&to=${to}`,
  months: months.map(({ month }) => ({ month, url: `${origin}/v1/reports/open-data/${month}` })),
});

export const showHalfYear: Operation<typeof spec, HalfYearDependencies> = async (request, dependencies) => {
  const { path, query, at, headers } = request;
  const { units, printer } = dependencies;
  const half = halfYearAt(path.half, at);
  if (half === undefined) return refuse("report-not-found");
  const origin = dependencies.origin.replace(/\/$/u, "");
  const report = await read(half, at, dependencies);
  const there = units.units(lookedAt(half, at));
  const centre = there.find(({ kind }) => kind === "one-stop-centre")?.name ?? "Bộ phận một cửa";
  const checks = checksOf(half.period, report, origin);
  const ifNoneMatch = headers["if-none-match"];
  if (query.format === "html") {
    const pdf = `${origin}/v1/reports/half-years/${half.half}?format=pdf`;
    const { text, headers: own } = halfYearPage(report, { half, centre, checks, pdf });
    return cachedText(text, ifNoneMatch, own);
  }
  const bytes = await printer.pdf(halfYearSheet(report, { half, centre, summary: checks.summary }));
  return cachedFile(bytes, ifNoneMatch, {
    "content-type": CONTENT_TYPES.pdf,
    "content-disposition": `inline; filename="bao-cao-${half.half}.pdf"`,
  });
};

export const handler = http(spec, halfYearWiring, showHalfYear);
