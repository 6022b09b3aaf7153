import type { Instant } from "../foundation/instant.ts";
import { isRefusal, type Refusal } from "../foundation/refusal.ts";
import { timeLimitOf } from "../procedures/limits.ts";
import type { ProcedureVersion } from "../procedures/procedure-version.ts";
import type { WorkingCalendar } from "../working-time/calendar.ts";
import { type Clock, type ClockChange, type Pause, reckon, startOf } from "../working-time/clock.ts";
import type { Dossier, Filed, Received, Running } from "./dossier.ts";

/** An officer must accept or refuse an online dossier within this (practice of the National Portal, `HanTiepNhan`). */
export const ACCEPT_WITHIN_WORKING_HOURS = 8;

const byStart = (a: ClockChange, b: ClockChange): number => (startOf(a) < startOf(b) ? -1 : 1);
const later = (a: Instant, b: Instant): Instant => (a < b ? b : a);

/** What stood still since then. */
const pausesFrom = ({ pauses = [] }: { pauses?: Pause[] }, since: Instant): ClockChange[] =>
  inOrder(
    pauses.filter(({ from, to }) => from >= since || to > since).map((pause) => ({ kind: "pause", ...pause })),
    since,
  );

/**
 * Changes one after another, none before `since`. The clocks of machines differ by a little: what begins before the one
 * above it ended begins where that ended.
 */
const inOrder = (changes: ClockChange[], since: Instant): ClockChange[] => {
  let before = since;
  return changes.sort(byStart).map((change) => {
    if (change.kind !== "pause") {
      before = later(change.at, before);
      return { ...change, at: before };
    }
    const from = later(change.from, before);
    before = later(change.to, from);
    return { kind: "pause", from, to: before };
  });
};

/** Whether the service has received it: its time to be accepted has begun. */
export const isReceived = (dossier: Dossier): dossier is Extract<Dossier, Received> => "submittedAt" in dossier;

/** Whether it was accepted: its limit has begun. */
export const isRunning = (dossier: Dossier): dossier is Extract<Dossier, Running> => "acceptedAt" in dossier;

/** The time to accept or refuse. */
const acceptanceClock = (dossier: Received): Clock => ({
  from: dossier.submittedAt,
  limit: { value: ACCEPT_WITHIN_WORKING_HOURS, unit: "working-hour" },
  changes: pausesFrom(dossier, dossier.submittedAt),
});

/** The limit of the whole, from acceptance; null where none is published. */
export const wholeClock = (dossier: Running, version: ProcedureVersion): Clock | null => {
  const limit = timeLimitOf(version, dossier);
  if (limit === null) return null;
  const { acceptedAt, restartedAt, extension } = dossier;
  const changes: ClockChange[] = pausesFrom(dossier, restartedAt ?? acceptedAt);
  if (restartedAt !== undefined) changes.push({ kind: "restart", at: restartedAt });
  if (extension !== undefined && (restartedAt === undefined || extension.at > restartedAt)) {
    changes.push({ kind: "extension", ...extension });
  }
  return { from: acceptedAt, limit, cutOff: version.clock?.receiptCutOff, changes: inOrder(changes, acceptedAt) };
};

/** The time of a step on the route; null where it has none of its own. */
const stepClock = (dossier: Running, version: ProcedureVersion): Clock | null => {
  const { step } = dossier;
  const hours = version.steps.find(({ id }) => id === step.id)?.workingHours;
  if (hours === undefined) return null;
  return { from: step.since, limit: { value: hours, unit: "working-hour" }, changes: pausesFrom(dossier, step.since) };
};

/** When each clock of a dossier is due; null where it has none. */
export type Clocks = {
  /** Day 0 of the limit, as the calendar has it; null before acceptance. */
  receivedAt: Instant | null;
  acceptBy: Instant | null;
  dueAt: Instant | null;
  stepDueAt: Instant | null;
  provisional: boolean;
};

type DueOrNone = { receivedAt: Instant | null; dueAt: Instant | null; provisional: boolean };

const dueOfClock = (calendar: WorkingCalendar, clock: Clock | null): DueOrNone | Refusal =>
  clock === null ? { receivedAt: null, dueAt: null, provisional: false } : reckon(calendar, clock);

const NONE: Clocks = { receivedAt: null, acceptBy: null, dueAt: null, stepDueAt: null, provisional: false };

/**
 * All that a dossier is due, reckoned anew from what happened to it. A pause that is still open moves nothing yet, and
 * once it is accepted the time for that is history. The step before it is handed on is due with what it waits for:
 * acceptance, then the whole.
 *
 * Refuses as `reckon` does.
 */
export const clocksOf = (dossier: Filed, version: ProcedureVersion, calendar: WorkingCalendar): Clocks | Refusal => {
  if (!isReceived(dossier)) return NONE;
  if (!isRunning(dossier)) {
    const acceptance = dueOfClock(calendar, acceptanceClock(dossier));
    if (isRefusal(acceptance)) return acceptance;
    const { dueAt: acceptBy, provisional } = acceptance;
    return { ...NONE, acceptBy, stepDueAt: acceptBy, provisional };
  }
  const whole = dueOfClock(calendar, wholeClock(dossier, version));
  if (isRefusal(whole)) return whole;
  const step = isHandedOn(dossier) ? dueOfClock(calendar, stepClock(dossier, version)) : whole;
  if (isRefusal(step)) return step;
  const { dueAt, provisional } = whole;
  // What was begun anew was received when it was received.
  const receivedAt = dossier.restartedAt === undefined ? whole.receivedAt : dossier.receivedAt;
  return { receivedAt, acceptBy: dossier.acceptBy, dueAt, stepDueAt: step.dueAt, provisional };
};

/** Until it is handed on, a dossier stands at the step where it was accepted. */
const isHandedOn = (dossier: Running & Pick<Dossier, "state">): boolean => {
  if (dossier.state === "accepted") return false;
  return !("resume" in dossier && dossier.resume === "accepted");
};

/** A dossier with its clocks as reckoned. */
export const withClocks = <D extends Filed>(dossier: D, clocks: Clocks): D => {
  if (!isReceived(dossier)) return dossier;
  const { acceptBy, dueAt, stepDueAt, provisional } = clocks;
  const step = { ...dossier.step, dueAt: stepDueAt };
  if (!isRunning(dossier)) return { ...dossier, acceptBy, step };
  return { ...dossier, receivedAt: clocks.receivedAt ?? dossier.receivedAt, dueAt, provisional, step };
};
