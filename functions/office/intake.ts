import type { DossierRecord } from "../../shared/domain/dossiers/dossier-record.ts";
import type { Authority } from "../../shared/domain/dossiers/moves/check-move.ts";
import { own, ownerOfUnit } from "../../shared/domain/dossiers/ownership.ts";
import { isRefusal, type Refusal, refuse } from "../../shared/domain/foundation/refusal.ts";
import { authorityOf } from "../boundary/authority.ts";
import type { OfficerToken } from "../boundary/identity.ts";
import type { OfficeDependencies } from "./dependencies.ts";

/** The receiver who takes in a dossier at the counter or from the post, on behalf of its applicant. */
export const receiverOf = (register: OfficeDependencies["register"], token: OfficerToken): Authority | Refusal => {
  const officer = authorityOf(register, token);
  if (isRefusal(officer)) return officer;
  return officer.roles.has("receiver") ? officer : refuse("role-missing");
};

/** A dossier that the receiver's unit took in; any other is unknown here. */
export const takenIn = (record: DossierRecord | undefined, { unit }: Authority): DossierRecord | Refusal =>
  own(record, ownerOfUnit(unit));
