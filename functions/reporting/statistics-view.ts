import * as z from "zod";
import { type Instant, inProvince } from "../../shared/domain/foundation/instant.ts";
import type { RecountStore } from "../../shared/domain/reporting/check-figures.ts";
import { REBUILD_STEPS, type Rebuild, type Segment } from "../../shared/domain/reporting/rebuild.ts";
import type { FigureSets } from "../../shared/domain/reporting/statistics-store.ts";

const count = z.number().int();
const when = z.string().nullable();

/** Where the figures stand: which set is read, how far a rebuild is, and what the last recount found. */
export const StatisticsView = z.strictObject({
  sets: z.strictObject({ current: count, next: count.nullable() }),
  rebuild: z
    .strictObject({
      set: count,
      step: z.enum(REBUILD_STEPS),
      startedAt: z.string(),
      swappedAt: when,
      finishedAt: when,
      /** Dossiers looked at in each pass, drafts among them, and those that it counted. */
      passes: z.array(
        z.strictObject({
          pass: z.enum(["counting", "checking"]),
          segments: count,
          done: count,
          dossiers: count,
          counted: count,
        }),
      ),
    })
    .nullable(),
  recount: z
    .strictObject({
      day: z.string(),
      startedAt: z.string(),
      finishedAt: when,
      dossiers: count,
      differing: count,
      uncounted: count,
      differences: z.array(
        z.strictObject({
          unit: z.string(),
          field: z.string(),
          procedure: z.string(),
          metric: z.string(),
          counted: count,
          recounted: count,
        }),
      ),
      behind: z.array(z.strictObject({ dossierId: z.string(), version: count, counted: count })),
    })
    .nullable(),
  /** Since when a recount is asked for that has not begun. */
  recountAskedAt: when,
});
export type StatisticsView = z.infer<typeof StatisticsView>;

const shown = (at: Instant | null): string | null => (at === null ? null : inProvince(at));

const passesOf = (segments: readonly Segment[]) =>
  (["counting", "checking"] as const).map((pass) => {
    const all = segments.filter((segment) => segment.pass === pass);
    const sum = (of: (segment: Segment) => number): number => all.reduce((total, segment) => total + of(segment), 0);
    return {
      pass,
      segments: all.length,
      done: sum(({ done }) => Number(done)),
      dossiers: sum(({ dossiers }) => dossiers),
      counted: sum(({ counted }) => counted),
    };
  });

export const rebuildView = (
  { set, step, startedAt, swappedAt, finishedAt }: Rebuild,
  segments: readonly Segment[],
): NonNullable<StatisticsView["rebuild"]> => ({
  set,
  step,
  startedAt: inProvince(startedAt),
  swappedAt: shown(swappedAt),
  finishedAt: shown(finishedAt),
  passes: passesOf(segments),
});

export const statisticsView = (
  sets: FigureSets,
  rebuild: StatisticsView["rebuild"],
  { recount, askedAt }: Awaited<ReturnType<RecountStore["read"]>>,
): StatisticsView => ({
  sets,
  rebuild,
  recount: recount && {
    ...recount,
    startedAt: inProvince(recount.startedAt),
    finishedAt: shown(recount.finishedAt),
    behind: recount.behind.map(({ dossierId, version, counted }) => ({ dossierId, version, counted })),
  },
  recountAskedAt: shown(askedAt),
});
