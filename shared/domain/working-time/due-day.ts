import type { Instant } from "../foundation/instant.ts";
import type { CalendarReading } from "./calendar.ts";
import { clockOf, type Day, dayOf, instantAt, monthsLater } from "./day.ts";
import { workingDayAfter } from "./office-time.ts";
import type { TimeLimit } from "./time-limit.ts";

const onOrAfter = (reading: CalendarReading, day: Day): Day =>
  reading.slotsOf(day).length > 0 ? day : workingDayAfter(reading, day);

/**
 * A clock time on a working day. Where seasons differ it may fall outside that day's hours: then the next opening of
 * the same day, or its closing when there is none, for the limit names the day and must not spill into another.
 */
export const clockWithin = (reading: CalendarReading, day: Day, clock: number): Instant => {
  const slots = reading.slotsOf(day);
  const slot = slots.find(({ to }) => clock <= to);
  return instantAt(day, slot ? Math.max(clock, slot.from) : (slots.at(-1)?.to ?? clock));
};

/** An instant whose day may be off and whose clock outside office hours: the same clock on the first working day from it. */
export const dueOnDay = (reading: CalendarReading, instant: Instant): Instant =>
  clockWithin(reading, onOrAfter(reading, dayOf(instant)), clockOf(instant));

/** The day on which a limit in calendar days or months ends, a day off or not. */
export const countedFrom = (day: Day, { value, unit }: TimeLimit): Day =>
  unit === "month" ? monthsLater(day, value) : day + value;
