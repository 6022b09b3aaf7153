import type { CurrentCalendar, WorkingCalendar } from "../../domain/working-time/calendar.ts";
import {
  type PublishedYear,
  type ShippedYears,
  type StandingYear,
  standingYear,
} from "../../domain/working-time/published-year.ts";
import { readYears } from "../dynamodb/calendar-store.ts";
import { remembered } from "../dynamodb/remembered.ts";
import type { Table } from "../dynamodb/table.ts";
import { calendarWith, officeHoursOf } from "./calendar-source.ts";

/** How long a function reckons with what it has read; correction-job.ts waits for longer than that. */
const REMEMBERED_MS = 30_000;

const versionsOf = (years: readonly PublishedYear[]): string =>
  years.map(({ content, version }) => `${content.year}:${version}`).join(" ");

/**
 * The calendar in force for the office hours of a stage, given as JSON: the shipped years, and over them what was
 * published. One read of a small partition at most every 30 s, however many ask; joined anew only where it has changed.
 */
export const currentCalendar = (table: Table, officeHours: string): CurrentCalendar => {
  const hours = officeHoursOf(officeHours);
  let held: { versions: string; calendar: WorkingCalendar } | undefined;
  return remembered(REMEMBERED_MS, async () => {
    const years = await readYears(table);
    const versions = versionsOf(years);
    if (held?.versions !== versions) {
      const contents = years.map(({ content }) => content);
      held = { versions, calendar: calendarWith(hours, contents) };
    }
    return held.calendar;
  });
};

/** A year as it stands for readers, who may wait as long for what is new as what reckons. */
export const publicYears = (table: Table, shipped: ShippedYears): ((year: number) => Promise<StandingYear>) => {
  const years = remembered(REMEMBERED_MS, () => readYears(table));
  return async (year) => {
    const [published, whole] = await Promise.all([years(), shipped()]);
    return standingYear(
      published,
      year,
      whole.find((one) => one.year === year),
    );
  };
};
