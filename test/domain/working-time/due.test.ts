import { describe, expect, it } from "vitest";
import { joinCalendar } from "../../../shared/domain/working-time/calendar.ts";
import { addWorkingHours, dueOf, rollForward, workingMinutesBetween } from "../../../shared/domain/working-time/due.ts";
import type { TimeLimit } from "../../../shared/domain/working-time/time-limit.ts";
import { ALL_YEAR, at, granted, invented, local, published, SEASONAL, seasonal, yearOf } from "./calendars.ts";

const limit = (text: string): TimeLimit => {
  const [value, unit] = text.split(" ");
  return { value: Number(value), unit: `${unit}` as TimeLimit["unit"] };
};

const dueFrom = (from: string, text: string, calendar = published): string =>
  local(granted(dueOf(calendar, at(from), limit(text))).dueAt);

describe("a due date, checked by hand", () => {
  it.each([
    ["2023-10-27 09:32", "5 working-day", "2023-11-03 09:32", "a week without holidays"],
    ["2021-02-08 10:00", "3 working-day", "2021-02-18 10:00", "Tết 2021: off from 10 to 16 February"],
    ["2021-02-09 16:45", "1 working-day", "2021-02-17 16:45", "the eve of Tết 2021"],
    ["2024-04-26 08:00", "1 working-day", "2024-05-02 08:00", "29/04/2024 is exchanged, 30/04 and 01/05 are off"],
    ["2024-05-03 08:00", "1 working-day", "2024-05-04 08:00", "Saturday 04/05/2024 is worked for 29/04"],
    ["2024-05-03 08:00", "2 working-day", "2024-05-06 08:00", "and the Sunday after it is not"],
    ["2018-12-28 09:00", "5 working-day", "2019-01-07 09:00", "31/12/2018 is worked on Saturday 05/01/2019"],
    ["2026-04-24 14:00", "3 working-day", "2026-05-04 14:00", "27/04/2026 in lieu, 30/04 and 01/05 are off"],
    ["2024-05-02 14:10", "15 calendar-day", "2024-05-17 14:10", "calendar days count holidays and weekends"],
    ["2024-05-03 14:10", "15 calendar-day", "2024-05-20 14:10", "Saturday 18/05/2024: rolled to Monday"],
    ["2026-04-15 09:00", "15 calendar-day", "2026-05-04 09:00", "30/04/2026: rolled over the holidays and a weekend"],
    ["2024-04-19 09:00", "15 calendar-day", "2024-05-04 09:00", "a Saturday that is worked is no day off"],
    ["2024-05-03 16:00", "8 working-hour", "2024-05-04 16:00", "8 hours over a worked Saturday"],
    ["2024-05-10 16:00", "8 working-hour", "2024-05-13 16:00", "8 hours from a Friday at 16:00"],
    ["2024-05-10 07:30", "8 working-hour", "2024-05-10 17:00", "8 hours from opening end at closing"],
    ["2024-05-10 07:30", "4 working-hour", "2024-05-10 11:30", "4 hours from opening end at noon"],
    ["2024-05-10 11:00", "1 working-hour", "2024-05-10 13:30", "an hour around the lunch break"],
    ["2024-01-31 09:00", "1 month", "2024-02-29 09:00", "a month ends on the last day where it has no 31st"],
    ["2023-11-30 09:00", "3 month", "2024-02-29 09:00", "three months into a leap February"],
    ["2024-03-18 09:00", "1 month", "2024-04-19 09:00", "18/04/2024 is Giỗ Tổ: rolled to Friday"],
  ])("%s + %s is due %s (%s)", (from, text, due) => {
    expect(dueFrom(from, text)).toBe(due);
  });

  it("counts from the office moment of the receipt, which it returns", () => {
    const sunday = granted(dueOf(published, at("2024-05-19 10:15"), limit("2 working-day")));
    expect([local(sunday.receivedAt), local(sunday.dueAt)]).toEqual(["2024-05-20 07:30", "2024-05-22 07:30"]);
  });

  it("keeps the clock time to the second", () => {
    const due = granted(dueOf(published, "2023-10-27T02:32:41.250Z", limit("5 working-day")));
    expect(due.dueAt).toBe("2023-11-03T02:32:41.250Z");
  });

  it("brings the clock into the hours of the day it falls on, when seasons differ", () => {
    expect(dueFrom("2024-10-15 07:10", "1 working-day", seasonal)).toBe("2024-10-16 07:30");
    expect(dueFrom("2024-10-15 16:50", "1 working-day", seasonal)).toBe("2024-10-16 16:30");
    expect(dueFrom("2024-04-15 11:20", "1 working-day", seasonal)).toBe("2024-04-16 13:30");
    expect(dueFrom("2024-04-15 11:00", "1 working-day", seasonal)).toBe("2024-04-16 11:00");
    expect(dueFrom("2024-10-09 16:50", "10 calendar-day", seasonal)).toBe("2024-10-21 16:30");
  });

  it("lets the last season hold over new year", () => {
    expect(dueFrom("2024-03-15 16:50", "1 working-day", seasonal)).toBe("2024-03-19 07:30");
  });
});

