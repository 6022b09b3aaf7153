import { calendarOf } from "../../../shared/adapters/catalogue/calendar-source.ts";
import { type Instant, inProvince, instantOf } from "../../../shared/domain/foundation/instant.ts";
import { isRefusal, type Refusal } from "../../../shared/domain/foundation/refusal.ts";
import { joinCalendar, type WorkingCalendar } from "../../../shared/domain/working-time/calendar.ts";
import type { CalendarYear } from "../../../shared/domain/working-time/calendar-year.ts";
import type { OfficeHours } from "../../../shared/domain/working-time/office-hours.ts";

export const ALL_YEAR: OfficeHours = [
  {
    from: "01-01",
    slots: [
      ["07:30", "11:30"],
      ["13:00", "17:00"],
    ],
    days: [1, 2, 3, 4, 5],
  },
];

/** Summer mornings begin early; winter afternoons end early. */
export const SEASONAL: OfficeHours = [
  {
    from: "04-16",
    slots: [
      ["07:00", "11:00"],
      ["13:30", "17:00"],
    ],
    days: [1, 2, 3, 4, 5],
  },
  {
    from: "10-16",
    slots: [
      ["07:30", "11:30"],
      ["13:00", "16:30"],
    ],
    days: [1, 2, 3, 4, 5],
  },
];

export const published: WorkingCalendar = calendarOf(JSON.stringify(ALL_YEAR));
export const seasonal: WorkingCalendar = calendarOf(JSON.stringify(SEASONAL));

const fact = { reason: "Ngày thử", confidence: "own-knowledge", source: "phép thử" } as const;

export const yearOf = (
  year: number,
  daysOff: string[] = [],
  workingSaturdays: string[] = [],
  complete = true,
): CalendarYear => ({
  year,
  complete,
  daysOff: daysOff.map((date) => ({ ...fact, date, kind: "holiday", refDate: null })),
  workingSaturdays: workingSaturdays.map((date) => ({ ...fact, date, replaces: `${year}-01-04` })),
  unconfirmed: [],
  note: null,
});

/** 2030 to 2032 with chosen days: nothing but what a test names. */
export const invented = (daysOff: string[], workingSaturdays: string[] = [], officeHours = ALL_YEAR): WorkingCalendar =>
  joinCalendar(
    officeHours,
    [2030, 2031, 2032].map((year) =>
      yearOf(
        year,
        daysOff.filter((date) => date.startsWith(String(year))).sort(),
        workingSaturdays.filter((date) => date.startsWith(String(year))).sort(),
      ),
    ),
  );

/** An instant from the province's clock, `2023-10-27 09:32`. */
export const at = (local: string): Instant => instantOf(Date.parse(`${local.replace(" ", "T")}+07:00`));

/** The province's clock of an instant, to the minute. */
export const local = (instant: Instant): string => inProvince(instant).slice(0, 16).replace("T", " ");

export const granted = <T>(answer: T | Refusal): T => {
  if (isRefusal(answer)) throw new Error(`refused: ${answer.refused}`);
  return answer;
};
