import fc from "fast-check";
import { millisOf } from "../../../shared/domain/foundation/instant.ts";
import { joinCalendar } from "../../../shared/domain/working-time/calendar.ts";
import { proveDue } from "../../../shared/domain/working-time/due-proof.ts";
import type { TimeLimit } from "../../../shared/domain/working-time/time-limit.ts";
import { granted } from "./calendars.ts";
import {
  afterDates,
  afterMonths,
  afterOpenMinutes,
  afterOpenMinutesUnpaused,
  afterWorkedDates,
  firstOpen,
  type Oracle,
  onWorkedDate,
  openMinutesBetween,
  oracleOf,
} from "./oracle.ts";
import { instantOfMinute, minute, pausesAfter, words } from "./words.ts";

type Pause = { from: number; to: number };

/** Where a limit ends by the oracle, pauses given back as the rule says. */
const told = (oracle: Oracle, from: number, { value, unit }: TimeLimit, pauses: readonly Pause[]): number => {
  if (unit === "working-hour") {
    // Pauses count while the limit still runs; one that begins when it is over changes nothing.
    const running = pauses.filter(
      (pause, at) => pause.from < afterOpenMinutesUnpaused(oracle, from, value * 60, pauses.slice(0, at)),
    );
    return afterOpenMinutesUnpaused(oracle, from, value * 60, running);
  }
  if (unit === "working-day") {
    let due = afterWorkedDates(oracle, from, value);
    for (const pause of pauses) {
      if (due <= pause.from) continue;
      const paused = openMinutesBetween(oracle, pause.from, pause.to);
      if (paused > 0) due = afterOpenMinutes(oracle, due, paused);
    }
    return due;
  }
  const received = firstOpen(oracle, from);
  let due = onWorkedDate(oracle, unit === "month" ? afterMonths(oracle, from, value) : afterDates(oracle, from, value));
  for (const pause of pauses) {
    // What stood still before the limit began took nothing of it.
    const begun = Math.max(pause.from, received);
    if (due <= begun || pause.to <= begun) continue;
    due = onWorkedDate(oracle, due + pause.to - begun);
  }
  return due;
};

const LONGEST: Record<TimeLimit["unit"], number> = {
  "working-hour": 120,
  "working-day": 45,
  "calendar-day": 60,
  month: 6,
};

/** Calendars, and cases in each: 10,000 together. */
const CALENDARS = 50;
const CASES = 200;

const caseOf = (unit: TimeLimit["unit"]) =>
  fc
    .tuple(minute, fc.integer({ min: 1, max: LONGEST[unit] }))
    .chain(([from, value]) =>
      fc.record({ from: fc.constant(from), value: fc.constant(value), pauses: pausesAfter(from) }),
    );

const UNITS = ["working-hour", "working-day", "calendar-day", "month"] as const;

const wrong: unknown[] = [];
const counted: Record<string, number> = {};
fc.sample(words, { seed: 20261127, numRuns: CALENDARS }).forEach(({ officeHours, years }, at) => {
  const calendar = joinCalendar(officeHours, years);
  const oracle = oracleOf(officeHours, years);
  for (const unit of UNITS) {
    for (const { from, value, pauses } of fc.sample(caseOf(unit), { seed: at, numRuns: CASES })) {
      const limit = { value, unit };
      const changes = pauses.map(
        (pause) => ({ kind: "pause", from: instantOfMinute(pause.from), to: instantOfMinute(pause.to) }) as const,
      );
      const proof = granted(proveDue(calendar, { from: instantOfMinute(from), limit, changes }));
      const [due, received] = [millisOf(proof.dueAt) / 60_000, millisOf(proof.receivedAt) / 60_000];
      const expected = told(oracle, from, limit, pauses);
      counted[unit] = (counted[unit] ?? 0) + 1;
      if (due === expected && received === firstOpen(oracle, from)) continue;
      wrong.push({ unit, calendar: at, from, value, pauses, due, expected });
    }
  }
});
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
process.stdout.write(JSON.stringify({ zone, counted, wrong: wrong.length, first: wrong.slice(0, 3) }));
