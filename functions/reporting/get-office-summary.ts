import * as z from "zod";
import { isRefusal, refuse } from "../../shared/domain/foundation/refusal.ts";
import { LedgerTooLong } from "../../shared/domain/reporting/ledger.ts";
import { recountedRows } from "../../shared/domain/reporting/recount.ts";
import { Summary, summaryOf } from "../../shared/domain/reporting/summary.ts";
import { authorityOf } from "../boundary/authority.ts";
import { http, type Operation } from "../boundary/http.ts";
import type { LedgerDependencies } from "./dependencies.ts";
import { countedSummary } from "./get-summary.ts";
import { type Asked, askedOf, ReportQuery } from "./report-query.ts";
import { ledgerWiring } from "./wiring.ts";

export const spec = {
  route: "GET /v1/office/reports/summary",
  summary: {
    vi: "Số liệu của một kỳ, đếm lại từ nhật ký sự kiện khi cần kiểm tra",
    en: "A period's figures, recounted from the events where they are to be checked",
  },
  identity: "officer",
  query: ReportQuery.extend({ source: z.enum(["counters", "ledger"]).default("counters") }),
  reply: Summary,
} as const;

/** The summary by a recount of every dossier's events. */
const ledgerSummary = async (
  { period, days, scope, lookedAt, asOf }: Asked,
  { ledger, published, fields }: LedgerDependencies,
): Promise<Summary> => {
  const [dossiers, procedures] = await Promise.all([ledger.dossiers(), published(lookedAt)]);
  const [before = [], atEnd = [], now = []] = days.map((day) => recountedRows(dossiers, day));
  return summaryOf({ period, scope, procedures, before, atEnd, now, fields, asOf });
};

export const getOfficeSummary: Operation<typeof spec, LedgerDependencies> = async (request, dependencies) => {
  const { identity, query, at } = request;
  const officer = authorityOf(dependencies.register, identity);
  if (isRefusal(officer)) return officer;
  if (!officer.roles.has("auditor")) return refuse("role-missing");
  const { source, ...question } = query;
  const asked = askedOf(question, at, dependencies);
  if (isRefusal(asked)) return asked;
  if (source === "counters") return { status: 200, body: await countedSummary(asked, dependencies) };
  try {
    return { status: 200, body: await ledgerSummary(asked, dependencies) };
  } catch (error) {
    if (error instanceof LedgerTooLong) return refuse("ledger-too-long");
    throw error;
  }
};

export const handler = http(spec, ledgerWiring, getOfficeSummary);
