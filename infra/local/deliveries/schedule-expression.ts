import { StartRefused } from "../refusal.ts";

/** The instant (milliseconds) of the next run after one. */
export type ScheduleExpression = { nextAfter(instant: number): number };

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;
const UNITS: Readonly<Record<string, number>> = { minute: MINUTE, hour: 60 * MINUTE, day: DAY };
const MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
const DAYS = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];
/** A rule that has no day in this many years has none. */
const DAYS_AHEAD = 366 * 8;

type Field = (value: number) => boolean;

const fieldOf = (text: string, first: number, last: number, names: readonly string[] = []): Field => {
  const numberOf = (word: string): number => {
    const named = names.indexOf(word.toUpperCase());
    const number = named >= 0 ? named + first : Number(word);
    if (!Number.isInteger(number) || number < first || number > last) throw new RangeError(word);
    return number;
  };
  if (text === "*" || text === "?") return () => true;
  const wanted = new Set<number>();
  for (const part of text.split(",")) {
    const [range = "", step = "1"] = part.split("/");
    const [from = "", to] = range.split("-");
    const start = from === "*" ? first : numberOf(from);
    const end = to !== undefined ? numberOf(to) : part.includes("/") || from === "*" ? last : start;
    for (let value = start; value <= end; value += Number(step)) wanted.add(value);
  }
  return (value) => wanted.has(value);
};

/** Minutes that the zone is ahead of UTC at an instant. */
const minutesAhead = (zone: string): ((instant: number) => number) => {
  if (zone === "UTC") return () => 0;
  const format = new Intl.DateTimeFormat("en-US", { timeZone: zone, timeZoneName: "longOffset" });
  return (instant) => {
    const name = format.formatToParts(instant).find(({ type }) => type === "timeZoneName")?.value ?? "GMT";
    const [, sign, hours, minutes] = /GMT([+-])(\d+):(\d+)/.exec(name) ?? [];
    return hours === undefined ? 0 : (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
  };
};

const cron = (fields: readonly string[], zone: string): ScheduleExpression => {
  if (fields.length !== 6) throw new RangeError("six fields");
  const [minutes = "", hours = "", days = "", months = "", weekdays = "", years = ""] = fields;
  const minute = fieldOf(minutes, 0, 59);
  const hour = fieldOf(hours, 0, 23);
  const day = fieldOf(days, 1, 31);
  const month = fieldOf(months, 1, 12, MONTHS);
  const weekday = fieldOf(weekdays, 1, 7, DAYS);
  const year = fieldOf(years, 1970, 2199);
  const ahead = minutesAhead(zone);
  return {
    nextAfter: (instant) => {
      const shift = ahead(instant) * MINUTE;
      const from = instant + shift;
      const midnight = new Date(from).setUTCHours(0, 0, 0, 0);
      for (let offset = 0; offset < DAYS_AHEAD; offset++) {
        const date = new Date(midnight + offset * DAY);
        if (!year(date.getUTCFullYear()) || !month(date.getUTCMonth() + 1)) continue;
        if (!day(date.getUTCDate()) || !weekday(date.getUTCDay() + 1)) continue;
        for (let at = 0; at < 1440; at++) {
          const candidate = date.getTime() + at * MINUTE;
          if (candidate > from && hour(Math.floor(at / 60)) && minute(at % 60)) return candidate - shift;
        }
      }
      return Number.POSITIVE_INFINITY;
    },
  };
};

/** `rate(…)` or `cron(…)` as EventBridge writes them; without L, W and #. */
export const parseSchedule = (text: string, zone = "UTC"): ScheduleExpression => {
  try {
    const [, count, unit] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(text) ?? [];
    if (unit !== undefined) {
      const period = Number(count) * (UNITS[unit] ?? MINUTE);
      return { nextAfter: (instant) => (Math.floor(instant / period) + 1) * period };
    }
    const [, fields] = /^cron\((.+)\)$/.exec(text) ?? [];
    if (fields === undefined) throw new RangeError(text);
    return cron(fields.trim().split(/\s+/), zone);
  } catch {
    throw new StartRefused(`Không hiểu lịch chạy "${text}"`, `Cannot read the schedule "${text}"`);
  }
};
