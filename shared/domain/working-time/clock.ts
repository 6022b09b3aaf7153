import { type Instant, instantOf, millisOf } from "../foundation/instant.ts";
import { type Fault, fault, type Refusal, refuse } from "../foundation/refusal.ts";
import { type CalendarReading, readCalendar, type WorkingCalendar } from "./calendar.ts";
import { clockOf, type Day, dayOf, instantAt } from "./day.ts";
import { clockWithin, countedFrom, dueOnDay } from "./due-day.ts";
import { consumed, openMillis, rolled, withinPublishedYears, workingDayAfter } from "./office-time.ts";
import type { TimeLimit } from "./time-limit.ts";

/** A limit stood still from one instant to another. */
export type Pause = { from: Instant; to: Instant };

/** What happened to a limit while it ran. */
export type ClockChange =
  | ({ kind: "pause" } & Pause)
  /** It began anew, whole: what a procedure may choose for an answered supplement. */
  | { kind: "restart"; at: Instant }
  /** A leader promised another date. */
  | { kind: "extension"; at: Instant; dueAt: Instant };

/** One limit of one dossier: when it was started, how long it is, and what happened since, in order of time. */
export type Clock = {
  from: Instant;
  limit: TimeLimit;
  /**
   * `HH:MM`: what comes in later counts from the opening of the next working day (15:00 for same-day procedures,
   * practice of one-stop desks; a choice of the procedure).
   */
  cutOff?: string | undefined;
  changes?: readonly ClockChange[] | undefined;
};

/** A stretch of the reckoning; `dueAt` is when the limit ends as far as it has been told. */
export type Part =
  | { kind: "receipt"; from: Instant; to: Instant; cutOff: boolean }
  | { kind: "limit"; from: Instant; to: Instant; dueAt: Instant }
  /** The time given back reaches from `given`, where the limit was due before, to `to`; nothing where it was late by then. */
  | {
      kind: "pause";
      from: Instant;
      until: Instant;
      millis: number;
      given: Instant;
      late: boolean;
      to: Instant;
      dueAt: Instant;
    }
  | { kind: "restart"; from: Instant; to: Instant }
  | { kind: "extension"; from: Instant; to: Instant; dueAt: Instant };

/**
 * When a limit begins and ends. `receivedAt` is the receipt rolled to office time, day 0 of the limit. `provisional`
 * while a year it touches still lacks announced days.
 */
export type Due = { receivedAt: Instant; dueAt: Instant; provisional: boolean };
export type Reckoning = Due & { parts: Part[] };

/** Whether a limit is counted in time that the office is open. */
export const isWorkingTime = ({ unit }: TimeLimit): boolean => unit === "working-hour" || unit === "working-day";

/** When something happened to a limit, or began to. */
export const startOf = (change: ClockChange): Instant => (change.kind === "pause" ? change.from : change.at);

/** What is wrong with the changes of a clock, each with a pointer to it. */
const clockFaults = ({ from, changes = [] }: Clock): Fault[] => {
  const faults: Fault[] = [];
  let before = from;
  changes.forEach((change, at) => {
    const add = (member: string, code: string, vi: string, en: string) =>
      faults.push(fault(`/changes/${at}/${member}`, code, vi, en));
    const start = startOf(change);
    const [member, what] = change.kind === "pause" ? ["from", "Tạm dừng"] : ["at", "Thay đổi"];
    if (Number.isNaN(Date.parse(start))) add(member, "not-an-instant", "Không phải thời điểm.", "Not an instant.");
    else if (start < before) {
      add(member, "changes-unsorted", `${what} bắt đầu trước ${before}.`, `It begins before ${before}.`);
    }
    if (start > before) before = start;
    if (change.kind === "pause") {
      if (Number.isNaN(Date.parse(change.to))) {
        add("to", "pause-open-ended", "Tạm dừng chưa có lúc kết thúc.", "The pause has no end.");
      } else if (change.to < change.from) {
        add("to", "pause-negative", "Tạm dừng kết thúc trước khi bắt đầu.", "The pause ends before it begins.");
      } else before = change.to;
    }
    if (change.kind === "extension" && change.dueAt <= change.at) {
      add("dueAt", "extension-into-the-past", "Hạn mới phải ở tương lai.", "The new date must be to come.");
    }
  });
  return faults;
};

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

const nthWorkingDay = (reading: CalendarReading, from: Day, count: number): Day => {
  let day = from;
  for (let left = count; left > 0; left -= 1) day = workingDayAfter(reading, day);
  return day;
};

/** `to` is where the time counted ends, at or before the due date it is brought to. */
type Ending = { to: Instant; dueAt: Instant };
const at = (instant: Instant): Ending => ({ to: instant, dueAt: instant });
const earlier = (a: Instant, b: Instant): Instant => (a < b ? a : b);
const later = (a: Instant, b: Instant): Instant => (a < b ? b : a);

/** Calendar time that ends at `to`, brought to office time: forward over days off, back to the closing of its own day. */
const broughtFrom = (reading: CalendarReading, to: Instant): Ending => {
  const dueAt = dueOnDay(reading, to);
  return { to: earlier(to, dueAt), dueAt };
};

