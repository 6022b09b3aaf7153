import { officeHoursOf } from "../../shared/adapters/catalogue/calendar-source.ts";
import { compileCatalogue } from "../../shared/adapters/catalogue/compile-catalogue.ts";
import { publicYears } from "../../shared/adapters/catalogue/current-calendar.ts";
import { fields } from "../../shared/adapters/catalogue/fields.ts";
import { organisationRegister } from "../../shared/adapters/catalogue/organisation-register.ts";
import { publishedCatalogue } from "../../shared/adapters/catalogue/published-catalogue.ts";
import { procedureStore } from "../../shared/adapters/dynamodb/procedure-store.ts";
import { publish, readLines } from "../../shared/adapters/dynamodb/publications.ts";
import { openTable } from "../../shared/adapters/dynamodb/table.ts";
import { indexProcedures } from "../../shared/adapters/minisearch/procedure-index.ts";
import { printer } from "../../shared/adapters/printing/printer.ts";
import { catalogueObjects } from "../../shared/adapters/s3/catalogue-objects.ts";
import { printStore } from "../../shared/adapters/s3/print-store.ts";
import { instantOf } from "../../shared/domain/foundation/instant.ts";
import { ofThoseInForce } from "../../shared/domain/procedures/in-force.ts";
import type { CalendarYear } from "../../shared/domain/working-time/calendar-year.ts";
import { beside, bytesBeside } from "../boundary/beside.ts";
import { lazily } from "../boundary/lazily.ts";
import type {
  CalendarDependencies,
  CompilingDependencies,
  LoadingDependencies,
  PrintingDependencies,
  ProceduresDependencies,
} from "./dependencies.ts";
import { CalendarEnvironment, PrintingEnvironment, ProceduresEnvironment } from "./environment.ts";
import { lastMade } from "./last-made.ts";
import { listedProcedure } from "./listed-procedure.ts";

const opened = () => {
  const { TABLE_NAME, CATALOGUE_BUCKET, PUBLIC_ORIGIN } = ProceduresEnvironment.parse(process.env);
  return { table: openTable(TABLE_NAME), objects: catalogueObjects(CATALOGUE_BUCKET), publicOrigin: PUBLIC_ORIGIN };
};

export const wiring = /* @__PURE__ */ lazily((): ProceduresDependencies => {
  const { table, objects, publicOrigin } = opened();
  return {
    catalogue: procedureStore(table),
    published: publishedCatalogue(table, objects),
    inForce: ofThoseInForce((entries) => new Map(Array.from(entries, (entry) => [entry.code, entry]))),
    indexed: ofThoseInForce((entries) => indexProcedures(entries, listedProcedure)),
    exported: lastMade(),
    fields,
    register: organisationRegister,
    publicOrigin,
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
  const { table, objects } = opened();
  return {
    shipped: async () =>
      JSON.parse(await beside("catalogue.json")) as Awaited<ReturnType<LoadingDependencies["shipped"]>>,
    lines: () => readLines(table),
    publish: (publication) => publish(table, publication, { by: "deployment", at: instantOf(Date.now()) }),
    refresh: compileCatalogue(table, objects),
  };
});

export const compilingWiring = /* @__PURE__ */ lazily((): CompilingDependencies => {
  const { table, objects } = opened();
  return { refresh: compileCatalogue(table, objects) };
});

export const calendarWiring = /* @__PURE__ */ lazily((): CalendarDependencies => {
  const env = CalendarEnvironment.parse(process.env);
  const shipped = async () => JSON.parse(await beside("calendar.json")) as CalendarYear[];
  return { yearAt: publicYears(openTable(env.TABLE_NAME), shipped), officeHours: officeHoursOf(env.OFFICE_HOURS) };
});