describe("what the calendar does not know", () => {
  it("is refused by the year it misses", () => {
    expect(dueOf(published, at("2027-12-30 09:00"), limit("5 working-day"))).toEqual({
      refused: "calendar-year-missing",
      facts: { year: 2028 },
    });
    expect(addWorkingHours(published, at("2017-12-30 09:00"), 8)).toMatchObject({ facts: { year: 2017 } });
    expect(rollForward(published, at("2028-01-01 09:00"))).toMatchObject({ refused: "calendar-year-missing" });
    expect(workingMinutesBetween(published, at("2028-01-03 09:00"), at("2027-01-04 09:00"))).toMatchObject({
      refused: "calendar-year-missing",
    });
  });

  it("makes a due date provisional when a year it touches is incomplete", () => {
    const provisional = (from: string) => granted(dueOf(published, at(from), limit("5 working-day"))).provisional;
    expect([provisional("2024-05-10 09:00"), provisional("2025-12-29 09:00"), provisional("2027-03-01 09:00")]).toEqual(
      [false, true, true],
    );
  });

  it("also when it only begins in one", () => {
    const calendar = joinCalendar(ALL_YEAR, [yearOf(2030, [], [], false), yearOf(2031)]);
    expect(granted(dueOf(calendar, at("2030-12-30 09:00"), limit("5 working-day"))).provisional).toBe(true);
  });
});

describe("receipt outside office hours", () => {
  it.each([
    ["2024-05-10 06:00", "2024-05-10 07:30", "before opening"],
    ["2024-05-10 12:00", "2024-05-10 13:00", "in the lunch break"],
    ["2024-05-10 11:30", "2024-05-10 13:00", "as the morning closes"],
    ["2024-05-10 17:00", "2024-05-13 07:30", "as Friday closes"],
    ["2024-05-11 09:00", "2024-05-13 07:30", "on a Saturday"],
    ["2024-05-04 09:00", "2024-05-04 09:00", "on a Saturday that is worked"],
    ["2021-02-09 20:00", "2021-02-17 07:30", "on the eve of Tết"],
    ["2024-05-10 16:59", "2024-05-10 16:59", "a minute before closing"],
  ])("%s counts from %s (%s)", (from, to) => {
    expect(local(granted(rollForward(published, at(from))))).toBe(to);
  });
});

describe("remaining working minutes", () => {
  it.each([
    ["2024-05-10 16:00", "2024-05-13 08:30", 120],
    ["2024-05-10 11:00", "2024-05-10 13:15", 45],
    ["2024-05-10 18:00", "2024-05-12 18:00", 0],
    ["2024-05-13 08:30", "2024-05-10 16:00", -120],
    ["2024-05-12 18:00", "2024-05-10 18:00", 0],
    ["2021-02-09 16:00", "2021-02-17 08:30", 120],
  ])("from %s to %s are %i", (from, to, minutes) => {
    expect(workingMinutesBetween(published, at(from), at(to))).toBe(minutes);
  });

  it("fall below zero with the first second of lateness", () => {
    expect(workingMinutesBetween(published, "2024-05-10T03:00:01.000Z", "2024-05-10T03:00:00.000Z")).toBe(-1);
    expect(workingMinutesBetween(published, "2024-05-10T02:59:01.000Z", "2024-05-10T03:00:00.000Z")).toBe(0);
  });
});

it("is quick enough to be computed for every dossier of a list", () => {
  const started = performance.now();
  const calendar = invented([], [], SEASONAL);
  for (let round = 0; round < 200; round += 1)
    granted(dueOf(calendar, at("2030-03-01 09:00"), limit("30 working-day")));
  expect((performance.now() - started) / 200).toBeLessThan(1);
});
