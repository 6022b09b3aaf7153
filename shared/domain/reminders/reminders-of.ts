import type { Dossier } from "../dossiers/dossier.ts";
import { type Instant, instantOf, millisOf } from "../foundation/instant.ts";
import { isRefusal, type Refusal } from "../foundation/refusal.ts";
import { workingDaysBefore, workingHoursBefore } from "../working-time/before.ts";
import type { WorkingCalendar } from "../working-time/calendar.ts";
import { dueOf } from "../working-time/due.ts";
import { afterQuiet, isQuiet, type QuietHours } from "./quiet-hours.ts";
import { clockOf, type GivenReminder, isCourtesy, type Reminder, ReminderKind, reminderName } from "./reminder.ts";

/** How long before or after a due instant somebody is told: a choice of the deployment. */
export type ReminderTerms = {
  /** Working hours before a dossier must be accepted. */
  acceptBeforeHours: number;
  /** Working hours before a step is due. */
  stepBeforeHours: number;
  /** Working days before a dossier is due (Decree 61/2018/NĐ-CP, art. 19: the apology goes out before the limit ends). */
  apologyBeforeDays: number;
  /** Working days after a dossier was due. */
  escalateAfterDays: number;
  /** Calendar days before an applicant must have paid or answered. */
  answerBeforeDays: number;
  /** Calendar days after a result was returned, until its applicant is asked to rate the service. */
  ratingAfterDays: number;
  /** When applicants are left in peace. Officers are not: they are written to at their desks. */
  quietHours: QuietHours;
};

/** `uncounted` where the moment of one falls into a year whose calendar is not published yet: it is asked for again. */
export type Reminders = { reminders: Reminder[]; uncounted: boolean; quietHours: QuietHours };

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
    case "answer-soon":
      return instantOf(millisOf(dueAt) - terms.answerBeforeDays * DAY_MS);
    case "rating-asked":
      return instantOf(millisOf(dueAt) + terms.ratingAfterDays * DAY_MS);
    case "accept-late":
    case "step-late":
    case "dossier-late":
      return dueAt;
  }
};

/** Of these nobody is reminded where the whole time is no longer than the notice: it was just told. */
const NONE_IF_SHORT: ReadonlySet<ReminderKind> = new Set(["apology-due", "answer-soon"]);

/**
 * Every reminder of a dossier's clocks as they stand, given or not, by their moment. A step shorter than its notice is
 * reminded of when it begins; those of applicants wait for the end of the quiet hours.
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
    if (NONE_IF_SHORT.has(kind) && moment <= since) return [];
    const at = later(moment, since);
    return [{ kind, dueAt, at: isCourtesy(kind) ? afterQuiet(at, terms.quietHours) : at }];
  });
  const byMoment = reminders.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  return { reminders: byMoment, uncounted, quietHours: terms.quietHours };
};

const notGiven = (reminders: readonly Reminder[], given: readonly Pick<GivenReminder, "kind" | "dueAt">[]) => {
  const names = new Set(given.map(reminderName));
  return reminders.filter((reminder) => !names.has(reminderName(reminder)));
};

/** The reminders whose moment has come and that were not given yet; within the quiet hours none for applicants. */
export const remindersDue = (
  { reminders, quietHours }: Reminders,
  given: readonly Pick<GivenReminder, "kind" | "dueAt">[],
  now: Instant,
): Reminder[] =>
  notGiven(reminders, given).filter(({ kind, at }) => at <= now && !(isCourtesy(kind) && isQuiet(now, quietHours)));

/**
 * When a dossier must be looked at next, never in the past, and for its applicant alone never within the quiet hours;
 * null where nothing is left to be reminded of.
 */
export const nextLook = (
  { reminders, uncounted, quietHours }: Reminders,
  given: readonly Pick<GivenReminder, "kind" | "dueAt">[],
  now: Instant,
): Instant | null => {
  const looks = notGiven(reminders, given).map(({ kind, at }) =>
    isCourtesy(kind) ? afterQuiet(later(at, now), quietHours) : later(at, now),
  );
  if (uncounted) looks.push(instantOf(millisOf(now) + DAY_MS));
  return looks.sort()[0] ?? null;
};
