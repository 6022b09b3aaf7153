import { type Instant, instantOf, millisOf } from "../foundation/instant.ts";

/** A calendar day of the province, counted from 1970-01-01: arithmetic that no process time zone can bend. */
export type Day = number;

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** The province's midnight of day 0. Việt Nam keeps UTC+7 all year. */
const FIRST_MIDNIGHT_MS = Date.parse("1970-01-01T00:00:00+07:00");

export const dayOf = (instant: Instant): Day => Math.floor((millisOf(instant) - FIRST_MIDNIGHT_MS) / DAY_MS);

/** Milliseconds since the province's midnight. */
export const clockOf = (instant: Instant): number => millisOf(instant) - FIRST_MIDNIGHT_MS - dayOf(instant) * DAY_MS;

export const instantAt = (day: Day, clock: number): Instant => instantOf(FIRST_MIDNIGHT_MS + day * DAY_MS + clock);

export const dayOfDate = (date: string): Day => Date.parse(`${date}T00:00:00Z`) / DAY_MS;

/** `YYYY-MM-DD`. */
export const dateOfDay = (day: Day): string => new Date(day * DAY_MS).toISOString().slice(0, 10);

/** ISO weekday: 1 Monday to 7 Sunday. Day 0 was a Thursday. */
export const weekdayOf = (day: Day): number => ((((day + 3) % 7) + 7) % 7) + 1;

export const yearOf = (day: Day): number => new Date(day * DAY_MS).getUTCFullYear();

/** The same day of the month `months` later, or the month's last day where it has no such day. */
export const monthsLater = (day: Day, months: number): Day => {
  const date = new Date(day * DAY_MS);
  const month = date.getUTCMonth() + months;
  const lastOfMonth = Date.UTC(date.getUTCFullYear(), month + 1, 0) / DAY_MS;
  const sameDay = Date.UTC(date.getUTCFullYear(), month, date.getUTCDate()) / DAY_MS;
  return Math.min(sameDay, lastOfMonth);
};
