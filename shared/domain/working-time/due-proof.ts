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

/** A pause, then the time it gives back from where the limit ended so far. */
const pauseLines = (
  reading: CalendarReading,
  part: Extract<Part, { kind: "pause" }>,
  limit: TimeLimit,
  { to: ended }: { to: Instant },
): LedgerLine[] => {
  const paused = { ...nothing, from: part.from, to: part.until };
  if (part.to === null) return [{ ...paused, why: "paused-late" }];
  if (isWorkingTime(limit)) {
    return [{ ...paused, why: "paused" }, ...givenBackLines(reading, ended, part.to)];
  }
  const given = { ...nothing, from: ended, to: part.to, why: "calendar-day", gives: part.millis / MINUTE_MS } as const;
  return [{ ...paused, why: "paused" }, given];
};

const proofIn = (reading: CalendarReading, limit: TimeLimit, parts: readonly Part[]): LedgerLine[] => {
  const lines: LedgerLine[] = [];
  let ending = { to: "", dueAt: "" };
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
      lines.push(...carriedLines(reading, ending.to, ending.dueAt));
      lines.push({ ...nothing, from: part.from, to: part.to, why: "extended" });
      ending = { to: part.dueAt, dueAt: part.dueAt };
    } else {
      lines.push(...pauseLines(reading, part, limit, ending));
      if (part.to !== null) ending = { to: part.to, dueAt: part.dueAt };
    }
  }
  return merged([...untilDue(lines, ending.dueAt), ...carriedLines(reading, ending.to, ending.dueAt)]);
};

const isPause = ({ why }: LedgerLine): boolean => why === "paused" || why === "paused-late";

/** What ended after the closing of its day is due at that closing: nothing but a pause is told beyond it. */
const untilDue = (lines: readonly LedgerLine[], dueAt: Instant): LedgerLine[] => {
  const within = (instant: Instant): Instant => (instant > dueAt ? dueAt : instant);
  return lines.map((line) => (isPause(line) ? line : { ...line, from: within(line.from), to: within(line.to) }));
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
