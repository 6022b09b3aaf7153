import type { Instant } from "../foundation/instant.ts";
import type { Officer } from "./officer.ts";
import type { UnitOfDay } from "./unit.ts";

/** The units of the province, under the names of any day. */
export type UnitRegister = {
  unitAt: (id: string, at: Instant) => UnitOfDay | undefined;
  /** All units ever known. */
  unitIds: () => string[];
  units: (at: Instant) => UnitOfDay[];
  /** The units of the day and those that were dissolved before it, each as it was last. */
  unitsUpTo: (at: Instant) => UnitOfDay[];
  /** Agency code for the dossiers of a unit, undefined where none is known on that day. */
  agencyCode: (unit: string, at: Instant) => string | undefined;
};

/** Who works where: what the service asks of the organisation. */
export type OrganisationRegister = UnitRegister & {
  officer: (sub: string) => Officer | undefined;
  /** Officers of a unit. */
  officersOf: (unit: string) => Officer[];
};
