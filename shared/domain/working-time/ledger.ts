import type { Instant } from "../foundation/instant.ts";
import type { CalendarReading } from "./calendar.ts";
import { clockOf, type Day, dayOf, instantAt } from "./day.ts";

/** Why a stretch of time counts, or does not. */
export type Why =
  /** Closed when it came in: before opening, in the lunch break, after closing; or after the hour of the day it names. */
  | "received-closed"
  | "received-late"
  | "receipt-day"
  | "office-time"
  | "working-day"
  | "working-saturday"
  | "calendar-day"
  | "month"
  | "closed"
  | "weekend"
  | "holiday"
  | "in-lieu"
  | "swap"
  /** The limit ended on a day off, or outside office hours. */
  | "carried"
  | "paused"
  | "paused-late"
  | "restarted"
  | "extended";

export type Measure = "minute" | "day" | "month";

/**
 * One line of a proof. `counts` is what it adds to the limit, zero where the time is skipped; `gives` is time given back
 * for a pause, in minutes. `name` is the calendar's own word for a day off.
 */
export type LedgerLine = {
  from: Instant;
  to: Instant;
  why: Why;
  counts: number;
  measure: Measure;
  gives: number;
  name?: string;
};

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

/** Lines that say the same one after another become one. */
export const merged = (lines: readonly LedgerLine[]): LedgerLine[] => {
  const all: LedgerLine[] = [];
  for (const line of lines) {
    if (line.from === line.to && line.counts === 0 && line.gives === 0) continue;
    const last = all.at(-1);
    if (last && last.why === line.why && last.name === line.name && last.to === line.from) {
      last.to = line.to;
      last.counts += line.counts;
      last.gives += line.gives;
    } else all.push({ ...line });
  }
  return all;
};

/** Why nothing of a day counts; undefined for a working day. */
const restOn = (reading: CalendarReading, day: Day): Pick<LedgerLine, "why" | "name"> | undefined => {
  if (reading.slotsOf(day).length > 0) return undefined;
  const off = reading.offOn(day);
  return off ? { why: off.kind, name: off.name } : { why: "weekend" };
};

const workedAs = (reading: CalendarReading, day: Day): "working-day" | "working-saturday" =>
  reading.isMadeUp(day) ? "working-saturday" : "working-day";

const nothing = { counts: 0, measure: "minute", gives: 0 } as const;

/** The stretches of one day between two of its clock times: open or closed. */
function* stretchesOf(reading: CalendarReading, day: Day, from: number, to: number) {
  let clock = from;
  for (const slot of reading.slotsOf(day)) {
    const [open, close] = [Math.max(slot.from, from), Math.min(slot.to, to)];
    if (open >= close) continue;
    if (open > clock) yield { from: clock, to: open, open: false };
    yield { from: open, to: close, open: true };
    clock = close;
  }
  if (to > clock) yield { from: clock, to, open: false };
}

/** The days of a stretch of time, each with its clock times. */
function* daysOf(from: Instant, to: Instant) {
  const [first, last] = [dayOf(from), dayOf(to)];
  for (let day = first; day <= last; day += 1) {
    const [start, end] = [day === first ? clockOf(from) : 0, day === last ? clockOf(to) : DAY_MS];
    yield { day, start, end, from: instantAt(day, start), to: instantAt(day, end) };
  }
}

/** A limit in working hours: each stretch of office time counted, each that the office is closed skipped. */
export const officeHourLines = (reading: CalendarReading, from: Instant, to: Instant): LedgerLine[] => {
  const lines: LedgerLine[] = [];
  for (const one of daysOf(from, to)) {
    const rest = restOn(reading, one.day);
    if (rest) {
      lines.push({ ...nothing, from: one.from, to: one.to, ...rest });
      continue;
    }
    for (const stretch of stretchesOf(reading, one.day, one.start, one.end)) {
      const told = { from: instantAt(one.day, stretch.from), to: instantAt(one.day, stretch.to) };
      const counted = stretch.open ? (stretch.to - stretch.from) / MINUTE_MS : 0;
      lines.push({ ...nothing, ...told, why: stretch.open ? "office-time" : "closed", counts: counted });
    }
  }
  return merged(lines);
};

/** Office time given back for a pause, a run of working days a line: of each day only its office hours. */
export const givenBackLines = (reading: CalendarReading, from: Instant, to: Instant): LedgerLine[] => {
  const lines: LedgerLine[] = [];
  for (const { day, start, end, ...told } of daysOf(from, to)) {
    const rest = restOn(reading, day);
    if (rest) {
      lines.push({ ...nothing, ...told, ...rest });
      continue;
    }
    let gives = 0;
    for (const { from: open, to: close } of reading.slotsOf(day)) {
      gives += Math.max(0, Math.min(close, end) - Math.max(open, start)) / MINUTE_MS;
    }
    lines.push({ ...nothing, ...told, why: "office-time", gives });
  }
  return merged(lines);
};

/** A limit in working days: day 0, then each day counted or skipped, to the clock time of the last. */
export const workingDayLines = (reading: CalendarReading, from: Instant, to: Instant): LedgerLine[] => {
  const [first, last] = [dayOf(from), dayOf(to)];
  const lines: LedgerLine[] = [{ ...nothing, from, to: instantAt(first + 1, 0), why: "receipt-day", measure: "day" }];
  for (let day = first + 1; day <= last; day += 1) {
    const [begins, ends] = [instantAt(day, 0), day === last ? to : instantAt(day + 1, 0)];
    const rest = restOn(reading, day);
    const line = rest ? { counts: 0, ...rest } : { counts: 1, why: workedAs(reading, day) };
    lines.push({ ...nothing, from: begins, to: ends, measure: "day", ...line });
  }
  return merged(lines);
};

/** A limit in calendar days: all count, whatever day it is. */
export const calendarDayLines = (from: Instant, to: Instant): LedgerLine[] => {
  const first = instantAt(dayOf(from) + 1, 0);
  const days = dayOf(to) - dayOf(from);
  return [
    { ...nothing, from, to: first, why: "receipt-day", measure: "day" },
    { ...nothing, from: first, to, why: "calendar-day", counts: days, measure: "day" },
  ];
};

/** From where a limit in days or months ended to the office moment that it is due: what was in the way. */
export const carriedLines = (reading: CalendarReading, from: Instant, to: Instant): LedgerLine[] => {
  if (to <= from) return [];
  const lines: LedgerLine[] = [];
  const last = dayOf(to);
  for (let day = dayOf(from); day <= last; day += 1) {
    const begins = day === dayOf(from) ? from : instantAt(day, 0);
    const rest = restOn(reading, day);
    lines.push({
      ...nothing,
      from: begins,
      to: day === last ? to : instantAt(day + 1, 0),
      ...(rest ?? { why: "carried" }),
    });
  }
  return merged(lines);
};
