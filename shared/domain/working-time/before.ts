import type { Instant } from "../foundation/instant.ts";
import type { Refusal } from "../foundation/refusal.ts";
import { readCalendar, type WorkingCalendar } from "./calendar.ts";
import { clockOf, dayOf, instantAt } from "./day.ts";
import { dueOnDay } from "./due-day.ts";
import { withinPublishedYears } from "./office-time.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/**
 * The last instant from which `hours` of office time are left until `at`; fractions of an hour are allowed. The same hours
 * added again lead to `at`, or to the closing time that stands for it. Refuses with `calendar-year-missing`.
 */
export const workingHoursBefore = (calendar: WorkingCalendar, at: Instant, hours: number): Instant | Refusal =>
  withinPublishedYears(() => {
    const reading = readCalendar(calendar);
    let day = dayOf(at);
    let clock = clockOf(at);
    for (let left = Math.round(hours * HOUR_MS); ; ) {
      for (const { from, to } of [...reading.slotsOf(day)].reverse()) {
        const close = Math.min(clock, to);
        if (close <= from) continue;
        if (left <= close - from) return instantAt(day, close - left);
        left -= close - from;
      }
      day -= 1;
      clock = DAY_MS;
    }
  });

/**
 * The same clock time `days` working days before `at`, within the hours of that day. Refuses with
 * `calendar-year-missing`.
 */
export const workingDaysBefore = (calendar: WorkingCalendar, at: Instant, days: number): Instant | Refusal =>
  withinPublishedYears(() => {
    const reading = readCalendar(calendar);
    let day = dayOf(at);
    for (let left = days; left > 0; ) {
      day -= 1;
      if (reading.slotsOf(day).length > 0) left -= 1;
    }
    return dueOnDay(reading, instantAt(day, clockOf(at)));
  });
