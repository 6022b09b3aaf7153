import type { Dossier } from "../dossiers/dossier.ts";
import { type Instant, instantOf, millisOf } from "../foundation/instant.ts";
import { isRefusal, type Refusal } from "../foundation/refusal.ts";
import { workingDaysBefore, workingHoursBefore } from "../working-time/before.ts";
import type { WorkingCalendar } from "../working-time/calendar.ts";
import { dueOf } from "../working-time/due.ts";
import { clockOf, type GivenReminder, type Reminder, ReminderKind, reminderName } from "./reminder.ts";

/** How long before or after a due instant officers are told: a choice of the deployment. */
export type ReminderTerms = {
  /** Working hours before a dossier must be accepted. */
  acceptBeforeHours: number;
  /** Working hours before a step is due. */
  stepBeforeHours: number;
  /** Working days before a dossier is due (Decree 61/2018/NĐ-CP, art. 19: the apology goes out before the limit ends). */
  apologyBeforeDays: number;
  /** Working days after a dossier was due. */
  escalateAfterDays: number;
};

/** `uncounted` where the moment of one falls into a year whose calendar is not published yet: it is asked for again. */
export type Reminders = { reminders: Reminder[]; uncounted: boolean };

const DAY_MS = 24 * 3_600_000;

const later = (a: Instant, b: Instant): Instant => (a > b ? a : b);

const momentOf = (
  kind: ReminderKind,
  dueAt: Instant,
  terms: ReminderTerms,
  calendar: WorkingCalendar,
): Instant | Refusal => {
  switch (kind) {
    case "accept-soon":
      return workingHoursBefore(calendar, dueAt, terms.acceptBeforeHours);
    case "step-soon":
      return workingHoursBefore(calendar, dueAt, terms.stepBeforeHours);
    case "apology-due":
      return workingDaysBefore(calendar, dueAt, terms.apologyBeforeDays);
    case "escalation": {
      const due = dueOf(calendar, dueAt, { value: terms.escalateAfterDays, unit: "working-day" });
      return isRefusal(due) ? due : due.dueAt;
    }
    case "accept-late":
    case "step-late":
    case "dossier-late":
      return dueAt;
  }
};

/**
 * Every reminder of a dossier's clocks as they stand, given or not, by their moment. A step shorter than its notice is
 * reminded of when it begins; of an apology nobody is reminded where the whole limit is no longer than the notice.
 */
export const remindersOf = (dossier: Dossier, terms: ReminderTerms, calendar: WorkingCalendar): Reminders => {
  let uncounted = false;
  const reminders = ReminderKind.options.flatMap((kind): Reminder[] => {
    const clock = clockOf(dossier, kind);
    if (clock === null) return [];
    const { since, dueAt } = clock;
    const moment = momentOf(kind, dueAt, terms, calendar);
    if (isRefusal(moment)) {
      uncounted = true;
      return [];
    }
    if (kind === "apology-due" && moment <= since) return [];
    return [{ kind, dueAt, at: later(moment, since) }];
  });
  return { reminders: reminders.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)), uncounted };
};

const notGiven = (reminders: readonly Reminder[], given: readonly Pick<GivenReminder, "kind" | "dueAt">[]) => {
  const names = new Set(given.map(reminderName));
  return reminders.filter((reminder) => !names.has(reminderName(reminder)));
};

/** The reminders whose moment has come and that were not given yet. */
export const remindersDue = (
  { reminders }: Reminders,
  given: readonly Pick<GivenReminder, "kind" | "dueAt">[],
  now: Instant,
): Reminder[] => notGiven(reminders, given).filter(({ at }) => at <= now);

/** When a dossier must be looked at next, never in the past; null where nothing is left to be reminded of. */
export const nextLook = (
  { reminders, uncounted }: Reminders,
  given: readonly Pick<GivenReminder, "kind" | "dueAt">[],
  now: Instant,
): Instant | null => {
  const [next] = notGiven(reminders, given);
  const looks = [
    ...(next ? [later(next.at, now)] : []),
    ...(uncounted ? [instantOf(millisOf(now) + DAY_MS)] : []),
  ].sort();
  return looks[0] ?? null;
};
