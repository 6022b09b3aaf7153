import { describe, expect, it } from "vitest";
import { isRefusal } from "../../../shared/domain/foundation/refusal.ts";
import { CalendarInvalid, joinCalendar } from "../../../shared/domain/working-time/calendar.ts";
import { CalendarYear, calendarFaults } from "../../../shared/domain/working-time/calendar-year.ts";
import { rollForward } from "../../../shared/domain/working-time/due.ts";
import { hoursOn, OfficeHours } from "../../../shared/domain/working-time/office-hours.ts";
import { ALL_YEAR, at, published, SEASONAL, yearOf } from "./calendars.ts";
import { shippedYears } from "./shipped-years.ts";

const codes = (year: CalendarYear): string[] => calendarFaults(year).map(({ pointer, code }) => `${pointer} ${code}`);

describe("a calendar year is refused by name", () => {
  it.each([
    ["a date listed twice", yearOf(2030, ["2030-05-01", "2030-05-01"]), "/daysOff/1/date date-twice"],
    ["dates out of order", yearOf(2030, ["2030-05-01", "2030-04-30"]), "/daysOff/1/date dates-unsorted"],
    ["a date of another year", yearOf(2030, ["2031-01-01"]), "/daysOff/0/date date-outside-year"],
    ["a worked day that is no Saturday", yearOf(2030, [], ["2030-05-05"]), "/workingSaturdays/0/date not-a-saturday"],
    [
      "a holiday on a worked Saturday",
      yearOf(2030, ["2030-05-04"], ["2030-05-04"]),
      "/workingSaturdays/0/date holiday-on-working-saturday",
    ],
  ])("for %s", (_, year, code) => {
    expect(codes(year)).toContain(code);
    expect(() => joinCalendar(ALL_YEAR, [year])).toThrow(CalendarInvalid);
  });

  it("when it is given twice", () => {
    expect(() => joinCalendar(ALL_YEAR, [yearOf(2030), yearOf(2030)])).toThrow(/2030 is given twice/);
  });

  it("and not when it is sound", () => {
    expect(codes(yearOf(2030, ["2030-04-29", "2030-04-30"], ["2030-05-04"]))).toEqual([]);
  });
});

describe("the shipped years", () => {
  it("fit their schema and contradict nothing", () => {
    for (const year of shippedYears) expect(codes(CalendarYear.parse(year))).toEqual([]);
  });

  it("cover 2018 to 2027, the last two still incomplete", () => {
    const complete = shippedYears.map((file) => CalendarYear.parse(file)).map(({ year, complete }) => [year, complete]);
    expect(complete).toEqual([2018, 2019, 2020, 2021, 2022, 2023, 2024, 2025, 2026, 2027].map((y) => [y, y < 2026]));
    expect([...published.years]).toEqual(complete);
  });

  it("work every Saturday that a swapped day off names", () => {
    const years = shippedYears.map((file) => CalendarYear.parse(file));
    const swaps = years.flatMap(({ daysOff }) =>
      daysOff.filter(({ kind }) => kind === "swap").map((day) => day.refDate),
    );
    expect(swaps.sort()).toEqual(years.flatMap((year) => year.workingSaturdays.map(({ date }) => date)).sort());
  });

  it("do not take an unconfirmed day off", () => {
    expect(rollForward(published, at("2026-11-24 09:00"))).toBe(at("2026-11-24 09:00"));
  });
});

describe("office hours", () => {
  const faults = (hours: unknown): unknown[] => {
    const result = OfficeHours.safeParse(hours);
    return result.success ? [] : result.error.issues.map((issue) => ("params" in issue ? issue.params : issue.code));
  };
  const season = (from: string, ...slots: [string, string][]) => ({ from, slots, days: [1, 2, 3, 4, 5] });

  it("are accepted by season", () => {
    expect(faults(SEASONAL)).toEqual([]);
  });

  it.each([
    [
      "seasons out of order",
      [season("10-16", ["07:30", "11:30"]), season("04-16", ["07:00", "11:00"])],
      "seasons-unsorted",
    ],
    ["overlapping slots", [season("01-01", ["07:30", "11:30"], ["11:00", "17:00"])], "slots-overlap"],
    ["a slot that ends before it begins", [season("01-01", ["17:00", "13:00"])], "slot-empty"],
  ])("are refused for %s", (_, hours, fault) => {
    expect(faults(hours)).toEqual([{ fault }]);
  });

  it.each([
    ["no season", []],
    ["no slot", [season("01-01")]],
    ["25 o'clock", [season("01-01", ["07:30", "25:00"])]],
    ["an eighth weekday", [{ ...season("01-01", ["07:30", "11:30"]), days: [8] }]],
  ])("are refused for %s", (_, hours) => {
    expect(faults(hours)).not.toEqual([]);
  });

  it("are those of the season the date falls in, the last one over new year", () => {
    const hours = hoursOn(OfficeHours.parse(SEASONAL));
    const opening = (date: string) => (hours(date).slots[0]?.from ?? 0) / 60_000;
    expect([opening("2024-04-16"), opening("2024-10-15"), opening("2024-10-16"), opening("2024-01-02")]).toEqual([
      420, 420, 450, 450,
    ]);
  });
});

it("an answer outside the published years is a refusal, not an exception", () => {
  expect(isRefusal(rollForward(published, at("1999-01-04 09:00")))).toBe(true);
});
