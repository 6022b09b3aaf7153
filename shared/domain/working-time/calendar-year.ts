import * as z from "zod";
import { type Fault, fault } from "../foundation/refusal.ts";
import { WrittenText } from "../foundation/written-text.ts";
import { dayOfDate, weekdayOf } from "./day.ts";

/** How far a date was checked: read in an official text, in a secondary one, or known and not re-read. */
const Confidence = z.enum(["sourced", "secondary", "own-knowledge"]);

const Known = z.strictObject({
  date: z.iso.date(),
  reason: WrittenText(200),
  confidence: Confidence,
  source: WrittenText(500),
});

/**
 * A weekday that is off: by law or announcement, in lieu of a holiday that fell on a weekly rest day (`refDate`),
 * or exchanged for a Saturday worked (`refDate`).
 */
const DayOff = Known.extend({ kind: z.enum(["holiday", "in-lieu", "swap"]), refDate: z.iso.date().nullable() });

/** A Saturday worked in exchange for the weekday `replaces` (ngày làm bù). */
const WorkingSaturday = Known.extend({ replaces: z.iso.date() });

/** More entries than a year has days say something twice. */
const MOST_DAYS = 366;

/**
 * One published year: a data file under `shared/data/calendars`, or what a decision published since. `complete` is false while days are still to be
 * announced: due dates that touch such a year are provisional.
 */
export const CalendarYear = z.strictObject({
  year: z.int().min(1975).max(9999),
  complete: z.boolean(),
  daysOff: z.array(DayOff).max(MOST_DAYS),
  workingSaturdays: z.array(WorkingSaturday).max(MOST_DAYS),
  /** Announced as a policy, without a law in force: not off until confirmed. */
  unconfirmed: z.array(Known).max(MOST_DAYS),
  note: WrittenText(2_000).nullable(),
});
export type CalendarYear = z.infer<typeof CalendarYear>;

const SATURDAY = 6;

/**
 * What is wrong with a year's dates, each with a pointer into the file; empty when dates can be reckoned with it. Whoever
 * publishes it is held to more: `publicationFaults`.
 */
export const calendarFaults = (calendar: CalendarYear): Fault[] => {
  const faults: Fault[] = [];
  for (const list of ["daysOff", "workingSaturdays"] as const) {
    let before = "";
    calendar[list].forEach(({ date }, at) => {
      const add = (code: string, vi: string, en: string) => faults.push(fault(`/${list}/${at}/date`, code, vi, en));
      if (Number(date.slice(0, 4)) !== calendar.year) {
        add(
          "date-outside-year",
          `Ngày ${date} không thuộc năm ${calendar.year}.`,
          `${date} is not in ${calendar.year}.`,
        );
      }
      if (date === before) add("date-twice", `Ngày ${date} ghi hai lần.`, `${date} is listed twice.`);
      if (date < before) add("dates-unsorted", `Ngày ${date} đứng sau ${before}.`, `${date} comes after ${before}.`);
      before = date;
    });
  }
  const off = new Set(calendar.daysOff.map(({ date }) => date));
  calendar.workingSaturdays.forEach(({ date }, at) => {
    const pointer = `/workingSaturdays/${at}/date`;
    if (weekdayOf(dayOfDate(date)) !== SATURDAY) {
      faults.push(fault(pointer, "not-a-saturday", `${date} không phải thứ Bảy.`, `${date} is not a Saturday.`));
    }
    if (off.has(date)) {
      faults.push(
        fault(
          pointer,
          "holiday-on-working-saturday",
          `${date} vừa nghỉ vừa làm bù.`,
          `${date} is both off and worked.`,
        ),
      );
    }
  });
  return faults;
};
