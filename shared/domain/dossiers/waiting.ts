import { type Instant, instantOf, millisOf } from "../foundation/instant.ts";
import { isRefusal, type Refusal } from "../foundation/refusal.ts";
import { timeLimitOf } from "../procedures/limits.ts";
import type { ProcedureVersion } from "../procedures/procedure-version.ts";
import type { WorkingCalendar } from "../working-time/calendar.ts";
import { dueAfterPause, type Pause } from "../working-time/pause.ts";
import type { TimeLimit } from "../working-time/time-limit.ts";
import type {
  Accepted,
  AwaitingSupplement,
  Begun,
  Channel,
  Filed,
  PaymentDueMidway,
  Processing,
  Submitted,
} from "./dossier.ts";

/** How long an applicant is waited for, in calendar days: a choice of the deployment. */
export type Terms = { payWithinDays: number; supplementWithinDays: number };

const DAY_MS = 24 * 3_600_000;

export const daysAfter = (at: Instant, days: number): Instant => instantOf(millisOf(at) + days * DAY_MS);

/** The unit that the limit of a version on a channel is given in; working days where it has none. */
export const limitUnitOf = (
  version: ProcedureVersion,
  filed: { channel: Channel; case: string | null },
): TimeLimit["unit"] => timeLimitOf(version, filed)?.unit ?? "working-day";

/** What only a waiting dossier carries besides its state. */
const ONLY_WAITING = new Set(["demand", "payBy", "requested", "respondBy", "waitingSince", "resume"]);

/** A dossier without what only a waiting one carries. */
export const withoutWaiting = (dossier: Filed): Begun =>
  Object.fromEntries(Object.entries(dossier).filter(([name]) => !ONLY_WAITING.has(name))) as Begun;

type Moved = { acceptBy: Instant | null; dueAt: Instant | null; stepDueAt: Instant | null };

/** Every clock that stood still, moved by the pause. */
const clocksAfter = (
  waiting: AwaitingSupplement | PaymentDueMidway,
  pause: Pause,
  unit: TimeLimit["unit"],
  calendar: WorkingCalendar,
): Moved | Refusal => {
  const moved = (dueAt: Instant | null, of: TimeLimit["unit"]): Instant | null | Refusal =>
    dueAt === null ? null : dueAfterPause(calendar, dueAt, pause, of);
  const submitted = waiting.resume === "submitted";
  const wholeIsStep = "dueAt" in waiting && waiting.step.dueAt === waiting.dueAt;
  const acceptBy = submitted ? moved(waiting.acceptBy, "working-hour") : waiting.acceptBy;
  const dueAt = "dueAt" in waiting ? moved(waiting.dueAt, unit) : null;
  const stepDueAt = moved(waiting.step.dueAt, wholeIsStep ? unit : "working-hour");
  if (isRefusal(acceptBy)) return acceptBy;
  if (isRefusal(dueAt)) return dueAt;
  return isRefusal(stepDueAt) ? stepDueAt : { acceptBy, dueAt, stepDueAt };
};

/**
 * A waiting dossier, gone on from where it was: its clocks run again, later by the time it waited. `unit` is the unit of
 * its limit. Refuses with `calendar-year-missing` where the new dates fall into a year that is not published.
 */
export const resumed = (
  waiting: AwaitingSupplement | PaymentDueMidway,
  unit: TimeLimit["unit"],
  calendar: WorkingCalendar,
  at: Instant,
): Submitted | Accepted | Processing | Refusal => {
  const clocks = clocksAfter(waiting, { from: waiting.waitingSince, to: at }, unit, calendar);
  return isRefusal(clocks) ? clocks : goOn(waiting, clocks);
};

/** As `resumed`, with the clocks as they stood: for money that came in where the calendar is missing. */
export const resumedAsItStood = (waiting: PaymentDueMidway): Submitted | Accepted | Processing =>
  goOn(waiting, { acceptBy: waiting.acceptBy, dueAt: waiting.dueAt, stepDueAt: waiting.step.dueAt });

const goOn = (
  waiting: AwaitingSupplement | PaymentDueMidway,
  { acceptBy, dueAt, stepDueAt }: Moved,
): Submitted | Accepted | Processing => {
  const limits = waiting.resume === "submitted" ? { acceptBy } : { dueAt };
  const step = { ...waiting.step, dueAt: stepDueAt };
  return { ...withoutWaiting(waiting), ...limits, state: waiting.resume, step } as Submitted | Accepted | Processing;
};
