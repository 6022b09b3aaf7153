import type { Instant } from "../../shared/domain/foundation/instant.ts";
import { readCalendar, type WorkingCalendar } from "../../shared/domain/working-time/calendar.ts";
import type { CalendarYear } from "../../shared/domain/working-time/calendar-year.ts";
import { type Day, dateOfDay, dayOf } from "../../shared/domain/working-time/day.ts";

type Named = { date: string; reason: string };

/** The days between two instants that are not what their weekday says, and how many weekend days there are. */
export type DaysPassed = {
  weekendDays: number;
  daysOff: Named[];
  workingSaturdays: Named[];
  /** Announced and not confirmed: they count as working days. */
  unconfirmed: Named[];
  /** Whether a year among them still lacks announced days. */
  provisional: boolean;
};

/** Both days included. Throws `CalendarYearMissing` for a year that is not published. */
export const daysPassed = (
  calendar: WorkingCalendar,
  years: readonly CalendarYear[],
  from: Instant,
  to: Instant,
): DaysPassed => {
  const reading = readCalendar(calendar);
  const days: Day[] = Array.from({ length: dayOf(to) - dayOf(from) + 1 }, (_, at) => dayOf(from) + at);
  const closed = new Set(days.filter((day) => reading.slotsOf(day).length === 0).map(dateOfDay));
  const [first, last] = [dateOfDay(dayOf(from)), dateOfDay(dayOf(to))];
  const within = (of: (year: CalendarYear) => Named[]): Named[] =>
    years
      .flatMap(of)
      .filter(({ date }) => first <= date && date <= last)
      .map(({ date, reason }) => ({ date, reason }));
  const daysOff = within((year) => year.daysOff);
  const named = new Set(daysOff.map(({ date }) => date));
  return {
    weekendDays: [...closed].filter((date) => !named.has(date)).length,
    daysOff,
    workingSaturdays: within((year) => year.workingSaturdays),
    unconfirmed: within((year) => year.unconfirmed),
    provisional: reading.isProvisional(),
  };
};
