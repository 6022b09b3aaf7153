import { agencyCodes } from "../../shared/adapters/catalogue/agency-codes.ts";
import { fields } from "../../shared/adapters/catalogue/fields.ts";
import { organisationRegister } from "../../shared/adapters/catalogue/organisation-register.ts";
import { publishedCatalogue } from "../../shared/adapters/catalogue/published-catalogue.ts";
import { unitRegister } from "../../shared/adapters/catalogue/unit-register.ts";
import { sha256 } from "../../shared/adapters/crypto/digest.ts";
import { dayRootStore } from "../../shared/adapters/dynamodb/day-roots.ts";
import { dossierWalk } from "../../shared/adapters/dynamodb/dossier-walk.ts";
import { readSets } from "../../shared/adapters/dynamodb/figure-sets.ts";
import { figureStore } from "../../shared/adapters/dynamodb/figure-store.ts";
import { ledger } from "../../shared/adapters/dynamodb/ledger.ts";
import { livesOf } from "../../shared/adapters/dynamodb/lives.ts";
import { procedureStore } from "../../shared/adapters/dynamodb/procedure-store.ts";
import { projectionStore } from "../../shared/adapters/dynamodb/projection-store.ts";
import { rebuildStore } from "../../shared/adapters/dynamodb/rebuild-store.ts";
import { recountStore } from "../../shared/adapters/dynamodb/recount-store.ts";
import { openTable, type Table } from "../../shared/adapters/dynamodb/table.ts";
import { pdfPrinter } from "../../shared/adapters/printing/pdf-printer.ts";
import { catalogueObjects } from "../../shared/adapters/s3/catalogue-objects.ts";
import { laterOnQueue, messageQueue, openSqs } from "../../shared/adapters/sqs/message-queue.ts";
import { type Instant, instantOf } from "../../shared/domain/foundation/instant.ts";
import { ofThoseInForce } from "../../shared/domain/procedures/in-force.ts";
import type { Published } from "../../shared/domain/reporting/summary.ts";
import { bytesBeside } from "../boundary/beside.ts";
import { lazily } from "../boundary/lazily.ts";
import type {
  LedgerDependencies,
  OpenFiguresDependencies,
  ProjectionDependencies,
  ReportDependencies,
} from "./dependencies.ts";
import { ProjectionEnvironment, RecountEnvironment, ReportsEnvironment, StatisticsEnvironment } from "./environment.ts";
import type { HalfYearDependencies } from "./half-year-dependencies.ts";
import type { RebuildDependencies, RecountDependencies, StatisticsDependencies } from "./rebuild-dependencies.ts";
import type {
  IndexDependencies,
  OfficeReportDependencies,
  ReportedProcedures,
  SettlementDependencies,
} from "./settlement-dependencies.ts";

const projecting = (table: Table): ProjectionDependencies => ({
  store: projectionStore(table),
  catalogue: procedureStore(table),
});

export const projectionWiring = /* @__PURE__ */ lazily(
  (): ProjectionDependencies => projecting(openTable(ProjectionEnvironment.parse(process.env).TABLE_NAME)),
);

const reports = (table: Table, bucket: string): ReportDependencies => {
  const { current } = publishedCatalogue(table, catalogueObjects(bucket));
  const inForce = ofThoseInForce((entries): readonly Published[] =>
    Array.from(entries, ({ level, oneStop, field, units }) => ({ level, oneStop, field: field.id, units })),
  );
  return {
    figures: figureStore(table),
    published: async (at) => inForce(await current(), at),
    fields,
    units: unitRegister,
  };
};

export const reportsWiring = /* @__PURE__ */ lazily((): ReportDependencies => {
  const env = ReportsEnvironment.parse(process.env);
  return reports(openTable(env.TABLE_NAME), env.CATALOGUE_BUCKET);
});

