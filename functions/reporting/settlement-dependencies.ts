import type { Instant } from "../../shared/domain/foundation/instant.ts";
import type { OrganisationRegister } from "../../shared/domain/organisation/register.ts";
import type { Index766 } from "../../shared/domain/reporting/index-766.ts";
import type { IndexedProcedure } from "../../shared/domain/reporting/index-766-measures.ts";
import type { Settlement } from "../../shared/domain/reporting/settlement.ts";
import type { ReportDependencies } from "./dependencies.ts";

/** The procedures in force at an instant, and what any procedure that ever was is called. */
export type ReportedProcedures = { inForce: readonly IndexedProcedure[]; names: ReadonlyMap<string, string> };

/** What reports for the office need. */
export type OfficeReportDependencies = Pick<ReportDependencies, "figures" | "fields" | "units"> & {
  register: OrganisationRegister;
  procedures: (at: Instant) => Promise<ReportedProcedures>;
};

/** A workbook of a report, of whom and as of when. */
type Workbook<Report> = (report: Report, agency: string, asOf: string) => Promise<Uint8Array>;

export type SettlementDependencies = OfficeReportDependencies & { workbook: Workbook<Settlement> };
export type IndexDependencies = OfficeReportDependencies & { workbook: Workbook<Index766> };
