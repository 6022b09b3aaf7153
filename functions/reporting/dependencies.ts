import type { Instant } from "../../shared/domain/foundation/instant.ts";
import type { OrganisationRegister, UnitRegister } from "../../shared/domain/organisation/register.ts";
import type { Field, ProcedureCatalogue } from "../../shared/domain/procedures/catalogue.ts";
import type { DayRootStore } from "../../shared/domain/reporting/day-root.ts";
import type { Ledger } from "../../shared/domain/reporting/ledger.ts";
import type { FigureStore, ProjectionStore } from "../../shared/domain/reporting/statistics-store.ts";
import type { Published } from "../../shared/domain/reporting/summary.ts";

/** What counting what happened needs. */
export type ProjectionDependencies = { store: ProjectionStore; catalogue: Pick<ProcedureCatalogue, "version"> };

/** What every report needs: figures, and the names of what they are of. */
export type ReportDependencies = {
  figures: FigureStore;
  /** The procedures in force at an instant. */
  published: (at: Instant) => Promise<readonly Published[]>;
  fields: readonly Field[];
  units: UnitRegister;
};

/** What a month's open data needs besides. */
export type OpenFiguresDependencies = Omit<ReportDependencies, "published"> & {
  roots: DayRootStore;
  publicOrigin: string;
};

/** What an auditor's recount needs besides. */
export type LedgerDependencies = ReportDependencies & { register: OrganisationRegister; ledger: Ledger };
