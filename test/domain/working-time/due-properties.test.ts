import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { instantOf, millisOf } from "../../../shared/domain/foundation/instant.ts";
import { joinCalendar } from "../../../shared/domain/working-time/calendar.ts";
import { dateOfDay, dayOfDate, weekdayOf } from "../../../shared/domain/working-time/day.ts";
import { addWorkingHours, dueOf, rollForward, workingMinutesBetween } from "../../../shared/domain/working-time/due.ts";
import { ALL_YEAR, granted, SEASONAL, yearOf } from "./calendars.ts";
import { afterDates, afterOpenMinutes, afterWorkedDates, firstOpen, openMinutesBetween, oracleOf } from "./oracle.ts";

const MINUTE = 60_000;
const FIRST = dayOfDate("2030-01-01");
const LAST = dayOfDate("2031-06-30");
const saturday = fc.integer({ min: FIRST, max: LAST }).map((day) => dateOfDay(day + 6 - (weekdayOf(day) % 7)));
const date = fc.integer({ min: FIRST, max: LAST }).map(dateOfDay);

/** Two seasons or one, some days off, some Saturdays worked: 2030 to 2032. */
const words = fc
  .record({
    officeHours: fc.constantFrom(ALL_YEAR, SEASONAL),
    daysOff: fc.uniqueArray(date, { maxLength: 40 }),
    saturdays: fc.uniqueArray(saturday, { maxLength: 8 }),
  })
  .map(({ officeHours, daysOff, saturdays }) => {
    const ofYear = (dates: string[], year: number) => dates.filter((day) => day.startsWith(`${year}`)).sort();
    const off = daysOff.filter((day) => !saturdays.includes(day));
    const years = [2030, 2031, 2032].map((year) => yearOf(year, ofYear(off, year), ofYear(saturdays, year)));
    return { officeHours, years };
  });

const minute = fc.integer({ min: FIRST * 24 * 60, max: LAST * 24 * 60 }).map((local) => local - 7 * 60);
const instantOfMinute = (value: number) => instantOf(value * MINUTE);
const runs = (numRuns: number) => ({ numRuns, seed: 20261122 });

describe("the engine against a walk over the minutes", () => {
  it("agrees on working hours, and on the minutes between", () => {
    fc.assert(
      fc.property(words, minute, fc.integer({ min: 1, max: 40 }), ({ officeHours, years }, from, hours) => {
        const calendar = joinCalendar(officeHours, years);
        const told = oracleOf(officeHours, years);
        const end = granted(addWorkingHours(calendar, instantOfMinute(from), hours));
        expect(end).toBe(instantOfMinute(afterOpenMinutes(told, from, hours * 60)));
        expect(workingMinutesBetween(calendar, instantOfMinute(from), end)).toBe(
          openMinutesBetween(told, from, millisOf(end) / MINUTE),
        );
      }),
      runs(150),
    );
  });

  it("agrees on working days", () => {
    fc.assert(
      fc.property(words, minute, fc.integer({ min: 1, max: 60 }), ({ officeHours, years }, from, value) => {
        const due = granted(
          dueOf(joinCalendar(officeHours, years), instantOfMinute(from), { value, unit: "working-day" }),
        );
        const told = oracleOf(officeHours, years);
        expect(due.receivedAt).toBe(instantOfMinute(firstOpen(told, from)));
        expect(due.dueAt).toBe(instantOfMinute(afterWorkedDates(told, from, value)));
      }),
      runs(250),
    );
  });

  it("agrees on calendar days", () => {
    fc.assert(
      fc.property(words, minute, fc.integer({ min: 1, max: 90 }), ({ officeHours, years }, from, value) => {
        const due = granted(
          dueOf(joinCalendar(officeHours, years), instantOfMinute(from), { value, unit: "calendar-day" }),
        );
        expect(due.dueAt).toBe(instantOfMinute(afterDates(oracleOf(officeHours, years), from, value)));
      }),
      runs(250),
    );
  });
});

describe("a due date, whatever the calendar", () => {
  const anyLimit = fc.oneof(
    fc.record({ value: fc.integer({ min: 1, max: 200 }), unit: fc.constant("working-hour" as const) }),
    fc.record({ value: fc.integer({ min: 1, max: 60 }), unit: fc.constant("working-day" as const) }),
    fc.record({ value: fc.integer({ min: 1, max: 90 }), unit: fc.constant("calendar-day" as const) }),
    fc.record({ value: fc.integer({ min: 1, max: 6 }), unit: fc.constant("month" as const) }),
  );

  it("is a moment of office time, or its end, and never before the receipt", () => {
    fc.assert(
      fc.property(words, minute, anyLimit, ({ officeHours, years }, from, limit) => {
        const calendar = joinCalendar(officeHours, years);
        const { receivedAt, dueAt } = granted(dueOf(calendar, instantOfMinute(from), limit));
        const justBefore = instantOf(millisOf(dueAt) - 1);
        const inside = [dueAt, justBefore].some((moment) => granted(rollForward(calendar, moment)) === moment);
        expect(inside).toBe(true);
        expect(dueAt > receivedAt).toBe(true);
      }),
      runs(300),
    );
  });

  it("never comes sooner for one more day off", () => {
    fc.assert(
      fc.property(words, minute, anyLimit, date, ({ officeHours, years }, from, limit, extra) => {
        const more = years.map((year) => {
          const dates = year.daysOff.map((day) => day.date);
          const saturdays = year.workingSaturdays.map((day) => day.date);
          const added = extra.startsWith(`${year.year}`) && !dates.includes(extra) && !saturdays.includes(extra);
          return added ? yearOf(year.year, [...dates, extra].sort(), saturdays) : year;
        });
        const before = granted(dueOf(joinCalendar(officeHours, years), instantOfMinute(from), limit)).dueAt;
        const after = granted(dueOf(joinCalendar(officeHours, more), instantOfMinute(from), limit)).dueAt;
        expect(after >= before).toBe(true);
      }),
      runs(300),
    );
  });

  it("leaves 60 working minutes for each working hour of the limit", () => {
    fc.assert(
      fc.property(words, minute, fc.integer({ min: 1, max: 300 }), ({ officeHours, years }, from, hours) => {
        const calendar = joinCalendar(officeHours, years);
        const end = granted(addWorkingHours(calendar, instantOfMinute(from), hours));
        expect(workingMinutesBetween(calendar, instantOfMinute(from), end)).toBe(60 * hours);
        expect(workingMinutesBetween(calendar, end, instantOfMinute(from))).toBe(-60 * hours);
      }),
      runs(300),
    );
  });
});
