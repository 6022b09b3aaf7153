import { fields } from "../../shared/adapters/catalogue/fields.ts";
import { organisationRegister } from "../../shared/adapters/catalogue/organisation-register.ts";
import { procedureStore } from "../../shared/adapters/dynamodb/procedure-store.ts";
import { publish, readLines } from "../../shared/adapters/dynamodb/publications.ts";
import { openTable } from "../../shared/adapters/dynamodb/table.ts";
import { instantOf } from "../../shared/domain/foundation/instant.ts";
import { beside } from "../boundary/beside.ts";
import { lazily } from "../boundary/lazily.ts";
import type { LoadingDependencies, ProceduresDependencies } from "./dependencies.ts";
import { ProceduresEnvironment } from "./environment.ts";

export const wiring = /* @__PURE__ */ lazily((): ProceduresDependencies => {
  const table = openTable(ProceduresEnvironment.parse(process.env).TABLE_NAME);
  return {
    catalogue: procedureStore(table),
    published: { lines: () => readLines(table) },
    fields,
    register: organisationRegister,
  };
});

export const loadingWiring = /* @__PURE__ */ lazily((): LoadingDependencies => {
  const table = openTable(ProceduresEnvironment.parse(process.env).TABLE_NAME);
  return {
    shipped: async () =>
      JSON.parse(await beside("catalogue.json")) as Awaited<ReturnType<LoadingDependencies["shipped"]>>,
    lines: () => readLines(table),
    publish: (publication) => publish(table, publication, { by: "deployment", at: instantOf(Date.now()) }),
  };
});
