import { compileCatalogue } from "../../shared/adapters/catalogue/compile-catalogue.ts";
import { fields } from "../../shared/adapters/catalogue/fields.ts";
import { organisationRegister } from "../../shared/adapters/catalogue/organisation-register.ts";
import { units } from "../../shared/adapters/catalogue/units.ts";
import { sha256 } from "../../shared/adapters/crypto/digest.ts";
import { dossierLists } from "../../shared/adapters/dynamodb/dossier-lists.ts";
import { openTable } from "../../shared/adapters/dynamodb/table.ts";
import { versionStore } from "../../shared/adapters/dynamodb/version-store.ts";
import { catalogueObjects } from "../../shared/adapters/s3/catalogue-objects.ts";
import { mistakesIn } from "../../shared/domain/procedures/check/check-procedure.ts";
import { lazily } from "../boundary/lazily.ts";
import type { AdminDependencies } from "./dependencies.ts";
import { AdminEnvironment } from "./environment.ts";

export const wiring = /* @__PURE__ */ lazily((): AdminDependencies => {
  const env = AdminEnvironment.parse(process.env);
  const table = openTable(env.TABLE_NAME);
  return {
    versions: versionStore(table),
    lists: dossierLists(table),
    check: (version) => mistakesIn(version, { units, fields }),
    refresh: compileCatalogue(table, catalogueObjects(env.CATALOGUE_BUCKET)),
    register: organisationRegister,
    digest: sha256,
  };
});