const limitFrom = (reading: CalendarReading, receivedAt: Instant, { value, unit }: TimeLimit): Ending => {
  if (unit === "working-hour") return at(consumed(reading, receivedAt, value * HOUR_MS));
  const [day, clock] = [dayOf(receivedAt), clockOf(receivedAt)];
  if (unit === "working-day") return at(clockWithin(reading, nthWorkingDay(reading, day, value), clock));
  return broughtFrom(reading, instantAt(countedFrom(day, { value, unit }), clock));
};

/** Office time between two instants, or all of it, by what the limit is counted in. */
const pausedMillis = (reading: CalendarReading, limit: TimeLimit, from: Instant, to: Instant): number =>
  isWorkingTime(limit) ? openMillis(reading, from, to) : millisOf(to) - millisOf(from);

/** A due date later by so much. Nothing that is given back brings it forward, also where it was promised for an evening. */
const laterBy = (reading: CalendarReading, limit: TimeLimit, ending: Ending, millis: number): Ending => {
  const { dueAt } = ending;
  if (millis === 0) return at(dueAt);
  if (isWorkingTime(limit)) return at(consumed(reading, rolled(reading, dueAt), millis));
  const moved = instantOf(millisOf(dueAt) + millis);
  const brought = broughtFrom(reading, moved);
  return brought.dueAt < dueAt ? { to: moved, dueAt: rolled(reading, moved) } : brought;
};

const millisOfTime = (time: string): number => (Number(time.slice(0, 2)) * 60 + Number(time.slice(3))) * MINUTE_MS;

const isCutOff = (receivedAt: Instant, cutOff: string | undefined): boolean =>
  cutOff !== undefined && clockOf(receivedAt) > millisOfTime(cutOff);

const received = (reading: CalendarReading, from: Instant, cutOff: string | undefined): Instant => {
  const receivedAt = rolled(reading, from);
  if (!isCutOff(receivedAt, cutOff)) return receivedAt;
  const next = workingDayAfter(reading, dayOf(receivedAt));
  return instantAt(next, reading.slotsOf(next)[0]?.from ?? 0);
};

const reckonIn = (reading: CalendarReading, { from, limit, cutOff, changes = [] }: Clock): Reckoning => {
  let receivedAt = received(reading, from, cutOff);
  const cut = isCutOff(rolled(reading, from), cutOff);
  const parts: Part[] = [{ kind: "receipt", from, to: receivedAt, cutOff: cut }];
  let ending = limitFrom(reading, receivedAt, limit);
  parts.push({ kind: "limit", from: receivedAt, ...ending });
  for (const change of changes) {
    if (change.kind === "restart") {
      const begun = receivedAt;
      receivedAt = received(reading, change.at, cutOff);
      ending = limitFrom(reading, receivedAt, limit);
      parts.push({ kind: "restart", from: begun, to: receivedAt }, { kind: "limit", from: receivedAt, ...ending });
    } else if (change.kind === "extension") {
      // A promise of a year that nobody has published cannot be kept to; and none makes a date earlier.
      reading.slotsOf(dayOf(change.dueAt));
      const dueAt = later(ending.dueAt, change.dueAt);
      parts.push({ kind: "extension", from: ending.dueAt, to: dueAt, dueAt });
      ending = at(dueAt);
    } else {
      // What stood still before the limit began took nothing of it.
      const since = later(change.from, receivedAt);
      const until = later(change.to, since);
      // What was late when the pause began stays as late as it was.
      const late = ending.dueAt <= since;
      const millis = late ? 0 : pausedMillis(reading, limit, since, until);
      const before = ending.dueAt;
      if (!late) ending = laterBy(reading, limit, ending, millis);
      const { from: begun, to: ended } = change;
      parts.push({ kind: "pause", from: begun, until: ended, millis, given: before, late, ...ending });
    }
  }
  return { receivedAt, dueAt: ending.dueAt, provisional: reading.isProvisional(), parts };
};

/**
 * When a clock is due, and how that comes about, part by part. The day of receipt, rolled to office time, is day 0.
 *
 * - working hours are consumed over the slots;
 * - n working days end at the same clock time n working days later (practice of one-stop systems: received
 *   Fri 27/10/2023 09:32 with 5 days, promised 03/11/2023);
 * - calendar days and months that end on a day off go on to the next working day (Civil Code 91/2015/QH13,
 *   art. 148), at the same clock time: the limit gains days, not hours of the day;
 * - a pause gives a limit in working time the office time back that it took, a limit in calendar days or months all of
 *   its time, from where it was due (practice of one-stop systems). What was late before the pause stays late;
 * - an extension is a promise: it stands as promised, unless the limit itself has come to end later.
 *
 * Refuses with `calendar-year-missing` where a year it needs is not published, with `clock-invalid` where a pause is
 * negative or open, changes are out of order, or an extension lies in the past.
 */
export const reckon = (calendar: WorkingCalendar, clock: Clock): Reckoning | Refusal => {
  const faults = clockFaults(clock);
  if (faults.length > 0) return refuse("clock-invalid", { faults });
  return withinPublishedYears(() => reckonIn(readCalendar(calendar), clock));
};
