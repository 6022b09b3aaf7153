import type { CalendarYear } from "../../../shared/domain/working-time/calendar-year.ts";
import type { OfficeHours } from "../../../shared/domain/working-time/office-hours.ts";

/**
 * Working time told minute by minute from the calendar's own words, sharing nothing with the engine: every minute of the
 * years is written down as open or closed, and all questions are answered by walking over them. A minute is a whole
 * number since 1970 in UTC.
 */
export type Oracle = {
  isOpen: (minute: number) => boolean;
  /** Whether any minute of the province's date at that minute is open. */
  isWorked: (minute: number) => boolean;
  isSameDate: (one: number, other: number) => boolean;
};

const HOURS_EAST = 7;
const DAY = 24 * 60;
const localMinute = (minute: number): number => minute + HOURS_EAST * 60;

const minuteOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

const seasonOf = (officeHours: OfficeHours, date: string) => {
  let season = officeHours[officeHours.length - 1];
  for (const candidate of officeHours) if (candidate.from <= date.slice(5)) season = candidate;
  if (!season) throw new Error("no season");
  return season;
};

const WEEKDAYS = ["", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

export const oracleOf = (officeHours: OfficeHours, years: readonly CalendarYear[]): Oracle => {
  const off = new Set(years.flatMap((year) => year.daysOff.map(({ date }) => date)));
  const saturdays = new Set(years.flatMap((year) => year.workingSaturdays.map(({ date }) => date)));
  const numbers = years.map(({ year }) => year);
  const [first, last] = [Math.min(...numbers), Math.max(...numbers)];
  const begin = Date.UTC(first, 0, 1) / 60_000;
  const end = Date.UTC(last + 1, 0, 1) / 60_000;
  const open = new Uint8Array(end - begin);
  const worked = new Uint8Array((end - begin) / DAY);
  for (let midnight = begin; midnight < end; midnight += DAY) {
    const told = new Date(midnight * 60_000);
    const date = told.toISOString().slice(0, 10);
    const season = seasonOf(officeHours, date);
    const weekday = WEEKDAYS.indexOf(told.toUTCString().slice(0, 3));
    if (off.has(date) || !(saturdays.has(date) || season.days.includes(weekday))) continue;
    worked[(midnight - begin) / DAY] = 1;
    for (const [from, to] of season.slots) {
      const closing = minuteOf(to);
      for (let minute = minuteOf(from); minute < closing; minute += 1) open[midnight - begin + minute] = 1;
    }
  }
  const within = (minute: number): number => {
    const at = localMinute(minute) - begin;
    if (at < 0 || at >= open.length) throw new Error("outside the years");
    return at;
  };
  return {
    isOpen: (minute) => open[within(minute)] === 1,
    isWorked: (minute) => worked[Math.floor(within(minute) / DAY)] === 1,
    isSameDate: (one, other) => Math.floor(within(one) / DAY) === Math.floor(within(other) / DAY),
  };
};

/** The first open minute at or after one. */
export const firstOpen = ({ isOpen }: Oracle, minute: number): number => {
  let now = minute;
  while (!isOpen(now)) now += 1;
  return now;
};

/** The end of the last of `count` open minutes. */
export const afterOpenMinutes = (oracle: Oracle, minute: number, count: number): number => {
  let now = firstOpen(oracle, minute);
  for (let left = count; left > 0; now += 1) if (oracle.isOpen(now)) left -= 1;
  return now;
};

export const openMinutesBetween = ({ isOpen }: Oracle, from: number, to: number): number => {
  let sum = 0;
  for (let now = from; now < to; now += 1) if (isOpen(now)) sum += 1;
  return sum;
};

/**
 * Where on its date a limit may end: at a closing time, at an open minute at or after, or else at the end of the date's
 * last open minute.
 */
const onDate = ({ isOpen, isSameDate }: Oracle, minute: number): number => {
  if (isOpen(minute - 1)) return minute;
  for (let now = minute; isSameDate(now, minute); now += 1) if (isOpen(now)) return now;
  let now = minute;
  while (!isOpen(now - 1)) now -= 1;
  return now;
};

/** The same clock time on the `count`-th worked date after. */
export const afterWorkedDates = (oracle: Oracle, minute: number, count: number): number => {
  let now = firstOpen(oracle, minute);
  for (let left = count; left > 0; ) {
    now += DAY;
    if (oracle.isWorked(now)) left -= 1;
  }
  return onDate(oracle, now);
};

/** From a minute that may be closed: the same clock time on the first worked date. */
export const onWorkedDate = (oracle: Oracle, minute: number): number => {
  let now = minute;
  while (!oracle.isWorked(now)) now += DAY;
  return onDate(oracle, now);
};

/** The same clock time `count` dates after, a day off or not. */
export const afterDates = (oracle: Oracle, minute: number, count: number): number =>
  firstOpen(oracle, minute) + count * DAY;

const dateOf = (minute: number): string => new Date(localMinute(minute) * 60_000).toISOString().slice(0, 10);

/** The same clock time on the same day of a later month, or on that month's last day: told by walking over the dates. */
export const afterMonths = (oracle: Oracle, minute: number, count: number): number => {
  let now = firstOpen(oracle, minute);
  const day = dateOf(now).slice(8);
  for (let left = count; left > 0; left -= 1) {
    const month = dateOf(now).slice(0, 7);
    while (dateOf(now).startsWith(month)) now += DAY;
  }
  for (let month = dateOf(now).slice(0, 7); dateOf(now).slice(8) < day; now += DAY) {
    if (!dateOf(now + DAY).startsWith(month)) return now;
  }
  return now;
};

/** Counted minute by minute, the paused ones left out: for a limit in working hours. */
export const afterOpenMinutesUnpaused = (
  oracle: Oracle,
  minute: number,
  count: number,
  pauses: readonly { from: number; to: number }[],
): number => {
  const isPaused = (at: number): boolean => pauses.some(({ from, to }) => from <= at && at < to);
  let now = firstOpen(oracle, minute);
  for (let left = count; left > 0; now += 1) if (oracle.isOpen(now) && !isPaused(now)) left -= 1;
  return now;
};
