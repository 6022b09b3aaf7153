import { type Instant, inProvince, instantOf, millisOf, provinceDate } from "../../shared/domain/foundation/instant.ts";
import { type Recount, recounting, type Uncounted, uncountedOf } from "../../shared/domain/reporting/check-figures.ts";
import { dayRoots } from "../../shared/domain/reporting/day-root.ts";
import { SEGMENTS } from "../../shared/domain/reporting/rebuild.ts";
import { atMost } from "../boundary/at-most.ts";
import { log } from "../boundary/log.ts";
import { schedule } from "../boundary/schedule.ts";
import { filedAs } from "./filed-as.ts";
import { keepDayRoots } from "./keep-day-roots.ts";
import type { RecountDependencies } from "./rebuild-dependencies.ts";
import { recountWiring } from "./wiring.ts";

/** The hour of the province from which the days before are recounted. */
const FROM_HOUR = "03";
const PAGE = 250;
const AT_ONCE = 8;
/** An event that is not older may still be on its way to the counters. */
const COUNTED_WITHIN_MS = 10 * 60_000;
/** A recount that began so long ago was cut: nothing runs for longer. */
const CUT_AFTER_MS = 20 * 60_000;
/** Most that is kept and logged of what was found: the counts say how much there is. */
const MOST_NAMED = 100;

const DAY_MS = 24 * 3_600_000;

/** Pokes could not be put on their queue: what is behind stays so until the next recount. */
class PokesLeft extends Error {
  override name = "PokesLeft";
}

/** The last day of which all that happened should be listed and counted by now. */
const lastDayOf = (at: Instant): string => provinceDate(instantOf(millisOf(at) - COUNTED_WITHIN_MS - DAY_MS));

const isDue = (at: Instant, recount: Recount | null, askedAt: Instant | null): boolean => {
  const isRunning = recount?.finishedAt === null && millisOf(at) - millisOf(recount.startedAt) < CUT_AFTER_MS;
  if (isRunning) return false;
  if (askedAt !== null || recount?.finishedAt === null) return true;
  return recount?.day !== lastDayOf(at) && inProvince(at).slice(11, 13) >= FROM_HOUR;
};

/**
 * Recounts every dossier from its events alone, once a night or when it was asked for, and holds the current figures up
 * to yesterday against it. What differs is named in the log, to be alarmed on; a dossier of which an event was not
 * counted is named as well and told to the projectors anew, which count what they missed. What the events of each day
 * are known by is kept, and a day whose events are others than they were is named.
 */
export const recountStatistics = async (
  at: Instant,
  { store, walk, lives, figures, recounts, roots, digest, catalogue, poke, now }: RecountDependencies,
): Promise<{ dossiers: number; differing: number; uncounted: number }> => {
  const { recount, askedAt } = await recounts.read();
  if (!isDue(at, recount, askedAt)) return { dossiers: 0, differing: 0, uncounted: 0 };
  const day = lastDayOf(at);
  const begun: Recount = {
    day,
    startedAt: at,
    finishedAt: null,
    dossiers: 0,
    differing: 0,
    uncounted: 0,
    differences: [],
    behind: [],
  };
  await recounts.save(begun);
  const until = instantOf(millisOf(at) - COUNTED_WITHIN_MS);
  const { current } = await store.sets();
  const recounted = recounting(day);
  const days = dayRoots(digest);
  const behind: Uncounted[] = [];
  let dossiers = 0;

  const one = async (dossierId: string, life: Parameters<typeof uncountedOf>[1]): Promise<void> => {
    const events = await store.events(dossierId);
    const filed = await filedAs(events, catalogue);
    if (filed === undefined) return;
    dossiers += 1;
    recounted.add({ ...filed, events });
    days.add(events);
    const uncounted = uncountedOf(events, life, until);
    if (uncounted) behind.push(uncounted);
  };
  const walkSegment = async (segment: number): Promise<void> => {
    let after: string | null = null;
    do {
      const page = await walk.page(segment, after, PAGE);
      const counted = await lives(current, page.dossierIds);
      await atMost(AT_ONCE, page.dossierIds, (id) => one(id, counted.get(id)));
      after = page.next;
    } while (after !== null);
  };
  await Promise.all(Array.from({ length: SEGMENTS }, (_, segment) => walkSegment(segment)));

  const [counters = []] = await figures.upTo([day], "procedure");
  const differences = recounted.differencesTo(counters);
  for (const difference of differences.slice(0, MOST_NAMED)) log.error("figures-differ", difference);
  for (const { dossierId, version } of behind.slice(0, MOST_NAMED))
    log.error("dossier-uncounted", { dossierId, version });
  const found = { dossiers, differing: differences.length, uncounted: behind.length };
  const changed = await keepDayRoots(days.upTo(day), roots);
  for (const one of changed.slice(0, MOST_NAMED)) log.error("day-root-differs", { day: one });
  if (differences.length + behind.length + changed.length === 0) log.info("figures-agree", { count: dossiers });
  const left = await poke(
    behind.map(({ dossierId, version, commandId }) => ({
      outboxId: `${dossierId}:${version}`,
      dossierId,
      commandId,
    })),
  );
  await recounts.save({
    ...begun,
    ...found,
    finishedAt: now(),
    differences: differences.slice(0, MOST_NAMED),
    behind: behind.slice(0, MOST_NAMED),
  });
  if (left.length > 0) throw new PokesLeft(`${left.length} dossiers`);
  return found;
};

export const handler = schedule(recountWiring, recountStatistics);
