import { type Instant, millisOf } from "../foundation/instant.ts";
import { isRefusal, type Refusal } from "../foundation/refusal.ts";
import { readCalendar, type WorkingCalendar } from "./calendar.ts";
import { type Due, reckon } from "./clock.ts";
import { consumed, openMillis, rolled, withinPublishedYears } from "./office-time.ts";
import type { TimeLimit } from "./time-limit.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** When something received at `from` is due, with nothing happening on the way. Refuses as `reckon` does. */
export const dueOf = (calendar: WorkingCalendar, from: Instant, limit: TimeLimit, cutOff?: string): Due | Refusal => {
  const reckoned = reckon(calendar, { from, limit, cutOff });
  if (isRefusal(reckoned)) return reckoned;
  const { receivedAt, dueAt, provisional } = reckoned;
  return { receivedAt, dueAt, provisional };
};

/** The instant at which `hours` of office time have passed since `from`; fractions of an hour are allowed. */
export const addWorkingHours = (calendar: WorkingCalendar, from: Instant, hours: number): Instant | Refusal =>
  withinPublishedYears(() => {
    const reading = readCalendar(calendar);
    return consumed(reading, rolled(reading, from), Math.round(hours * HOUR_MS));
  });

/**
 * Receipt outside office hours counts from the next office moment: before opening from opening, in the lunch break
 * from the afternoon's start, after closing or on a day off from the start of the next working day.
 */
export const rollForward = (calendar: WorkingCalendar, instant: Instant): Instant | Refusal =>
  withinPublishedYears(() => rolled(readCalendar(calendar), instant));

/** Whole minutes of office time from one instant to another, rounded down: below zero as soon as `to` has passed. */
export const workingMinutesBetween = (calendar: WorkingCalendar, from: Instant, to: Instant): number | Refusal =>
  withinPublishedYears(() => {
    const reading = readCalendar(calendar);
    return millisOf(to) < millisOf(from)
      ? -Math.ceil(openMillis(reading, to, from) / MINUTE_MS) || 0
      : Math.floor(openMillis(reading, from, to) / MINUTE_MS);
  });
