import type { DossierLists, DossierStore } from "../../shared/domain/dossiers/dossier-record.ts";
import type { Digest } from "../../shared/domain/foundation/base32.ts";
import type { OrganisationRegister } from "../../shared/domain/organisation/register.ts";

export type DeadlinesDependencies = {
  store: DossierStore;
  lists: Pick<DossierLists, "waitedUntil">;
  register: Pick<OrganisationRegister, "unitIds">;
  digest: Digest;
};
