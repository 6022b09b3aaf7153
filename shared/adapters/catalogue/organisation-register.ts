import officersFile from "../../data/organisation/officers.json" with { type: "json" };
import unitsFile from "../../data/organisation/units.json" with { type: "json" };
import type { OfficerRegister } from "../../domain/organisation/officer.ts";
import type { OrganisationRegister } from "../../domain/organisation/register.ts";
import { agencyCodeAt, type Unit, unitAt, unitsAt } from "../../domain/organisation/unit.ts";

// The files are held to their schemas by test/domain/organisation: compiled in, they need no check at each cold start.
const units = unitsFile as Unit[];
const { officers } = officersFile as OfficerRegister;
const officerOf = new Map(officers.map((officer) => [officer.sub, officer]));

/** The organisation of the data files, in the bundle. */
export const organisationRegister: OrganisationRegister = {
  officer: (sub) => officerOf.get(sub),
  unitAt: (id, at) => unitAt(units, id, at),
  unitIds: () => units.map(({ id }) => id),
  units: (at) => unitsAt(units, at),
  agencyCode: (unit, at) => agencyCodeAt(units, unit, at),
};
