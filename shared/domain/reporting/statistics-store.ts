import type { DossierEvent } from "../dossiers/event.ts";
import type { FigureRow, Figures } from "./figures.ts";
import type { Life } from "./life.ts";

/** Figures are counted in sets: one that reports are read from, and while a rebuild goes on the one that will be. */
export type FigureSets = { current: number; next: number | null };

/** What a projector reads and writes. */
export type ProjectionStore = {
  sets(): Promise<FigureSets>;
  /** All events of a dossier, in the order of their versions. */
  events(dossierId: string): Promise<DossierEvent[]>;
  /** What is counted of a dossier in a set; undefined where nothing is. */
  life(dossierId: string, set: number): Promise<Life | undefined>;
  /** Counts what changed, once: false where the life is no longer as it was read, and then nothing is counted. */
  count(set: number, before: Life | undefined, life: Life, rows: readonly FigureRow[]): Promise<boolean>;
};

/** Figures up to and with a day, of one unit and field; of one procedure of theirs, or of all where it is null. */
export type StandingRow = { unit: string; field: string; procedure: string | null; figures: Figures };

/** How far figures are broken down. */
export type Level = "field" | "procedure";

/** What reports read: the current set alone. */
export type FigureStore = {
  /** The rows up to and with each of these days, `2021-01-04`, in the order of the days. A handful of queries. */
  upTo(days: readonly string[], level: Level): Promise<StandingRow[][]>;
  /** What happened in each month of a year. */
  monthsOf(year: string, level: Level): Promise<FigureRow[]>;
  /** What happened on each day of a month, `2021-01`. */
  daysOf(month: string, level: Level): Promise<FigureRow[]>;
};
