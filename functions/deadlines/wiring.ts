import { organisationRegister } from "../../shared/adapters/catalogue/organisation-register.ts";
import { sha256 } from "../../shared/adapters/crypto/digest.ts";
import { dossierLists } from "../../shared/adapters/dynamodb/dossier-lists.ts";
import { dossierStore } from "../../shared/adapters/dynamodb/dossier-store.ts";
import { openTable } from "../../shared/adapters/dynamodb/table.ts";
import { lazily } from "../boundary/lazily.ts";
import type { DeadlinesDependencies } from "./dependencies.ts";
import { DeadlinesEnvironment } from "./environment.ts";

export const wiring = lazily((): DeadlinesDependencies => {
  const env = DeadlinesEnvironment.parse(process.env);
  const table = openTable(env.TABLE_NAME);
  return { store: dossierStore(table), lists: dossierLists(table), register: organisationRegister, digest: sha256 };
});
