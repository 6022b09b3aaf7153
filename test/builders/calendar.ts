import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { CalendarYear } from "../../shared/domain/working-time/calendar-year.ts";
import type { YearPublication } from "../../shared/domain/working-time/published-year.ts";

const SAMPLE = { confidence: "own-knowledge", source: "Ngày mẫu của phép thử, chưa có thông báo" } as const;

/** Working days of Tết 2027 that are off in the tests: a sample, nobody has announced them. */
export const SAMPLE_TET = ["2027-02-05", "2027-02-08", "2027-02-09", "2027-02-10", "2027-02-11"];

const FOLDER = join(import.meta.dirname, "../../shared/data/calendars");
const shipped = (year: number): CalendarYear => JSON.parse(readFileSync(join(FOLDER, `${year}.json`), "utf8"));

/** A shipped year as an administrator would publish it: complete, with these days off besides. */
export const completed = (
  year: number,
  daysOff: readonly string[] = [],
  decision = { number: `${year}/TB-SAMPLE`, date: "2026-11-02" },
): YearPublication => {
  const { year: _, ...days } = shipped(year);
  const more = daysOff.map((date) => ({
    ...SAMPLE,
    date,
    kind: "holiday" as const,
    reason: "Tết (mẫu)",
    refDate: null,
  }));
  const all = [...days.daysOff, ...more].sort((a, b) => (a.date < b.date ? -1 : 1));
  return { ...days, complete: true, daysOff: all, unconfirmed: [], decision };
};
