import { calendarWith, officeHoursOf } from "../../shared/adapters/catalogue/calendar-source.ts";
import { currentCalendar } from "../../shared/adapters/catalogue/current-calendar.ts";
import { organisationRegister } from "../../shared/adapters/catalogue/organisation-register.ts";
import { sha256 } from "../../shared/adapters/crypto/digest.ts";
import { calendarStore } from "../../shared/adapters/dynamodb/calendar-store.ts";
import { correctionJobStore } from "../../shared/adapters/dynamodb/correction-job.ts";
import { dossierLists } from "../../shared/adapters/dynamodb/dossier-lists.ts";
import { dossierStore } from "../../shared/adapters/dynamodb/dossier-store.ts";
import { procedureStore } from "../../shared/adapters/dynamodb/procedure-store.ts";
import { reminderStore } from "../../shared/adapters/dynamodb/reminder-store.ts";
import { openTable } from "../../shared/adapters/dynamodb/table.ts";
import { messageQueue, openSqs } from "../../shared/adapters/sqs/message-queue.ts";
import { instantOf } from "../../shared/domain/foundation/instant.ts";
import { lazily } from "../boundary/lazily.ts";
import type { CalendarDependencies, DeadlinesDependencies } from "./dependencies.ts";
import { CalendarEnvironment, DeadlinesEnvironment, PlanEnvironment, RemindersEnvironment } from "./environment.ts";
import type { PlanDependencies, RemindersDependencies } from "./reminder-dependencies.ts";

export const wiring = /* @__PURE__ */ lazily((): DeadlinesDependencies => {
  const env = DeadlinesEnvironment.parse(process.env);
  const table = openTable(env.TABLE_NAME);
  return { store: dossierStore(table), lists: dossierLists(table), register: organisationRegister, digest: sha256 };
});

const reminders = (env: PlanEnvironment, table = openTable(env.TABLE_NAME)) => ({
  store: reminderStore(table),
  calendar: currentCalendar(table, env.OFFICE_HOURS),
  terms: {
    acceptBeforeHours: env.ACCEPT_BEFORE_HOURS,
    stepBeforeHours: env.STEP_BEFORE_HOURS,
    apologyBeforeDays: env.APOLOGY_BEFORE_DAYS,
    escalateAfterDays: env.ESCALATE_AFTER_DAYS,
    answerBeforeDays: env.ANSWER_BEFORE_DAYS,
    ratingAfterDays: env.RATING_AFTER_DAYS,
    quietHours: { from: env.QUIET_FROM, to: env.QUIET_TO },
  },
});

export const planWiring = /* @__PURE__ */ lazily(
  (): PlanDependencies => ({
    ...reminders(PlanEnvironment.parse(process.env)),
    now: () => instantOf(Date.now()),
  }),
);

export const remindersWiring = /* @__PURE__ */ lazily((): RemindersDependencies => {
  const env = RemindersEnvironment.parse(process.env);
  const sqs = openSqs();
  return {
    ...reminders(env),
    putForOfficers: messageQueue(sqs, env.OFFICER_EMAIL_QUEUE_URL),
    putForApplicants: [messageQueue(sqs, env.SMS_QUEUE_URL), messageQueue(sqs, env.EMAIL_QUEUE_URL)],
  };
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
    planLook: reminderStore(table).plan,
    register: organisationRegister,
    digest: sha256,
    aheadDays: env.CALENDAR_AHEAD_DAYS,
  };
});
