import * as z from "zod";
import { type Instant, millisOf } from "../../shared/domain/foundation/instant.ts";
import { rowsOf } from "../../shared/domain/reporting/figures.ts";
import { changesOf } from "../../shared/domain/reporting/project.ts";
import { type Found, PAGE, type Rebuild, type Segment, tally } from "../../shared/domain/reporting/rebuild.ts";
import { atMost } from "../boundary/at-most.ts";
import { errorName, log } from "../boundary/log.ts";
import { type Delivery, queue } from "../boundary/queue.ts";
import { filedAs } from "./filed-as.ts";
import type { RebuildDependencies } from "./rebuild-dependencies.ts";
import { rebuildWiring } from "./wiring.ts";

/** Which rebuild is to go on, and in whose turn. */
const RebuildMessage = z.object({ set: z.number().int().min(1), turn: z.number().int().min(1) });
export type RebuildMessage = z.infer<typeof RebuildMessage>;

/** Dossiers of a segment whose events are read side by side. */
const AT_ONCE = 8;
/** How long a rebuild works on one message; a page takes seconds, and the function has three minutes. */
const WORKED_MS = 60_000;
/** How long the list of dossiers, an index, may lack what was written. */
const SETTLES_MS = 10_000;
/** How long a projector may still count into a set that is not current any more: longer than its time-out. */
const LEFT_ALONE_MS = 30_000;

/** Dossiers that could not be counted; a set without them is never put in the place of the current one. */
class DossiersUncounted extends Error {
  override name = "DossiersUncounted";
}

/** What a page's dossiers count for, as their events tell it; nothing of drafts. */
const foundOf = async (dossierIds: readonly string[], { store, catalogue }: RebuildDependencies): Promise<Found[]> => {
  let failed = 0;
  const found = await atMost(AT_ONCE, dossierIds, async (dossierId): Promise<Found | undefined> => {
    try {
      const events = await store.events(dossierId);
      const filed = await filedAs(events, catalogue);
      return filed && changesOf(undefined, events, filed);
    } catch (error) {
      log.error("dossier-not-rebuilt", { dossierId, error: errorName(error) });
      failed += 1;
      return undefined;
    }
  });
  if (failed > 0) throw new DossiersUncounted(`${failed} dossiers`);
  return found.filter((one) => one !== undefined);
};

/** Of a page of the second pass: those without a life that are no drafts, which the list did not have before. */
const missingOf = async (
  { set }: Rebuild,
  dossierIds: readonly string[],
  dependencies: RebuildDependencies,
): Promise<Found[]> => foundOf(await dependencies.rebuilds.without(set, dossierIds), dependencies);

/** Walks a segment from where it is, page by page, until it is done, its time is up or somebody else goes on with it. */
const walkSegment = async (
  rebuild: Rebuild,
  segment: Segment,
  dependencies: RebuildDependencies,
  hasTime: () => boolean,
): Promise<void> => {
  const { walk, rebuilds } = dependencies;
  let at = segment;
  while (!at.done && hasTime()) {
    const { dossierIds, next } = await walk.page(at.number, at.after, PAGE);
    const found =
      at.pass === "counting"
        ? await foundOf(dossierIds, dependencies)
        : await missingOf(rebuild, dossierIds, dependencies);
    const after = {
      ...at,
      after: next,
      done: next === null,
      dossiers: at.dossiers + dossierIds.length,
      pages: at.pages + 1,
    };
    const counted = await rebuilds.savePage(rebuild.set, at, after, found);
    if (counted === null) return;
    at = { ...after, counted: after.counted + counted };
  }
};

/** All segments of a pass side by side; on to the next step once they are done. */
const walkAll = async (
  rebuild: Rebuild,
  pass: Segment["pass"],
  dependencies: RebuildDependencies,
  hasTime: () => boolean,
): Promise<void> => {
  const { rebuilds, now } = dependencies;
  const ofPass = async (): Promise<Segment[]> =>
    (await rebuilds.segments(rebuild.set)).filter((segment) => segment.pass === pass);
  const walked = await Promise.allSettled(
    (await ofPass()).map((segment) => walkSegment(rebuild, segment, dependencies, hasTime)),
  );
  for (const one of walked) if (one.status === "rejected") throw one.reason;
  if ((await ofPass()).every(({ done }) => done))
    await rebuilds.advance(rebuild, pass === "counting" ? "checking" : "joining", now());
};

/** The sums of all pages as rows of the set, then the set in the place of the current one. */
const join = async (rebuild: Rebuild, { rebuilds, now }: RebuildDependencies): Promise<void> => {
  const sums = tally();
  for await (const page of rebuilds.sums(rebuild.set)) sums.add(page);
  await rebuilds.writeRows(rebuild.set, rowsOf(sums.changes()));
  if (await rebuilds.swap(rebuild, now())) log.info("figures-swapped", { count: rebuild.set });
};

const tidy = async (rebuild: Rebuild, { rebuilds, now }: RebuildDependencies): Promise<void> => {
  await rebuilds.forget(rebuild.replaces);
  await rebuilds.forgetPages(rebuild.set);
  await rebuilds.advance(rebuild, "done", now());
};

/** Until a rebuild that has begun, or has been put in the place of another set, may go on: milliseconds. */
const waitOf = ({ startedAt, swappedAt, step }: Rebuild, at: Instant): number =>
  step === "tidying" && swappedAt !== null
    ? millisOf(swappedAt) + LEFT_ALONE_MS - millisOf(at)
    : millisOf(startedAt) + SETTLES_MS - millisOf(at);

/**
 * Goes on with a rebuild from where it stands, and before its time is up puts a message to go on. Whatever it was cut in
 * the middle of is done again and counts once: lives, what they count for and how far a segment is are stored together,
 * and rows are written over themselves. Reports are read from the current set until the new one is whole.
 *
 * Nothing is missing from it. An event that was there before the rebuild read its dossier is read; of one that came later
 * a projector is told later, and it reads that there is a rebuild, and counts into both sets. A dossier that the list had
 * not yet is found by the second pass.
 */
export const rebuildStatistics = async (
  { set, turn }: RebuildMessage,
  dependencies: RebuildDependencies,
  { queueArn }: Delivery,
): Promise<void> => {
  const { rebuilds, now, later } = dependencies;
  const until = millisOf(now()) + WORKED_MS;
  const hasTime = (): boolean => millisOf(now()) < until;
  for (;;) {
    const rebuild = await rebuilds.read();
    // Somebody asked again, and goes on instead.
    if (rebuild === undefined || rebuild.set !== set || rebuild.turn !== turn || rebuild.step === "done") return;
    const waitMs = waitOf(rebuild, now());
    if (waitMs > 0) return later(queueArn, { set, turn }, Math.ceil(waitMs / 1000));
    if (!hasTime()) return later(queueArn, { set, turn }, 0);
    if (rebuild.step === "counting" || rebuild.step === "checking")
      await walkAll(rebuild, rebuild.step, dependencies, hasTime);
    else if (rebuild.step === "joining") await join(rebuild, dependencies);
    else await tidy(rebuild, dependencies);
  }
};

export const handler = queue({ message: RebuildMessage }, rebuildWiring, rebuildStatistics);
