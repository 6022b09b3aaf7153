import * as z from "zod";
import { isRefusal } from "../../shared/domain/foundation/refusal.ts";
import { Index766, index766Of } from "../../shared/domain/reporting/index-766.ts";
import { http, type Operation } from "../boundary/http.ts";
import { officeReport, reportFile } from "./office-report.ts";
import { ReportQuery } from "./report-query.ts";
import type { IndexDependencies } from "./settlement-dependencies.ts";
import { indexWiring } from "./wiring.ts";

export const spec = {
  route: "GET /v1/office/reports/index-766",
  summary: {
    vi: "Bộ chỉ số phục vụ người dân, doanh nghiệp theo Quyết định 766/QĐ-TTg",
    en: "The index of Decision 766/QĐ-TTg on how people are served",
  },
  identity: "officer",
  query: ReportQuery.omit({ unit: true, field: true }).extend({ format: z.enum(["json", "xlsx"]).default("json") }),
  reply: Index766,
} as const;

export const getIndex766: Operation<typeof spec, IndexDependencies> = async (request, dependencies) => {
  const { format, ...question } = request.query;
  const found = await officeReport(question, request, dependencies);
  if (isRefusal(found)) return found;
  const index = index766Of(found);
  if (format === "json") return { status: 200, body: index };
  return reportFile("chi-so-766", index.period, "xlsx", await dependencies.workbook(index, found.agency, found.asOf));
};

export const handler = http(spec, indexWiring, getIndex766);
