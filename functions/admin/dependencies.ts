import type { DossierLists } from "../../shared/domain/dossiers/dossier-record.ts";
import type { Digest } from "../../shared/domain/foundation/base32.ts";
import type { OrganisationRegister } from "../../shared/domain/organisation/register.ts";
import type { RefreshCatalogue } from "../../shared/domain/procedures/catalogue-entry.ts";
import type { CheckVersion, VersionStore } from "../../shared/domain/procedures/publication/version-draft.ts";

export type AdminDependencies = {
  versions: VersionStore;
  lists: Pick<DossierLists, "byUnit">;
  check: CheckVersion;
  refresh: RefreshCatalogue;
  register: OrganisationRegister;
  digest: Digest;
};
