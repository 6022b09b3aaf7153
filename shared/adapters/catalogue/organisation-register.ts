import officersFile from "../../data/organisation/officers.json" with { type: "json" };
import type { Officer, OfficerRegister } from "../../domain/organisation/officer.ts";
import type { OrganisationRegister } from "../../domain/organisation/register.ts";
import { unitRegister } from "./unit-register.ts";

/**
 * The file is held to its schema by test/domain/organisation: compiled in, it needs no check at each cold start. Read
 * where it is asked for, so that a bundle that asks nothing of officers does without it.
 */
const officers = (): Officer[] => (officersFile as OfficerRegister).officers;

/** The organisation of the data files, in the bundle. */
export const organisationRegister: OrganisationRegister = {
  officer: (sub) => officers().find((officer) => officer.sub === sub),
  officersOf: (unit) => officers().filter((officer) => officer.unit === unit),
  // Not spread: a bundle cannot leave out what a spread may have done.
  unitAt: (id, at) => unitRegister.unitAt(id, at),
  unitIds: () => unitRegister.unitIds(),
  units: (at) => unitRegister.units(at),
  unitsUpTo: (at) => unitRegister.unitsUpTo(at),
  agencyCode: (unit, at) => unitRegister.agencyCode(unit, at),
};
