import * as z from "zod";
import { inProvince, provinceDate } from "../../shared/domain/foundation/instant.ts";
import { refuse } from "../../shared/domain/foundation/refusal.ts";
import { sumOf } from "../../shared/domain/reporting/figures.ts";
import { OpenMonth, openFigures, openTable } from "../../shared/domain/reporting/open-figures.ts";
import { unitNames } from "../../shared/domain/reporting/scope.ts";
import { cachedReply, cachedText } from "../boundary/cached-reply.ts";
import { http, type Operation } from "../boundary/http.ts";
import type { OpenFiguresDependencies } from "./dependencies.ts";
import { openFiguresWiring } from "./wiring.ts";

export const spec = {
  route: "GET /v1/reports/open-data/{month}",
  summary: {
    vi: "Dữ liệu mở: số liệu một tháng theo thủ tục và đơn vị, kèm mã băm sự kiện từng ngày",
    en: "Open data: a month's figures by procedure and unit, with each day's root of events",
  },
  identity: "none",
  path: z.object({ month: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/) }),
  query: z.strictObject({ format: z.enum(["json", "csv"]).default("json") }),
  reply: OpenMonth,
} as const;

/** The last day of a month. */
const lastDayOf = (month: string): string => {
  const [year = 0, number = 0] = month.split("-").map(Number);
  return new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10);
};

export const getOpenFigures: Operation<typeof spec, OpenFiguresDependencies> = async (request, dependencies) => {
  const { path, query, at, headers } = request;
  const { figures, roots, units, fields, publicOrigin } = dependencies;
  const { month } = path;
  const today = provinceDate(at);
  if (month > today.slice(0, month.length)) return refuse("report-not-found");
  const last = lastDayOf(month);
  const isOver = last < today;
  const until = isOver ? last : today;
  const [flows, [stocks = []], kept] = await Promise.all([
    figures.daysOf(month, "procedure"),
    figures.upTo([until], "procedure"),
    roots.ofMonth(month),
  ]);
  const names = {
    unit: unitNames(units, at),
    field: (id: string): string => fields.find((field) => field.id === id)?.name ?? id,
  };
  const happened = flows.filter(({ period }) => period <= until);
  const total = sumOf(happened.map((row) => row.figures));
  const ratings = { responses: total.rated ?? 0, satisfied: total.satisfied ?? 0 };
  const rows = openFigures(month, happened, stocks, names);
  if (query.format === "csv") {
    const type = { "content-type": "text/csv; charset=utf-8" };
    const disposition = { "content-disposition": `attachment; filename="thong-ke-${month}.csv"` };
    return cachedText(openTable(rows), headers["if-none-match"], { ...type, ...disposition });
  }
  const $schema = `${publicOrigin}/v1/reports/open-data/schema`;
  const body: OpenMonth = { $schema, month, until, asOf: inProvince(at), rows, ratings, roots: kept };
  return cachedReply(body, headers["if-none-match"]);
};

export const handler = http(spec, openFiguresWiring, getOpenFigures);
