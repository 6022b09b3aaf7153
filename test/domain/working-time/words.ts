import fc from "fast-check";
import { type Instant, instantOf } from "../../../shared/domain/foundation/instant.ts";
import { dateOfDay, dayOfDate, weekdayOf } from "../../../shared/domain/working-time/day.ts";
import { ALL_YEAR, SEASONAL, yearOf } from "./calendars.ts";

const MINUTE = 60_000;
const FIRST = dayOfDate("2030-01-01");
const LAST = dayOfDate("2031-06-30");

const saturday = fc.integer({ min: FIRST, max: LAST }).map((day) => dateOfDay(day + 6 - (weekdayOf(day) % 7)));
export const date: fc.Arbitrary<string> = fc.integer({ min: FIRST, max: LAST }).map(dateOfDay);

/** Two seasons or one, some days off, some Saturdays worked: 2030 to 2032. */
export const words = fc
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

/** A minute of 2030 or early 2031, as a whole number since 1970 in UTC. */
export const minute = fc.integer({ min: FIRST * 24 * 60, max: LAST * 24 * 60 }).map((local) => local - 7 * 60);

export const instantOfMinute = (value: number): Instant => instantOf(value * MINUTE);

/** Up to three pauses that do not overlap, some of them long after the limit is over. */
export const pausesAfter = (from: number) =>
  fc
    .array(fc.tuple(fc.integer({ min: 0, max: 15_000 }), fc.integer({ min: 0, max: 15_000 })), { maxLength: 3 })
    .map((gaps) => {
      let at = from;
      return gaps.map(([gap, length]) => {
        const pause = { from: at + gap, to: at + gap + length };
        at = pause.to;
        return pause;
      });
    });
