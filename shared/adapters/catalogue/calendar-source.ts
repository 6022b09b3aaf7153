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
const PUBLISHED = [
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

/** The province's working calendar for the office hours of a stage, given as JSON. Throws where they are not valid. */
export const calendarOf = (officeHours: string): WorkingCalendar =>
  joinCalendar(OfficeHours.parse(JSON.parse(officeHours)), PUBLISHED);
