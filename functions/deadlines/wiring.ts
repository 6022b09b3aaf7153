import { calendarWith, officeHoursOf } from "../../shared/adapters/catalogue/calendar-source.ts";
import { organisationRegister } from "../../shared/adapters/catalogue/organisation-register.ts";
import { sha256 } from "../../shared/adapters/crypto/digest.ts";
import { calendarStore } from "../../shared/adapters/dynamodb/calendar-store.ts";
import { correctionJobStore } from "../../shared/adapters/dynamodb/correction-job.ts";
import { dossierLists } from "../../shared/adapters/dynamodb/dossier-lists.ts";
import { dossierStore } from "../../shared/adapters/dynamodb/dossier-store.ts";
import { procedureStore } from "../../shared/adapters/dynamodb/procedure-store.ts";
import { openTable } from "../../shared/adapters/dynamodb/table.ts";
import { lazily } from "../boundary/lazily.ts";
import type { CalendarDependencies, DeadlinesDependencies } from "./dependencies.ts";
import { CalendarEnvironment, DeadlinesEnvironment } from "./environment.ts";

export const wiring = /* @__PURE__ */ lazily((): DeadlinesDependencies => {
  const env = DeadlinesEnvironment.parse(process.env);
  const table = openTable(env.TABLE_NAME);
  return { store: dossierStore(table), lists: dossierLists(table), register: organisationRegister, digest: sha256 };
});

export const calendarWiring = /* @__PURE__ */ lazily((): CalendarDependencies => {
  const env = CalendarEnvironment.parse(process.env);
  const table = openTable(env.TABLE_NAME);
  const hours = officeHoursOf(env.OFFICE_HOURS);
  return {
    store: dossierStore(table),
    lists: dossierLists(table),
    calendars: calendarStore(table),
    jobs: correctionJobStore(table),
    joined: (published) => calendarWith(hours, published),
    catalogue: procedureStore(table),
    register: organisationRegister,
    digest: sha256,
    aheadDays: env.CALENDAR_AHEAD_DAYS,
  };
});
