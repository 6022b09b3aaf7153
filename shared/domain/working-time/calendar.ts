import type { Fault } from "../foundation/refusal.ts";
import { type CalendarYear, calendarFaults } from "./calendar-year.ts";
import { type Day, dateOfDay, dayOfDate, weekdayOf, yearOf } from "./day.ts";
import { type HoursOn, hoursOn, type OfficeHours, type Slot } from "./office-hours.ts";

/** When one province's offices are open: its hours and the years published so far. */
export type WorkingCalendar = {
  hoursOn: HoursOn;
  /** Published years; `false` where days are still to be announced. */
  years: ReadonlyMap<number, boolean>;
  daysOff: ReadonlyMap<Day, DayOff>;
  workingSaturdays: ReadonlySet<Day>;
  /** Slots of the days that were asked for so far. */
  known: Map<Day, readonly Slot[]>;
};

/**
 * The calendar in force, asked by every operation that reckons: at most half a minute old. It fails as a read of the
 * table fails.
 */
export type CurrentCalendar = () => Promise<WorkingCalendar>;

/** Why a weekday is off: the kind of the entry, and the calendar's own words. */
export type DayOff = { kind: CalendarYear["daysOff"][number]["kind"]; name: string };

/** Calendar files that contradict themselves or each other. Each fault names its date. */
export class CalendarInvalid extends Error {
  readonly faults: Fault[];
  constructor(faults: Fault[]) {
    super(`The working calendar is not valid: ${faults.map(({ detail }) => detail.en).join(" ")}`);
    this.name = "CalendarInvalid";
    this.faults = faults;
  }
}

/** An instant outside the published years. It becomes the refusal `calendar-year-missing`. */
export class CalendarYearMissing extends Error {
  readonly year: number;
  constructor(year: number) {
    super(`No working calendar is published for ${year}.`);
    this.name = "CalendarYearMissing";
    this.year = year;
  }
}

/** Joins hours and years. Throws `CalendarInvalid` for a year that is faulty or given twice. */
export const joinCalendar = (officeHours: OfficeHours, published: readonly CalendarYear[]): WorkingCalendar => {
  const faults = published.flatMap(calendarFaults);
  const years = new Map<number, boolean>();
  for (const { year, complete } of published) {
    if (years.has(year)) {
      const detail = { vi: `Năm ${year} có hai lịch.`, en: `The year ${year} is given twice.` };
      faults.push({ pointer: "/year", code: "year-twice", detail });
    }
    years.set(year, complete);
  }
  if (faults.length > 0) throw new CalendarInvalid(faults);
  return {
    hoursOn: hoursOn(officeHours),
    years,
    daysOff: new Map(
      published.flatMap(({ daysOff }) =>
        daysOff.map(({ date, kind, reason }): [Day, DayOff] => [dayOfDate(date), { kind, name: reason }]),
      ),
    ),
    workingSaturdays: new Set(
      published.flatMap(({ workingSaturdays }) => workingSaturdays.map(({ date }) => dayOfDate(date))),
    ),
    known: new Map(),
  };
};

/**
 * One reading of the calendar: it answers for days and remembers whether a year it was asked about is incomplete,
 * so that what was computed from it can be marked provisional.
 */
export type CalendarReading = {
  slotsOf: (day: Day) => readonly Slot[];
  /** Why a day without slots has none: its entry, or nothing where it is a weekly rest day. */
  offOn: (day: Day) => DayOff | undefined;
  /** Whether it is a Saturday worked for a weekday off. */
  isMadeUp: (day: Day) => boolean;
  isProvisional: () => boolean;
};

const CLOSED: readonly Slot[] = [];

const slotsOn = ({ hoursOn, daysOff, workingSaturdays }: WorkingCalendar, day: Day): readonly Slot[] => {
  if (daysOff.has(day)) return CLOSED;
  const hours = hoursOn(dateOfDay(day));
  return hours.days.has(weekdayOf(day)) || workingSaturdays.has(day) ? hours.slots : CLOSED;
};

export const readCalendar = (calendar: WorkingCalendar): CalendarReading => {
  const { years, daysOff, workingSaturdays, known } = calendar;
  let provisional = false;
  return {
    /** Slots of a working day, none on a day off. Throws `CalendarYearMissing`. */
    slotsOf: (day) => {
      const year = yearOf(day);
      const complete = years.get(year);
      if (complete === undefined) throw new CalendarYearMissing(year);
      provisional ||= !complete;
      const slots = known.get(day) ?? slotsOn(calendar, day);
      known.set(day, slots);
      return slots;
    },
    offOn: (day) => daysOff.get(day),
    isMadeUp: (day) => workingSaturdays.has(day),
    isProvisional: () => provisional,
  };
};
