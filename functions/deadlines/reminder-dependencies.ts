import type { Instant } from "../../shared/domain/foundation/instant.ts";
import type { ReminderMessage } from "../../shared/domain/reminders/reminder.ts";
import type { ReminderStore } from "../../shared/domain/reminders/reminder-store.ts";
import type { ReminderTerms } from "../../shared/domain/reminders/reminders-of.ts";
import type { CurrentCalendar } from "../../shared/domain/working-time/calendar.ts";

export type PlanDependencies = {
  store: Pick<ReminderStore, "readDossier" | "given" | "plan">;
  calendar: CurrentCalendar;
  terms: ReminderTerms;
  now: () => Instant;
};

export type RemindersDependencies = Omit<PlanDependencies, "now"> & {
  store: ReminderStore;
  /** The queue of officers' mail; it answers the places of the messages that it did not take. */
  put: (messages: readonly ReminderMessage[]) => Promise<number[]>;
};
