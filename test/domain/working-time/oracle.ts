import type { CalendarYear } from "../../../shared/domain/working-time/calendar-year.ts";
import type { OfficeHours } from "../../../shared/domain/working-time/office-hours.ts";

/**
 * Working time told minute by minute from the calendar's own words, sharing nothing with the engine: it walks the
 * clock and asks of each minute whether the office is open. A minute is a whole number since 1970 in UTC.
 */
type Words = { officeHours: OfficeHours; daysOff: ReadonlySet<string>; workingSaturdays: ReadonlySet<string> };

/** A date as a person reads it off the calendar: is it worked, and which of its 1440 minutes are open? */
type DateTold = { worked: boolean; isOpen: (minuteOfDay: number) => boolean };

export type Oracle = { tell: (minute: number) => DateTold; isOpen: (minute: number) => boolean };

const HOURS_EAST = 7;
const DAY = 24 * 60;
const localMinute = (minute: number): number => minute + HOURS_EAST * 60;

const minuteOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

const seasonOf = ({ officeHours }: Words, date: string) => {
  let season = officeHours[officeHours.length - 1];
  for (const candidate of officeHours) if (candidate.from <= date.slice(5)) season = candidate;
  if (!season) throw new Error("no season");
  return season;
};

const isWorked = (told: Words, date: string, weekday: string): boolean => {
  if (told.daysOff.has(date)) return false;
  if (told.workingSaturdays.has(date)) return true;
  const isoWeekday = ["", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"].indexOf(weekday);
  return seasonOf(told, date).days.includes(isoWeekday);
};

const readDate = (told: Words, local: number): DateTold => {
  const midnight = new Date(Math.floor(local / DAY) * DAY * 60_000);
  const date = midnight.toISOString().slice(0, 10);
  const worked = isWorked(told, date, midnight.toUTCString().slice(0, 3));
  const slots = worked ? seasonOf(told, date).slots.map(([from, to]) => [minuteOf(from), minuteOf(to)] as const) : [];
  return { worked, isOpen: (minute) => slots.some(([from, to]) => from <= minute && minute < to) };
};

export const oracleOf = (officeHours: OfficeHours, years: readonly CalendarYear[]): Oracle => {
  const words: Words = {
    officeHours,
    daysOff: new Set(years.flatMap((year) => year.daysOff.map(({ date }) => date))),
    workingSaturdays: new Set(years.flatMap((year) => year.workingSaturdays.map(({ date }) => date))),
  };
  const read = new Map<number, DateTold>();
  const tell = (minute: number): DateTold => {
    const local = localMinute(minute);
    const day = Math.floor(local / DAY);
    const known = read.get(day) ?? readDate(words, local);
    read.set(day, known);
    return known;
  };
  return { tell, isOpen: (minute) => tell(minute).isOpen(localMinute(minute) % DAY) };
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

/** An open minute of the same date at or after one, or else the end of the date's last open minute. */
const onDate = ({ tell, isOpen }: Oracle, minute: number): number => {
  for (let now = minute; tell(now) === tell(minute); now += 1) if (isOpen(now)) return now;
  let now = minute;
  while (!isOpen(now - 1)) now -= 1;
  return now;
};

/** The same clock time on the `count`-th worked date after. */
export const afterWorkedDates = (oracle: Oracle, minute: number, count: number): number => {
  let now = firstOpen(oracle, minute);
  for (let left = count; left > 0; ) {
    now += DAY;
    if (oracle.tell(now).worked) left -= 1;
  }
  return onDate(oracle, now);
};

/** The same clock time `count` dates after, then on the first worked date from there. */
export const afterDates = (oracle: Oracle, minute: number, count: number): number => {
  let now = firstOpen(oracle, minute) + count * DAY;
  while (!oracle.tell(now).worked) now += DAY;
  return onDate(oracle, now);
};