export const openFiguresWiring = /* @__PURE__ */ lazily((): OpenFiguresDependencies => {
  const env = ReportsEnvironment.parse(process.env);
  const table = openTable(env.TABLE_NAME);
  return {
    figures: figureStore(table),
    fields,
    units: unitRegister,
    roots: dayRootStore(table),
    publicOrigin: env.PUBLIC_ORIGIN,
  };
});

export const halfYearWiring = /* @__PURE__ */ lazily((): HalfYearDependencies => {
  const env = ReportsEnvironment.parse(process.env);
  return {
    ...reports(openTable(env.TABLE_NAME), env.CATALOGUE_BUCKET),
    printer: pdfPrinter(bytesBeside),
    origin: env.PUBLIC_ORIGIN,
  };
});

export const ledgerWiring = /* @__PURE__ */ lazily((): LedgerDependencies => {
  const env = ReportsEnvironment.parse(process.env);
  const table = openTable(env.TABLE_NAME);
  return {
    ...reports(table, env.CATALOGUE_BUCKET),
    register: organisationRegister,
    ledger: ledger(table, agencyCodes, procedureStore(table)),
  };
});

/** Names of all lines, so that what was withdrawn since is still called what it was. */
const officeReports = (): OfficeReportDependencies => {
  const env = ReportsEnvironment.parse(process.env);
  const table = openTable(env.TABLE_NAME);
  const { current } = publishedCatalogue(table, catalogueObjects(env.CATALOGUE_BUCKET));
  const inForce = ofThoseInForce((entries): ReportedProcedures["inForce"] => Array.from(entries));
  return {
    figures: figureStore(table),
    fields,
    units: unitRegister,
    register: organisationRegister,
    procedures: async (at) => {
      const list = await current();
      const names = new Map<string, string>();
      for (const line of list.lines()) if ("name" in line) names.set(line.code, line.name);
      return { inForce: inForce(list, at), names };
    },
  };
};

export const officeReportWiring = /* @__PURE__ */ lazily(officeReports);

export const settlementWiring = /* @__PURE__ */ lazily(
  (): SettlementDependencies => ({
    ...officeReports(),
    workbook: async (...report) => {
      // Beside the bundle, for the calls that ask for a workbook.
      const { settlementWorkbook } = await import("../../shared/adapters/xlsx/settlement-workbook.ts");
      return settlementWorkbook(...report);
    },
  }),
);

export const indexWiring = /* @__PURE__ */ lazily(
  (): IndexDependencies => ({
    ...officeReports(),
    workbook: async (...report) => {
      const { index766Workbook } = await import("../../shared/adapters/xlsx/index-766-workbook.ts");
      return index766Workbook(...report);
    },
  }),
);
const now = (): Instant => instantOf(Date.now());

export const rebuildWiring = /* @__PURE__ */ lazily((): RebuildDependencies => {
  const table = openTable(ProjectionEnvironment.parse(process.env).TABLE_NAME);
  return {
    ...projecting(table),
    rebuilds: rebuildStore(table),
    walk: dossierWalk(table),
    later: laterOnQueue(openSqs()),
    now,
  };
});

export const recountWiring = /* @__PURE__ */ lazily((): RecountDependencies => {
  const env = RecountEnvironment.parse(process.env);
  const table = openTable(env.TABLE_NAME);
  return {
    ...projecting(table),
    walk: dossierWalk(table),
    lives: (set, dossierIds) => livesOf(table, set, dossierIds),
    figures: figureStore(table),
    recounts: recountStore(table),
    roots: dayRootStore(table),
    digest: sha256,
    poke: messageQueue(openSqs(), env.STATISTICS_QUEUE_URL),
    now,
  };
});

export const statisticsWiring = /* @__PURE__ */ lazily((): StatisticsDependencies => {
  const env = StatisticsEnvironment.parse(process.env);
  const table = openTable(env.TABLE_NAME);
  return {
    sets: () => readSets(table),
    rebuilds: rebuildStore(table),
    recounts: recountStore(table),
    register: organisationRegister,
    put: messageQueue(openSqs(), env.REBUILD_QUEUE_URL),
  };
});
