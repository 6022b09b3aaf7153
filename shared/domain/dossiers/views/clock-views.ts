import * as z from "zod";
import { type Instant, inProvince } from "../../foundation/instant.ts";
import { isRefusal } from "../../foundation/refusal.ts";
import type { ProcedureVersion } from "../../procedures/procedure-version.ts";
import type { WorkingCalendar } from "../../working-time/calendar.ts";
import type { Clock } from "../../working-time/clock.ts";
import { workingMinutesBetween } from "../../working-time/due.ts";
import { proveDue, sumOf } from "../../working-time/due-proof.ts";
import { whyWords } from "../../working-time/ledger-words.ts";
import { TimeLimit } from "../../working-time/time-limit.ts";
import { isReceived, isRunning, wholeClock } from "../clocks.ts";
import { answerBy, type Dossier, FINAL, isWaiting } from "../dossier.ts";

/** One clock of a dossier. A paused one keeps the minutes that it had when it was paused. */
export const ClockView = z.object({
  clock: z.enum(["acceptance", "whole", "step", "supplement", "payment"]),
  dueAt: z.string(),
  /** Office minutes left; below zero once it is late. Null where no calendar is published for them. */
  remainingWorkingMinutes: z.number().int().nullable(),
  pausedSince: z.string().nullable(),
  late: z.boolean(),
});
export type ClockView = z.infer<typeof ClockView>;

/** How the due date came about, line by line; what the lines count sums to the limit. */
export const DueProofView = z.object({
  limit: TimeLimit,
  receivedAt: z.string(),
  dueAt: z.string(),
  provisional: z.boolean(),
  /** The calendar was corrected and the dossier is not moved to the new date yet. */
  pending: z.boolean(),
  ledger: z.array(
    z.object({
      from: z.string(),
      to: z.string(),
      why: z.string(),
      reason: z.string(),
      counts: z.number(),
      measure: z.enum(["minute", "day", "month"]),
      gives: z.number(),
    }),
  ),
  sum: z.object({ counts: z.number(), gives: z.number() }),
});
export type DueProofView = z.infer<typeof DueProofView>;

/** What the views of clocks need. */
export type ClockContext = {
  version: ProcedureVersion;
  calendar: WorkingCalendar;
  now: Instant;
  language: "vi" | "en";
};

/** The proof of the limit of the whole; null before acceptance, without a limit, or beyond the published calendars. */
export const dueProofView = (dossier: Dossier, { version, calendar, language }: ClockContext): DueProofView | null => {
  const clock: Clock | null = isRunning(dossier) ? wholeClock(dossier, version) : null;
  if (clock === null || !isRunning(dossier)) return null;
  const proof = proveDue(calendar, clock);
  if (isRefusal(proof)) return null;
  const { limit, receivedAt, dueAt, provisional, ledger } = proof;
  return {
    limit,
    receivedAt: inProvince(receivedAt),
    dueAt: inProvince(dueAt),
    provisional,
    pending: dueAt !== dossier.dueAt,
    ledger: ledger.map(({ from, to, why, name, counts, measure, gives }) => ({
      from: inProvince(from),
      to: inProvince(to),
      why,
      reason: whyWords({ why, ...(name === undefined ? {} : { name }) }, language),
      counts,
      measure,
      gives,
    })),
    sum: sumOf(ledger),
  };
};

type Running = { clock: ClockView["clock"]; dueAt: Instant; pausedSince: Instant | null };

/** The clocks that run or stand still now; those of an ended dossier have stopped and are not told. */
const clocksNow = (dossier: Dossier): Running[] => {
  if (dossier.state === "draft" || FINAL.has(dossier.state)) return [];
  const waits = isWaiting(dossier);
  const pausedSince = waits ? dossier.waitingSince : null;
  const clocks: Running[] = [];
  const add = (clock: ClockView["clock"], dueAt: Instant | null, since: Instant | null) => {
    if (dueAt !== null) clocks.push({ clock, dueAt, pausedSince: since });
  };
  if (waits) add(dossier.state === "payment-due" ? "payment" : "supplement", answerBy(dossier), null);
  if (isRunning(dossier)) {
    add("whole", dossier.dueAt, pausedSince);
    add("step", dossier.step.dueAt, pausedSince);
  } else if (isReceived(dossier)) add("acceptance", dossier.acceptBy, pausedSince);
  return clocks;
};

export const clockViews = (dossier: Dossier, { calendar, now }: ClockContext): ClockView[] =>
  clocksNow(dossier).map(({ clock, dueAt, pausedSince }) => {
    const at = pausedSince ?? now;
    const left = workingMinutesBetween(calendar, at, dueAt);
    return {
      clock,
      dueAt: inProvince(dueAt),
      remainingWorkingMinutes: isRefusal(left) ? null : left,
      pausedSince: pausedSince === null ? null : inProvince(pausedSince),
      late: dueAt < at,
    };
  });
