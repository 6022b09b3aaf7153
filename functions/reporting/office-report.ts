import { isRefusal, type Refusal, refuse } from "../../shared/domain/foundation/refusal.ts";
import type { Role } from "../../shared/domain/organisation/role.ts";
import type { IndexedProcedure } from "../../shared/domain/reporting/index-766-measures.ts";
import { unitNames } from "../../shared/domain/reporting/scope.ts";
import { type Period, type ReportNames, type Stood, stoodOf } from "../../shared/domain/reporting/standing-rows.ts";
import { authorityOf } from "../boundary/authority.ts";
import type { OfficerToken } from "../boundary/identity.ts";
import { attachment, type Reply } from "../boundary/reply.ts";
import { askedOf, type ReportQuery } from "./report-query.ts";
import type { OfficeReportDependencies } from "./settlement-dependencies.ts";

/** Who reads reports of the whole province: auditors and leaders of any unit. */
const READERS: readonly Role[] = ["auditor", "leader"];

/** What a report for the office is made of. */
export type OfficeReport = {
  period: Period;
  stood: Stood[];
  published: readonly IndexedProcedure[];
  names: ReportNames;
  asOf: string;
  /** Whose report it is: the unit that was asked for, or the province's administration. */
  agency: string;
};

/** Reads what a report is made of, for those who may; or the refusal. */
export const officeReport = async (
  query: ReportQuery,
  { identity, at }: { identity: OfficerToken; at: string },
  { figures, fields, units, register, procedures }: OfficeReportDependencies,
): Promise<OfficeReport | Refusal> => {
  const officer = authorityOf(register, identity);
  if (isRefusal(officer)) return officer;
  if (!READERS.some((role) => officer.roles.has(role))) return refuse("role-missing");
  const asked = askedOf(query, at, { fields, units });
  if (isRefusal(asked)) return asked;
  const { period, days, scope, lookedAt, asOf } = asked;
  const [[before = [], atEnd = [], now = []], { inForce, names }] = await Promise.all([
    figures.upTo(days, "procedure"),
    procedures(lookedAt),
  ]);
  const unitName = unitNames(units, lookedAt);
  const committee = units.units(lookedAt).find(({ kind }) => kind === "peoples-committee")?.name ?? "";
  return {
    period,
    stood: stoodOf({ before, atEnd, now }, scope),
    published: inForce,
    names: {
      field: (id) => fields.find((field) => field.id === id)?.name ?? id,
      procedure: (code) => names.get(code) ?? code,
      unit: unitName,
    },
    asOf,
    agency: query.unit === undefined ? committee : unitName(query.unit),
  };
};

/** A report as a file to keep, named by its period. */
export const reportFile = (name: string, { from, to }: Period, type: "csv" | "xlsx", bytes: Uint8Array): Reply =>
  attachment(
    bytes,
    `${name}-${from}-${to}.${type}`,
    type === "csv" ? "text/csv; charset=utf-8" : "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  );
