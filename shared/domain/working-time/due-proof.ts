import type { Instant } from "../foundation/instant.ts";
import { isRefusal, type Refusal } from "../foundation/refusal.ts";
import { type CalendarReading, readCalendar, type WorkingCalendar } from "./calendar.ts";
import { type Clock, type Due, isWorkingTime, type Part, reckon } from "./clock.ts";
import {
  calendarDayLines,
  carriedLines,
  givenBackLines,
  type LedgerLine,
  merged,
  officeHourLines,
  workingDayLines,
} from "./ledger.ts";
import type { TimeLimit } from "./time-limit.ts";

/**
 * A due date with its proof: each stretch of time counted or skipped, and why. What the lines count after the last
 * restart sums to the limit; what they give sums to the pauses; the last line ends at the due date.
 */
export type DueProof = Due & { limit: TimeLimit; ledger: LedgerLine[] };

const nothing = { counts: 0, measure: "minute", gives: 0 } as const;
const MINUTE_MS = 60_000;

const limitLines = (reading: CalendarReading, from: Instant, to: Instant, limit: TimeLimit): LedgerLine[] => {
  switch (limit.unit) {
    case "working-hour":
      return officeHourLines(reading, from, to);
    case "working-day":
      return workingDayLines(reading, from, to);
    case "calendar-day":
      return calendarDayLines(from, to);
    case "month":
      return [{ ...nothing, from, to, why: "month", counts: limit.value, measure: "month" }];
  }
};

/** A pause, then the time it gives back from where the limit was due so far. */
const pauseLines = (
  reading: CalendarReading,
  part: Extract<Part, { kind: "pause" }>,
  limit: TimeLimit,
): LedgerLine[] => {
  const paused = { ...nothing, from: part.from, to: part.until };
  if (part.late) return [{ ...paused, why: "paused-late" }];
  if (isWorkingTime(limit)) {
    return [{ ...paused, why: "paused" }, ...givenBackLines(reading, part.given, part.to)];
  }
  const gives = part.millis / MINUTE_MS;
  return [
    { ...paused, why: "paused" },
    { ...nothing, from: part.given, to: part.to, why: "calendar-day", gives },
  ];
};

const proofIn = (reading: CalendarReading, limit: TimeLimit, parts: readonly Part[]): LedgerLine[] => {
  const lines: LedgerLine[] = [];
  let ending = { to: "", dueAt: "" };
  /** What was in the way between where the time counted ended and the due date; told once. */
  const carry = (): void => {
    lines.push(...carriedLines(reading, ending.to, ending.dueAt));
    ending = { to: ending.dueAt, dueAt: ending.dueAt };
  };
  for (const part of parts) {
    if (part.kind === "receipt") {
      lines.push({ ...nothing, from: part.from, to: part.to, why: part.cutOff ? "received-late" : "received-closed" });
    } else if (part.kind === "limit") {
      lines.push(...limitLines(reading, part.from, part.to, limit));
      ending = part;
    } else if (part.kind === "restart") {
      lines.length = 0;
      lines.push({ ...nothing, from: part.from, to: part.to, why: "restarted" });
    } else if (part.kind === "extension") {
      carry();
      lines.push({ ...nothing, from: part.from, to: part.to, why: "extended" });
      ending = { to: part.dueAt, dueAt: part.dueAt };
    } else {
      carry();
      lines.push(...pauseLines(reading, part, limit));
      if (!part.late) ending = part;
    }
  }
  carry();
  return merged(lines);
};

/** When a clock is due, with its proof. Refuses as `reckon` does. */
export const proveDue = (calendar: WorkingCalendar, clock: Clock): DueProof | Refusal => {
  const reckoned = reckon(calendar, clock);
  if (isRefusal(reckoned)) return reckoned;
  const { receivedAt, dueAt, provisional, parts } = reckoned;
  return {
    limit: clock.limit,
    receivedAt,
    dueAt,
    provisional,
    ledger: proofIn(readCalendar(calendar), clock.limit, parts),
  };
};

/** What a ledger adds up to, counted and given back. */
export const sumOf = (ledger: readonly LedgerLine[]): { counts: number; gives: number } => ({
  counts: ledger.reduce((sum, { counts }) => sum + counts, 0),
  gives: ledger.reduce((sum, { gives }) => sum + gives, 0),
});
