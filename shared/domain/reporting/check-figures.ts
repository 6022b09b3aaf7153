import { isCounted } from "../dossiers/change-set.ts";
import type { DossierEvent } from "../dossiers/event.ts";
import type { Instant } from "../foundation/instant.ts";
import type { Figures } from "./figures.ts";
import type { Life, Metric } from "./life.ts";
import { countedUpTo, type Told } from "./recount.ts";
import type { StandingRow } from "./statistics-store.ts";

/** A figure that counters and events do not agree on. */
export type Difference = {
  unit: string;
  field: string;
  procedure: string;
  metric: Metric;
  counted: number;
  recounted: number;
};

/** A dossier of which something is not counted: its newest event that should be, and the newest that is. */
export type Uncounted = { dossierId: string; version: number; counted: number; commandId: string };

/** What a recount of all dossiers found; null where it is under way or was never run. */
export type Recount = {
  /** Figures up to and with this day are compared. */
  day: string;
  startedAt: Instant;
  finishedAt: Instant | null;
  dossiers: number;
  differing: number;
  uncounted: number;
  /** The first of each. */
  differences: Difference[];
  behind: Uncounted[];
};

export type RecountStore = {
  read(): Promise<{ recount: Recount | null; askedAt: Instant | null }>;
  /** Asks for one before it is due. */
  ask(at: Instant): Promise<void>;
  save(recount: Recount): Promise<void>;
};

/** Figures recounted from the events, without any of a counter, to be held against those. */
export const recounting = (day: string) => {
  const rows = new Map<string, { place: Omit<StandingRow, "figures">; figures: Figures }>();
  return {
    add: (told: Told): void => {
      const { field, procedure } = told;
      for (const { unit, metric, by } of countedUpTo(told, day)) {
        const name = [unit, field, procedure].join("#");
        const row = rows.get(name) ?? { place: { unit, field, procedure }, figures: {} };
        rows.set(name, row);
        row.figures[metric] = (row.figures[metric] ?? 0) + by;
      }
    },
    /** Every figure that is not the same in both. */
    differencesTo: (counters: readonly StandingRow[]): Difference[] => {
      const counted = new Map(counters.map((row) => [[row.unit, row.field, row.procedure].join("#"), row]));
      const names = new Set([...counted.keys(), ...rows.keys()]);
      return [...names].sort().flatMap((name) => {
        const [a, b] = [counted.get(name)?.figures ?? {}, rows.get(name)?.figures ?? {}];
        const [unit = "", field = "", procedure = ""] = name.split("#");
        const metrics = [...new Set([...Object.keys(a), ...Object.keys(b)])].sort() as Metric[];
        return metrics.flatMap((metric): Difference[] => {
          const [there, here] = [a[metric] ?? 0, b[metric] ?? 0];
          return there === here ? [] : [{ unit, field, procedure, metric, counted: there, recounted: here }];
        });
      });
    },
  };
};

/** What is not counted of a dossier that should have been by `until`; undefined where all is. */
export const uncountedOf = (
  events: readonly DossierEvent[],
  life: Life | undefined,
  until: Instant,
): Uncounted | undefined => {
  const last = events.findLast((event) => isCounted(event) && event.at <= until);
  const counted = life?.version ?? 0;
  if (last === undefined || counted >= last.version) return undefined;
  const { dossierId, version, commandId } = last;
  return { dossierId, version, counted, commandId };
};
