import * as z from "zod";
import { isRefusal } from "../../shared/domain/foundation/refusal.ts";
import { Settlement, settlementOf } from "../../shared/domain/reporting/settlement.ts";
import { settlementCsv } from "../../shared/domain/reporting/settlement-table.ts";
import { http, type Operation } from "../boundary/http.ts";
import { officeReport, reportFile } from "./office-report.ts";
import { ReportQuery } from "./report-query.ts";
import type { SettlementDependencies } from "./settlement-dependencies.ts";
import { settlementWiring } from "./wiring.ts";

export const spec = {
  route: "GET /v1/office/reports/settlement",
  summary: {
    vi: "Báo cáo tình hình, kết quả giải quyết theo lĩnh vực, thủ tục và cơ quan",
    en: "Receipt and settlement by field, procedure and agency",
  },
  identity: "officer",
  query: ReportQuery.extend({ format: z.enum(["json", "csv", "xlsx"]).default("json") }),
  reply: Settlement,
} as const;

const NAME = "ket-qua-giai-quyet";

export const getSettlement: Operation<typeof spec, SettlementDependencies> = async (request, dependencies) => {
  const { format, ...question } = request.query;
  const found = await officeReport(question, request, dependencies);
  if (isRefusal(found)) return found;
  const report = settlementOf(found);
  if (format === "json") return { status: 200, body: report };
  if (format === "csv") return reportFile(NAME, report.period, "csv", new TextEncoder().encode(settlementCsv(report)));
  return reportFile(NAME, report.period, "xlsx", await dependencies.workbook(report, found.agency, found.asOf));
};

export const handler = http(spec, settlementWiring, getSettlement);
