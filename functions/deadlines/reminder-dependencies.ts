import type { Instant } from "../../shared/domain/foundation/instant.ts";
import type {
  CourtesyKind,
  OfficerReminderKind,
  ReminderKind,
  ReminderMessage,
} from "../../shared/domain/reminders/reminder.ts";
import type { ReminderStore } from "../../shared/domain/reminders/reminder-store.ts";
import type { ReminderTerms } from "../../shared/domain/reminders/reminders-of.ts";
import type { CurrentCalendar } from "../../shared/domain/working-time/calendar.ts";

export type PlanDependencies = {
  store: Pick<ReminderStore, "readDossier" | "given" | "plan">;
  calendar: CurrentCalendar;
  terms: ReminderTerms;
  now: () => Instant;
};

/** Puts messages on a queue; it answers the places of those that it did not take. */
type Put<Kind extends ReminderKind> = (messages: readonly ReminderMessage<Kind>[]) => Promise<number[]>;

export type RemindersDependencies = Omit<PlanDependencies, "now"> & {
  store: ReminderStore;
  /** The queue of officers' mail. */
  putForOfficers: Put<OfficerReminderKind>;
  /** The queues of both ways to applicants, who choose the way. */
  putForApplicants: readonly Put<CourtesyKind>[];
};
