import * as z from "zod";
import type { CommitOutcome } from "../dossiers/dossier-record.ts";
import type { Instant } from "../foundation/instant.ts";
import { WrittenText } from "../foundation/written-text.ts";
import { CalendarYear } from "./calendar-year.ts";

/** What announces a year's days off: its number and date. */
export const Announcement = z.strictObject({ number: WrittenText(100), date: z.iso.date() });
export type Announcement = z.infer<typeof Announcement>;

/** A year as an administrator publishes it, with the decision that announces it. */
export const YearPublication = CalendarYear.omit({ year: true }).extend({ decision: Announcement });
export type YearPublication = z.infer<typeof YearPublication>;

/** Who published a year, when (`at`), and the hash of what they sent. */
export type YearTrace = { by: string; at: Instant; bodyHash: string };

/** One version of one year, published for ever. Numbers rise by one; 0 is what the deployment ships. */
export type PublishedYear = {
  content: CalendarYear;
  version: number;
  decision: Announcement;
  published: YearTrace;
};

/** A year as it stands: published, as the deployment ships it (version 0), or not there at all (version 0, no content). */
export type StandingYear =
  | PublishedYear
  | { content: CalendarYear | undefined; version: 0; decision?: undefined; published?: undefined };

/** A year as it stands among those published, or else as the deployment ships it. */
export const standingYear = (years: readonly PublishedYear[], year: number, shipped?: CalendarYear): StandingYear =>
  years.find(({ content }) => content.year === year) ?? { content: shipped, version: 0 };

/** The years that a deployment ships, whole: with where each day is from. */
export type ShippedYears = () => Promise<readonly CalendarYear[]>;

/** One command on the calendar, kept for ever: it makes the command single and says who did it. */
export type CalendarEvent = YearTrace & {
  commandId: string;
  what: "calendar-published";
  year: number;
  version: number;
  decision: Announcement;
};

/** All that one publication writes, in one transaction or not at all: the version after the one that was read. */
export type YearChange = { after: PublishedYear; event: CalendarEvent };

/** What the events of the calendar are kept under. */
export const CALENDAR_ACTS = "calendar";

/** The years that were published by decision, always as they are now. */
export type CalendarStore = {
  /** The newest version of each, by year. */
  years: () => Promise<PublishedYear[]>;
  commit: (change: YearChange) => Promise<CommitOutcome>;
};
