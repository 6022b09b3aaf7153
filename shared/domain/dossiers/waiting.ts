import { type Instant, instantOf, millisOf } from "../foundation/instant.ts";
import { isRefusal, type Refusal } from "../foundation/refusal.ts";
import type { ProcedureVersion } from "../procedures/procedure-version.ts";
import type { WorkingCalendar } from "../working-time/calendar.ts";
import { clocksOf, withClocks } from "./clocks.ts";
import type { Accepted, AwaitingSupplement, Begun, Filed, PaymentDueMidway, Processing, Submitted } from "./dossier.ts";

/** How long an applicant is waited for, in calendar days: a choice of the deployment. */
export type Terms = { payWithinDays: number; supplementWithinDays: number };

const DAY_MS = 24 * 3_600_000;

export const daysAfter = (at: Instant, days: number): Instant => instantOf(millisOf(at) + days * DAY_MS);

/** What only a waiting dossier carries besides its state. */
const ONLY_WAITING = new Set(["demand", "payBy", "requested", "respondBy", "waitingSince", "resume"]);

/** A dossier without what only a waiting one carries. */
export const withoutWaiting = (dossier: Filed): Begun =>
  Object.fromEntries(Object.entries(dossier).filter(([name]) => !ONLY_WAITING.has(name))) as Begun;

type Resumed = Submitted | Accepted | Processing;

/** A waiting dossier, gone on from where it was, with the pause that ends now. */
const goOn = (waiting: AwaitingSupplement | PaymentDueMidway, version: ProcedureVersion, at: Instant): Resumed => {
  const { waitingSince: from } = waiting;
  // The clocks of two machines differ by a little: no pause is negative.
  const pauses = [...(waiting.pauses ?? []), { from, to: at < from ? from : at }];
  const anew =
    waiting.state === "awaiting-supplement" &&
    waiting.resume !== "submitted" &&
    version.clock?.afterSupplement === "restart";
  return {
    ...withoutWaiting(waiting),
    state: waiting.resume,
    pauses,
    ...(anew ? { restartedAt: at } : {}),
  } as Resumed;
};

/**
 * A waiting dossier, gone on from where it was: its clocks run again, later by the time it waited, or anew where its
 * procedure says so. Refuses with `calendar-year-missing` where the new dates fall into a year that is not published.
 */
export const resumed = (
  waiting: AwaitingSupplement | PaymentDueMidway,
  version: ProcedureVersion,
  calendar: WorkingCalendar,
  at: Instant,
): Resumed | Refusal => {
  const after = goOn(waiting, version, at);
  const clocks = clocksOf(after, version, calendar);
  return isRefusal(clocks) ? clocks : withClocks(after, clocks);
};

/**
 * As `resumed`, with the clocks as they stood: for money or an answer that came in where the calendar is missing. The
 * calendar, once published, moves them.
 */
export const resumedAsItStood = (
  waiting: AwaitingSupplement | PaymentDueMidway,
  version: ProcedureVersion,
  at: Instant,
): Resumed => goOn(waiting, version, at);
