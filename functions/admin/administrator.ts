import type { Authority } from "../../shared/domain/dossiers/moves/check-move.ts";
import { isRefusal, type Refusal, refuse } from "../../shared/domain/foundation/refusal.ts";
import type { OrganisationRegister } from "../../shared/domain/organisation/register.ts";
import { authorityOf } from "../boundary/authority.ts";
import type { OfficerToken } from "../boundary/identity.ts";

/** Who keeps the catalogue of the province: an administrator of any unit. */
export const administratorOf = (register: OrganisationRegister, token: OfficerToken): Authority | Refusal => {
  const officer = authorityOf(register, token);
  if (isRefusal(officer)) return officer;
  return officer.roles.has("admin") ? officer : refuse("role-missing");
};
