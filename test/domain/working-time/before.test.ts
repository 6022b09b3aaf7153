import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { instantOf } from "../../../shared/domain/foundation/instant.ts";
import { workingDaysBefore, workingHoursBefore } from "../../../shared/domain/working-time/before.ts";
import { dateOfDay, dayOfDate, weekdayOf } from "../../../shared/domain/working-time/day.ts";
import { addWorkingHours, dueOf, rollForward, workingMinutesBetween } from "../../../shared/domain/working-time/due.ts";
import { ALL_YEAR, at, granted, invented, local, published, SEASONAL, seasonal } from "./calendars.ts";

describe("working hours before an instant", () => {
  it.each([
    ["2026-11-24 10:30", 2, "2026-11-24 08:30"],
    ["2026-11-24 14:00", 2, "2026-11-24 10:30"],
    // The start of the afternoon, not the end of the morning: the last instant with so much left.
    ["2026-11-24 14:00", 1, "2026-11-24 13:00"],
    ["2026-11-24 13:00", 1, "2026-11-24 10:30"],
    ["2026-11-24 08:30", 2, "2026-11-23 16:00"],
    ["2026-11-23 08:30", 2, "2026-11-20 16:00"],
    ["2026-11-24 17:00", 8, "2026-11-24 07:30"],
    ["2026-11-24 12:15", 4, "2026-11-24 07:30"],
    ["2026-11-22 09:00", 1, "2026-11-20 16:00"],
    ["2026-11-24 10:30", 0.5, "2026-11-24 10:00"],
    // Over the national day: 1 and 2 September 2026, and 31 August exchanged for a Saturday worked.
    ["2026-09-03 08:30", 2, "2026-08-28 16:00"],
  ])("%s less %d h is %s", (from, hours, expected) => {
    expect(local(granted(workingHoursBefore(published, at(from), hours)))).toBe(expected);
  });

  it("in a year that is not published are refused by its name", () => {
    expect(workingHoursBefore(published, at("2018-01-02 08:00"), 20)).toMatchObject({
      refused: "calendar-year-missing",
      facts: { year: 2017 },
    });
  });
});

describe("working days before an instant", () => {
  it.each([
    ["2026-11-24 10:30", 1, "2026-11-23 10:30"],
    ["2026-11-23 10:30", 1, "2026-11-20 10:30"],
    ["2026-11-24 17:00", 3, "2026-11-19 17:00"],
    ["2026-09-03 09:00", 1, "2026-08-28 09:00"],
  ])("%s less %d is %s", (from, days, expected) => {
    expect(local(granted(workingDaysBefore(published, at(from), days)))).toBe(expected);
  });

  it("stay within the hours of the season they lead to", () => {
    // Winter from 16 October: the afternoon ends at 16:30. Summer before it: it ends at 17:00 and begins at 13:30.
    expect(local(granted(workingDaysBefore(seasonal, at("2026-10-16 13:10"), 1)))).toBe("2026-10-15 13:30");
  });
});

const FIRST = dayOfDate("2030-03-01");
const LAST = dayOfDate("2031-12-31");
const date = fc.integer({ min: FIRST, max: LAST }).map(dateOfDay);
const saturday = fc.integer({ min: FIRST, max: LAST }).map((day) => dateOfDay(day + 6 - (weekdayOf(day) % 7)));
const minute = fc.integer({ min: FIRST * 1440, max: LAST * 1440 }).map((value) => instantOf((value - 420) * 60_000));
const calendarsOf = (...hours: (typeof ALL_YEAR)[]) =>
  fc
    .record({
      hours: fc.constantFrom(...hours),
      off: fc.uniqueArray(date, { maxLength: 40 }),
      worked: fc.uniqueArray(saturday, { maxLength: 8 }),
    })
    .map(({ hours: office, off, worked }) =>
      invented(
        off.filter((day) => !worked.includes(day)),
        worked,
        office,
      ),
    );
const runs = { numRuns: 300, seed: 20261127 };

describe("going back and forward again", () => {
  it("by working hours comes to the same office moment, with so much office time between", () => {
    fc.assert(
      fc.property(calendarsOf(ALL_YEAR, SEASONAL), minute, fc.integer({ min: 1, max: 90 }), (calendar, to, hours) => {
        const from = granted(workingHoursBefore(calendar, to, hours));
        const again = granted(addWorkingHours(calendar, from, hours));
        expect(granted(rollForward(calendar, again))).toBe(granted(rollForward(calendar, to)));
        expect(workingMinutesBetween(calendar, from, to)).toBe(hours * 60);
        expect(granted(rollForward(calendar, from))).toBe(from);
      }),
      runs,
    );
  });

  it("by working days comes to the same office moment, where the hours are the same all year", () => {
    fc.assert(
      fc.property(calendarsOf(ALL_YEAR), minute, fc.integer({ min: 1, max: 30 }), (calendar, instant, value) => {
        const to = granted(rollForward(calendar, instant));
        const from = granted(workingDaysBefore(calendar, to, value));
        expect(granted(dueOf(calendar, from, { value, unit: "working-day" })).dueAt).toBe(to);
      }),
      runs,
    );
  });
});
