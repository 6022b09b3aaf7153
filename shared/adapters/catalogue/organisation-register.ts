import officersFile from "../../data/organisation/officers.json" with { type: "json" };
import type { OfficerRegister } from "../../domain/organisation/officer.ts";
import type { OrganisationRegister } from "../../domain/organisation/register.ts";
import { unitRegister } from "./unit-register.ts";

// The file is held to its schema by test/domain/organisation: compiled in, it needs no check at each cold start.
const { officers } = officersFile as OfficerRegister;
const officerOf = new Map(officers.map((officer) => [officer.sub, officer]));

/** The organisation of the data files, in the bundle. */
export const organisationRegister: OrganisationRegister = {
  officer: (sub) => officerOf.get(sub),
  officersOf: (unit) => officers.filter((officer) => officer.unit === unit),
  ...unitRegister,
};
