import type { Authority } from "../../shared/domain/dossiers/moves/check-move.ts";
import { isRefusal, type Refusal, refuse } from "../../shared/domain/foundation/refusal.ts";
import { CALLERS } from "../../shared/domain/notifications/desk.ts";
import type { OrganisationRegister } from "../../shared/domain/organisation/register.ts";
import { authorityOf } from "../boundary/authority.ts";
import type { OfficerToken } from "../boundary/identity.ts";

/** An officer who may call the applicants of the unit. */
export const callerOf = (register: OrganisationRegister, token: OfficerToken): Authority | Refusal => {
  const officer = authorityOf(register, token);
  if (isRefusal(officer)) return officer;
  return [...officer.roles].some((role) => CALLERS.has(role)) ? officer : refuse("role-missing");
};
