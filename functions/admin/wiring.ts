import { calendarWith, officeHoursOf } from "../../shared/adapters/catalogue/calendar-source.ts";
import { compileCatalogue } from "../../shared/adapters/catalogue/compile-catalogue.ts";
import { fields } from "../../shared/adapters/catalogue/fields.ts";
import { organisationRegister } from "../../shared/adapters/catalogue/organisation-register.ts";
import { units } from "../../shared/adapters/catalogue/units.ts";
import { sha256 } from "../../shared/adapters/crypto/digest.ts";
import { calendarStore } from "../../shared/adapters/dynamodb/calendar-store.ts";
import { correctionJobStore } from "../../shared/adapters/dynamodb/correction-job.ts";
import { dossierLists } from "../../shared/adapters/dynamodb/dossier-lists.ts";
import { moneyCheckStore } from "../../shared/adapters/dynamodb/money-check-store.ts";
import { procedureStore } from "../../shared/adapters/dynamodb/procedure-store.ts";
import { statementStore } from "../../shared/adapters/dynamodb/statement-store.ts";
import { openTable } from "../../shared/adapters/dynamodb/table.ts";
import { versionStore } from "../../shared/adapters/dynamodb/version-store.ts";
import { catalogueObjects } from "../../shared/adapters/s3/catalogue-objects.ts";
import { deadLetters } from "../../shared/adapters/sqs/dead-letters.ts";
import { openSqs } from "../../shared/adapters/sqs/message-queue.ts";
import { readStatementFile } from "../../shared/adapters/statements/read-statement.ts";
import { mistakesIn } from "../../shared/domain/procedures/check/check-procedure.ts";
import type { CalendarYear } from "../../shared/domain/working-time/calendar-year.ts";
import { beside } from "../boundary/beside.ts";
import { lazily } from "../boundary/lazily.ts";
import type {
  AdminDependencies,
  CalendarDependencies,
  DeadLettersDependencies,
  MoneyDependencies,
} from "./dependencies.ts";
import { AdminEnvironment, CalendarEnvironment, DeadLettersEnvironment, MoneyEnvironment } from "./environment.ts";

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

/** For the working calendar: nothing of what checks and compiles procedures. */
export const calendarWiring = /* @__PURE__ */ lazily((): CalendarDependencies => {
  const env = CalendarEnvironment.parse(process.env);
  const table = openTable(env.TABLE_NAME);
  const hours = officeHoursOf(env.OFFICE_HOURS);
  return {
    calendars: calendarStore(table),
    jobs: correctionJobStore(table),
    shipped: async () => JSON.parse(await beside("calendar.json")) as CalendarYear[],
    joined: (published) => calendarWith(hours, published),
    lists: dossierLists(table),
    catalogue: procedureStore(table),
    register: organisationRegister,
    digest: sha256,
  };
});

/** For money: what providers' statements say, and what the checks of all money found. */
export const moneyWiring = /* @__PURE__ */ lazily((): MoneyDependencies => {
  const env = MoneyEnvironment.parse(process.env);
  const table = openTable(env.TABLE_NAME);
  return {
    statements: statementStore(table),
    readStatement: readStatementFile,
    checks: moneyCheckStore(table),
    register: organisationRegister,
  };
});

export const deadLettersWiring = /* @__PURE__ */ lazily(
  (): DeadLettersDependencies => ({
    deadLetters: deadLetters(openSqs(), DeadLettersEnvironment.parse(process.env).QUEUES_ARN),
    register: organisationRegister,
  }),
);
