import year2018 from "../../data/calendars/2018.json" with { type: "json" };
import year2019 from "../../data/calendars/2019.json" with { type: "json" };
import year2020 from "../../data/calendars/2020.json" with { type: "json" };
import year2021 from "../../data/calendars/2021.json" with { type: "json" };
import year2022 from "../../data/calendars/2022.json" with { type: "json" };
import year2023 from "../../data/calendars/2023.json" with { type: "json" };
import year2024 from "../../data/calendars/2024.json" with { type: "json" };
import year2025 from "../../data/calendars/2025.json" with { type: "json" };
import year2026 from "../../data/calendars/2026.json" with { type: "json" };
import year2027 from "../../data/calendars/2027.json" with { type: "json" };
import { joinCalendar, type WorkingCalendar } from "../../domain/working-time/calendar.ts";
import type { CalendarYear } from "../../domain/working-time/calendar-year.ts";
import { OfficeHours } from "../../domain/working-time/office-hours.ts";

// The files are held to their schema by test/domain/working-time: compiled in, they need no check at each cold start.
const SHIPPED = [
  year2018,
  year2019,
  year2020,
  year2021,
  year2022,
  year2023,
  year2024,
  year2025,
  year2026,
  year2027,
] as CalendarYear[];

/** Office hours of a stage, given as JSON. Throws where they are not valid. */
export const officeHoursOf = (json: string): OfficeHours => OfficeHours.parse(JSON.parse(json));

/** The shipped years, each in favour of one that was published by decision since. Throws where a year is not valid. */
export const calendarWith = (officeHours: OfficeHours, published: readonly CalendarYear[]): WorkingCalendar => {
  const anew = new Set(published.map(({ year }) => year));
  return joinCalendar(officeHours, [...SHIPPED.filter(({ year }) => !anew.has(year)), ...published]);
};

/** The working calendar as shipped, for the office hours of a stage, given as JSON. Throws where they are not valid. */
export const calendarOf = (officeHours: string): WorkingCalendar => calendarWith(officeHoursOf(officeHours), []);
