import type { Instant } from "../foundation/instant.ts";
import { type Refusal, refuse } from "../foundation/refusal.ts";
import { type CalendarReading, CalendarYearMissing } from "./calendar.ts";
import { clockOf, type Day, dayOf, instantAt } from "./day.ts";

const DAY_MS = 86_400_000;

/** A year without a calendar is refused by name, never guessed. */
export const withinPublishedYears = <T>(compute: () => T): T | Refusal => {
  try {
    return compute();
  } catch (error) {
    if (error instanceof CalendarYearMissing) {
      return refuse("calendar-year-missing", { facts: { year: error.year } });
    }
    throw error;
  }
};

/** The first working day after `day`. */
export const workingDayAfter = (reading: CalendarReading, day: Day): Day => {
  let next = day + 1;
  while (reading.slotsOf(next).length === 0) next += 1;
  return next;
};

/** The first office moment at or after an instant; a closing time is no longer office time. */
export const rolled = (reading: CalendarReading, instant: Instant): Instant => {
  const day = dayOf(instant);
  const clock = clockOf(instant);
  const slot = reading.slotsOf(day).find(({ to }) => clock < to);
  if (slot) return instantAt(day, Math.max(clock, slot.from));
  const next = workingDayAfter(reading, day);
  return instantAt(next, reading.slotsOf(next)[0]?.from ?? 0);
};

/** Office time consumed slot by slot from an office moment; it may end at a closing time. */
export const consumed = (reading: CalendarReading, start: Instant, millis: number): Instant => {
  let day = dayOf(start);
  let clock = clockOf(start);
  let left = millis;
  for (;;) {
    for (const { from, to } of reading.slotsOf(day)) {
      const open = Math.max(clock, from);
      if (open >= to) continue;
      if (left <= to - open) return instantAt(day, open + left);
      left -= to - open;
    }
    day += 1;
    clock = 0;
  }
};

const openOn = (reading: CalendarReading, day: Day, from: number, to: number): number =>
  reading.slotsOf(day).reduce((sum, slot) => sum + Math.max(0, Math.min(to, slot.to) - Math.max(from, slot.from)), 0);

/** Office time from one instant to a later one, in milliseconds. */
export const openMillis = (reading: CalendarReading, from: Instant, to: Instant): number => {
  const [first, last] = [dayOf(from), dayOf(to)];
  let sum = 0;
  for (let day = first; day <= last; day += 1) {
    sum += openOn(reading, day, day === first ? clockOf(from) : 0, day === last ? clockOf(to) : DAY_MS);
  }
  return sum;
};
