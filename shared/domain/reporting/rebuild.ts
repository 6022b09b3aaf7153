import type { Instant } from "../foundation/instant.ts";
import type { FigureRow, Place } from "./figures.ts";
import type { Life, Metric } from "./life.ts";
import type { Change } from "./project.ts";

/** Parts of the list of all dossiers that are walked side by side. */
export const SEGMENTS = 8;

/**
 * What a rebuild does, one after the other: it counts all dossiers, looks at all of them once more for those that its list
 * did not have yet, writes the rows, puts the set in the place of the current one, and removes that one.
 */
export const REBUILD_STEPS = ["counting", "checking", "joining", "tidying", "done"] as const;
export type RebuildStep = (typeof REBUILD_STEPS)[number];

/** The rebuild of a set of figures, from its beginning. */
export type Rebuild = {
  set: number;
  /** The set that it replaces. */
  replaces: number;
  step: RebuildStep;
  /** Who works on it: counted up whenever it is asked for again, and whoever came before lets go. */
  turn: number;
  startedAt: Instant;
  /** When reports were read from it first. */
  swappedAt: Instant | null;
  finishedAt: Instant | null;
};

/** How far a segment of the list is walked in one of the two passes over it. */
export type Segment = {
  pass: "counting" | "checking";
  number: number;
  /** Where its next page begins, as the store says it; null at its beginning. */
  after: string | null;
  done: boolean;
  /** Dossiers looked at, drafts among them, and those that it counted itself. */
  dossiers: number;
  counted: number;
  pages: number;
};

export const newSegment = (pass: Segment["pass"], number: number): Segment => ({
  pass,
  number,
  after: null,
  done: false,
  dossiers: 0,
  counted: 0,
  pages: 0,
});

/** One page of the list of dossiers; `next` is null after the last. */
export type IdPage = { dossierIds: string[]; next: string | null };

/** A dossier of a page, with all that it counts for. */
export type Found = { life: Life; changes: readonly Change[] };

/** Dossiers of a page: their lives, what they count for and how far the segment is must fit into one transaction. */
export const PAGE = 90;

/** The list of all dossiers, drafts among them, in segments. It may lack what was written in the last seconds. */
export type DossierWalk = {
  page(segment: number, after: string | null, limit: number): Promise<IdPage>;
};

/** What a rebuild reads and writes. Whatever answers a boolean did nothing where it answers false. */
export type RebuildStore = {
  read(): Promise<Rebuild | undefined>;
  /** Begins one beside the current set, or takes over the one that is under way. */
  begin(at: Instant): Promise<Rebuild>;
  /** On to another step, from the one that it stands at. */
  advance(rebuild: Rebuild, to: RebuildStep, at: Instant): Promise<boolean>;
  segments(set: number): Promise<Segment[]>;
  /**
   * Stores, all or nothing, a page more of a segment with the lives of its dossiers and what they count for; those that
   * have a life in the set are left out, for projectors counted them. How many were counted; null where somebody else
   * went on from `before`. At most `PAGE` lives.
   */
  savePage(set: number, before: Segment, after: Segment, found: readonly Found[]): Promise<number | null>;
  /** What all pages counted, page by page. */
  sums(set: number): AsyncIterable<readonly Change[]>;
  /** Which of these have no life in the set. */
  without(set: number, dossierIds: readonly string[]): Promise<string[]>;
  /** Writes rows in a place of their own, as often as may be. */
  writeRows(set: number, rows: readonly FigureRow[]): Promise<void>;
  /** Makes the set current in one write, and goes on to tidying. */
  swap(rebuild: Rebuild, at: Instant): Promise<boolean>;
  /** Removes the figures of a set that is not current any more. */
  forget(set: number): Promise<void>;
  /** Removes what the pages of a set counted, and how far older rebuilds were. */
  forgetPages(set: number): Promise<void>;
};

/** Adds changes up: each metric of each day of each place once, however often it changed. */
export const tally = (): { add: (changes: readonly Change[]) => void; changes: () => Change[] } => {
  const places = new Map<string, { place: Place; days: Map<string, { day: string; metric: Metric; by: number }> }>();
  const placed = (place: Place) => {
    const key = `${place.unit}#${place.field}#${place.procedure}`;
    const known = places.get(key) ?? { place, days: new Map() };
    places.set(key, known);
    return known.days;
  };
  return {
    add: (changes) => {
      for (const { place, deltas } of changes)
        for (const { day, metric, by, unit = place.unit } of deltas) {
          const days = placed({ ...place, unit });
          const key = `${day}#${metric}`;
          const known = days.get(key);
          if (known === undefined) days.set(key, { day, metric, by });
          else known.by += by;
        }
    },
    changes: () =>
      [...places.values()]
        .map(({ place, days }) => ({ place, deltas: [...days.values()].filter(({ by }) => by !== 0) }))
        .filter(({ deltas }) => deltas.length > 0),
  };
};
