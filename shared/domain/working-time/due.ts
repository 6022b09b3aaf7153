import { type Instant, millisOf } from "../foundation/instant.ts";
import type { Refusal } from "../foundation/refusal.ts";
import { type CalendarReading, readCalendar, type WorkingCalendar } from "./calendar.ts";
import { clockOf, type Day, dayOf, instantAt, monthsLater } from "./day.ts";
import { consumed, openMillisBetween, rolled, withinPublishedYears, workingDayAfter } from "./office-time.ts";
import type { TimeLimit } from "./time-limit.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** When a limit begins and ends. `provisional` while a year it touches still lacks announced days. */
export type Due = { receivedAt: Instant; dueAt: Instant; provisional: boolean };

const onOrAfter = (reading: CalendarReading, day: Day): Day =>
  reading.slotsOf(day).length > 0 ? day : workingDayAfter(reading, day);

/**
 * A clock time on a working day. Where seasons differ it may fall outside that day's hours: then the next opening of
 * the same day, or its closing when there is none, for the limit names the day and must not spill into another.
 */
const clockWithin = (reading: CalendarReading, day: Day, clock: number): Instant => {
  const slots = reading.slotsOf(day);
  const slot = slots.find(({ to }) => clock <= to);
  return instantAt(day, slot ? Math.max(clock, slot.from) : (slots.at(-1)?.to ?? clock));
};

/** An instant whose day may be off and whose clock outside office hours: the same clock on the first working day from it. */
export const dueOnDay = (reading: CalendarReading, instant: Instant): Instant => {
  const day = dayOf(instant);
  const first = onOrAfter(reading, day);
  return clockWithin(reading, first, clockOf(instant));
};

const nthWorkingDay = (reading: CalendarReading, from: Day, count: number): Day => {
  let day = from;
  for (let left = count; left > 0; left -= 1) day = workingDayAfter(reading, day);
  return day;
};

const dueAfter = (reading: CalendarReading, receivedAt: Instant, { value, unit }: TimeLimit): Instant => {
  const day = dayOf(receivedAt);
  const clock = clockOf(receivedAt);
  switch (unit) {
    case "working-hour":
      return consumed(reading, receivedAt, value * HOUR_MS);
    case "working-day":
      return clockWithin(reading, nthWorkingDay(reading, day, value), clock);
    case "calendar-day":
      return clockWithin(reading, onOrAfter(reading, day + value), clock);
    case "month":
      return clockWithin(reading, onOrAfter(reading, monthsLater(day, value)), clock);
  }
};

/**
 * When something received at `from` is due. The day of receipt, rolled to office time, is day 0.
 *
 * - working hours are consumed over the slots;
 * - n working days end at the same clock time n working days later (practice of one-stop systems: received
 *   Fri 27/10/2023 09:32 with 5 days, promised 03/11/2023);
 * - calendar days and months that end on a day off go on to the next working day (Civil Code 91/2015/QH13,
 *   art. 148), at the same clock time: the limit gains days, not hours of the day.
 *
 * Refuses with `calendar-year-missing` where a year it needs is not published.
 */
export const dueOf = (calendar: WorkingCalendar, from: Instant, limit: TimeLimit): Due | Refusal =>
  withinPublishedYears(() => {
    const reading = readCalendar(calendar);
    const receivedAt = rolled(reading, from);
    const dueAt = dueAfter(reading, receivedAt, limit);
    return { receivedAt, dueAt, provisional: reading.isProvisional() };
  });

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
export const workingMinutesBetween = (calendar: WorkingCalendar, from: Instant, to: Instant): number | Refusal => {
  if (millisOf(to) < millisOf(from)) {
    const late = withinPublishedYears(() => openMillisBetween(calendar, to, from));
    return typeof late === "number" ? -Math.ceil(late / MINUTE_MS) || 0 : late;
  }
  const left = withinPublishedYears(() => openMillisBetween(calendar, from, to));
  return typeof left === "number" ? Math.floor(left / MINUTE_MS) : left;
};
