import type { Authority } from "../../shared/domain/dossiers/moves/check-move.ts";
import { isRefusal, type Refusal, refuse } from "../../shared/domain/foundation/refusal.ts";
import type { OrganisationRegister } from "../../shared/domain/organisation/register.ts";
import type { OfficerToken } from "./identity.ts";

/** What the register grants, under the ceiling of the token. Nobody outside the register is an officer. */
export const authorityOf = (register: OrganisationRegister, token: OfficerToken): Authority | Refusal => {
  const officer = register.officer(token.sub);
  const roles = officer?.roles.filter((role) => token.roles.includes(role)) ?? [];
  return officer && roles.length > 0
    ? { sub: officer.sub, unit: officer.unit, roles: new Set(roles) }
    : refuse("role-missing");
};

/** Who keeps the catalogue and the accounts of the province: an administrator of any unit. */
export const administratorOf = (register: OrganisationRegister, token: OfficerToken): Authority | Refusal => {
  const officer = authorityOf(register, token);
  if (isRefusal(officer)) return officer;
  return officer.roles.has("admin") ? officer : refuse("role-missing");
};
