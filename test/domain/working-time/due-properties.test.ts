import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { instantOf, millisOf } from "../../../shared/domain/foundation/instant.ts";
import { joinCalendar } from "../../../shared/domain/working-time/calendar.ts";
import { addWorkingHours, dueOf, rollForward, workingMinutesBetween } from "../../../shared/domain/working-time/due.ts";
import { granted, yearOf } from "./calendars.ts";
import { afterOpenMinutes, openMinutesBetween, oracleOf } from "./oracle.ts";
import { date, instantOfMinute, minute, words } from "./words.ts";

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
          openMinutesBetween(told, from, millisOf(end) / 60_000),
        );
      }),
      runs(150),
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
