import { fields } from "../../shared/adapters/catalogue/fields.ts";
import { organisationRegister } from "../../shared/adapters/catalogue/organisation-register.ts";
import { procedureStore } from "../../shared/adapters/dynamodb/procedure-store.ts";
import { publish, readLines } from "../../shared/adapters/dynamodb/publications.ts";
import { openTable } from "../../shared/adapters/dynamodb/table.ts";
import { printer } from "../../shared/adapters/printing/printer.ts";
import { printStore } from "../../shared/adapters/s3/print-store.ts";
import { instantOf } from "../../shared/domain/foundation/instant.ts";
import { beside, bytesBeside } from "../boundary/beside.ts";
import { lazily } from "../boundary/lazily.ts";
import type { LoadingDependencies, PrintingDependencies, ProceduresDependencies } from "./dependencies.ts";
import { PrintingEnvironment, ProceduresEnvironment } from "./environment.ts";

export const wiring = /* @__PURE__ */ lazily((): ProceduresDependencies => {
  const table = openTable(ProceduresEnvironment.parse(process.env).TABLE_NAME);
  return {
    catalogue: procedureStore(table),
    published: { lines: () => readLines(table) },
    fields,
    register: organisationRegister,
  };
});

export const printingWiring = /* @__PURE__ */ lazily((): PrintingDependencies => {
  const env = PrintingEnvironment.parse(process.env);
  return {
    catalogue: procedureStore(openTable(env.TABLE_NAME)),
    register: organisationRegister,
    prints: printStore(env.CATALOGUE_BUCKET),
    printer: printer(bytesBeside),
    origin: env.PUBLIC_ORIGIN,
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
