import * as z from "zod";
import { type Instant, inProvince, provinceDate } from "../../shared/domain/foundation/instant.ts";
import { type Fault, fault, type Refusal, refuse } from "../../shared/domain/foundation/refusal.ts";
import { dayBefore, endOf } from "../../shared/domain/reporting/report-days.ts";
import { type Scope, unitsUnder } from "../../shared/domain/reporting/scope.ts";
import type { ReportDependencies } from "./dependencies.ts";

/** The first and the last day of a report, and what part of the province it is of. */
export const ReportQuery = z.strictObject({
  from: z.iso.date(),
  to: z.iso.date(),
  unit: z.string().max(64).optional(),
  field: z.string().max(64).optional(),
});
export type ReportQuery = z.output<typeof ReportQuery>;

/** What a report is asked for, checked. */
export type Asked = {
  period: { from: string; to: string };
  /** Days up to which figures are summed: before the period, at its end, and no later than today. */
  days: readonly [before: string, atEnd: string, now: string];
  scope: Scope;
  /** When what is published and who is above whom is looked at: the end of the period, or now. */
  lookedAt: Instant;
  asOf: string;
};

/** A report's question made clear, or what is wrong with it. */
export const askedOf = (
  { from, to, unit, field }: ReportQuery,
  at: Instant,
  { fields, units }: Pick<ReportDependencies, "fields" | "units">,
): Asked | Refusal => {
  const faults: Fault[] = [];
  if (to < from)
    faults.push(fault("/to", "before-from", "Ngày cuối phải sau ngày đầu.", "The last day is before the first."));
  if (unit !== undefined && !units.unitIds().includes(unit))
    faults.push(fault("/unit", "unknown", "Không có đơn vị này.", "There is no such unit."));
  if (field !== undefined && !fields.some(({ id }) => id === field))
    faults.push(fault("/field", "unknown", "Không có lĩnh vực này.", "There is no such field."));
  if (faults.length > 0) return refuse("query-invalid", { faults });
  const today = provinceDate(at);
  const now = to < today ? to : today;
  const lookedAt = to < today ? endOf(to) : at;
  return {
    period: { from, to },
    days: [dayBefore(from), to, now],
    scope: { units: unit === undefined ? null : unitsUnder(units, unit, lookedAt), field: field ?? null },
    lookedAt,
    asOf: inProvince(at),
  };
};
