import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { organisationRegister } from "../../shared/adapters/catalogue/organisation-register.ts";
import { joinCalendar } from "../../shared/domain/working-time/calendar.ts";
import { CalendarYear } from "../../shared/domain/working-time/calendar-year.ts";
import type { OfficeHours } from "../../shared/domain/working-time/office-hours.ts";
import { shippedPublications } from "./read.ts";
import type { World } from "./simulate.ts";

/** The shipped years, whole, in order. */
export const readYears = (root: string): CalendarYear[] => {
  const folder = join(root, "shared/data/calendars");
  return readdirSync(folder)
    .sort()
    .map((file) => CalendarYear.parse(JSON.parse(readFileSync(join(folder, file), "utf8"))));
};

/** The sample province under a stage's office hours. */
export const shippedWorld = (root: string, officeHours: OfficeHours): World => {
  const years = readYears(root);
  return {
    publications: shippedPublications(root),
    calendar: joinCalendar(officeHours, years),
    years,
    unitName: (unit, at) => organisationRegister.unitAt(unit, at)?.name ?? unit,
  };
};
