import { sha256 } from "../../shared/adapters/crypto/digest.ts";
import { sealing } from "../../shared/adapters/crypto/sealing.ts";
import { dossierStore } from "../../shared/adapters/dynamodb/dossier-store.ts";
import { openTable } from "../../shared/adapters/dynamodb/table.ts";
import { lazily } from "../boundary/lazily.ts";
import type { RatingsDependencies } from "./dependencies.ts";
import { RatingsEnvironment } from "./environment.ts";

export const wiring = lazily((): RatingsDependencies => {
  const env = RatingsEnvironment.parse(process.env);
  return { store: dossierStore(openTable(env.TABLE_NAME)), digest: sha256, sealing };
});
