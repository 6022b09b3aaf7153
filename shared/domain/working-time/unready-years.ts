import type { WorkingCalendar } from "./calendar.ts";
import { dateOfDay, dayOfDate, yearOf } from "./day.ts";

/** A year that dates are reckoned in soon, and that nobody can reckon in with certainty yet. */
export type UnreadyYear = { year: number; state: "missing" | "incomplete" };

/** The years missing or incomplete that a day from `today` (`YYYY-MM-DD`) to `days` later lies in, in order. */
export const unreadyYears = ({ years }: Pick<WorkingCalendar, "years">, today: string, days: number): UnreadyYear[] => {
  const last = Number(dateOfDay(dayOfDate(today) + days).slice(0, 4));
  const unready: UnreadyYear[] = [];
  for (let year = yearOf(dayOfDate(today)); year <= last; year += 1) {
    const complete = years.get(year);
    if (complete === undefined) unready.push({ year, state: "missing" });
    else if (!complete) unready.push({ year, state: "incomplete" });
  }
  return unready;
};
