import { type Instant, instantOf, millisOf } from "../foundation/instant.ts";
import type { Refusal } from "../foundation/refusal.ts";
import { readCalendar, type WorkingCalendar } from "./calendar.ts";
import { dueOnDay } from "./due.ts";
import { consumed, openMillisBetween, rolled, withinPublishedYears } from "./office-time.ts";
import type { TimeLimit } from "./time-limit.ts";

export type Pause = { from: Instant; to: Instant };

/**
 * A due instant after a pause, moved by the time paused and brought back to office time (practice of one-stop
 * systems). Limits in working time lose only the office time of the pause; limits in calendar days and months lose all of
 * it. What was late when the pause began stays as late as it was.
 */
export const dueAfterPause = (
  calendar: WorkingCalendar,
  dueAt: Instant,
  { from, to }: Pause,
  unit: TimeLimit["unit"],
): Instant | Refusal =>
  withinPublishedYears(() => {
    if (dueAt <= from || to <= from) return dueAt;
    const reading = readCalendar(calendar);
    if (unit === "working-hour" || unit === "working-day") {
      return consumed(reading, rolled(reading, to), openMillisBetween(calendar, from, dueAt));
    }
    return dueOnDay(reading, instantOf(millisOf(dueAt) + millisOf(to) - millisOf(from)));
  });
