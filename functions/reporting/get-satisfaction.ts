import { isRefusal } from "../../shared/domain/foundation/refusal.ts";
import { Satisfaction, satisfactionOf } from "../../shared/domain/reporting/satisfaction.ts";
import { http, type Operation } from "../boundary/http.ts";
import { officeReport } from "./office-report.ts";
import { ReportQuery } from "./report-query.ts";
import type { OfficeReportDependencies } from "./settlement-dependencies.ts";
import { officeReportWiring } from "./wiring.ts";

export const spec = {
  route: "GET /v1/office/reports/satisfaction",
  summary: {
    vi: "Mức độ hài lòng theo đơn vị và thủ tục, không nêu nhóm dưới năm đánh giá",
    en: "Ratings by unit and procedure, of fewer than five people none",
  },
  identity: "officer",
  // Of the whole alone: of parts that anyone may choose, what is not told could be computed from two answers.
  query: ReportQuery.omit({ unit: true, field: true }),
  reply: Satisfaction,
} as const;

export const getSatisfaction: Operation<typeof spec, OfficeReportDependencies> = async (request, dependencies) => {
  const found = await officeReport(request.query, request, dependencies);
  return isRefusal(found) ? found : { status: 200, body: satisfactionOf(found) };
};

export const handler = http(spec, officeReportWiring, getSatisfaction);
