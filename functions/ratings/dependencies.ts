import type { DossierStore } from "../../shared/domain/dossiers/dossier-record.ts";
import type { Sealing } from "../../shared/domain/dossiers/words.ts";
import type { Digest } from "../../shared/domain/foundation/base32.ts";

export type RatingsDependencies = { store: DossierStore; digest: Digest; sealing: Sealing };
