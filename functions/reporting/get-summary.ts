import { isRefusal } from "../../shared/domain/foundation/refusal.ts";
import { Summary, summaryOf } from "../../shared/domain/reporting/summary.ts";
import { http, type Operation } from "../boundary/http.ts";
import type { ReportDependencies } from "./dependencies.ts";
import { type Asked, askedOf, ReportQuery } from "./report-query.ts";
import { reportsWiring } from "./wiring.ts";

export const spec = {
  route: "GET /v1/reports/summary",
  summary: { vi: "Số liệu giải quyết hồ sơ của một kỳ", en: "What a period looked like, in figures" },
  identity: "none",
  query: ReportQuery,
  reply: Summary,
} as const;

/** The summary by the counters. */
export const countedSummary = async (
  { period, days, scope, lookedAt, asOf }: Asked,
  { figures, published, fields }: ReportDependencies,
): Promise<Summary> => {
  const [[before = [], atEnd = [], now = []], procedures] = await Promise.all([
    figures.upTo(days, "field"),
    published(lookedAt),
  ]);
  return summaryOf({ period, scope, procedures, before, atEnd, now, fields, asOf });
};

export const getSummary: Operation<typeof spec, ReportDependencies> = async ({ query, at }, dependencies) => {
  const asked = askedOf(query, at, dependencies);
  if (isRefusal(asked)) return asked;
  return { status: 200, body: await countedSummary(asked, dependencies) };
};

export const handler = http(spec, reportsWiring, getSummary);
