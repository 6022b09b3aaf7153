import type { UnsentPlace } from "../../shared/domain/dossiers/unsent-event.ts";
import { type Instant, instantOf, millisOf } from "../../shared/domain/foundation/instant.ts";
import { SHARDS } from "../../shared/domain/reminders/reminder-store.ts";
import { workThrough } from "../boundary/at-most.ts";
import { errorName, log } from "../boundary/log.ts";
import { schedule } from "../boundary/schedule.ts";
import type { SweepDependencies } from "./dependencies.ts";
import { handOn } from "./hand-on.ts";
import { sweepWiring } from "./wiring.ts";

/** What the relay has not handed on by then is taken up; younger ones may be on their way. */
const OLD_MS = 120_000;
const PAGE = 25;
/** Shards swept at a time. */
const AT_ONCE = 4;
/** A run that has no more than this left begins no other page; the next one goes on. */
const RESERVE_MS = 10_000;

export type Counts = { swept: number; failed: number; left: number };

/** Events that could not be handed on; the next run finds them again. */
class OutboxLeft extends Error {
  override name = "OutboxLeft";
}

/**
 * Hands on what the relay left behind, however long ago: the stream forgets after a day, the mark of an event does not.
 * One shard that fails stops no other, and the run fails at its end. A run whose time is up leaves the rest to the next.
 */
export const sweepOutbox = async (
  at: Instant,
  dependencies: SweepDependencies,
  leftMs: () => number,
): Promise<Counts> => {
  const before = instantOf(millisOf(at) - OLD_MS);
  const counts: Counts = { swept: 0, failed: 0, left: 0 };
  const hasTime = (): boolean => leftMs() > RESERVE_MS;
  let found = 0;
  let oldest = at;

  const sweepShard = async (shard: number): Promise<void> => {
    let after: UnsentPlace | undefined;
    do {
      const page = await dependencies.readUnsent(shard, before, { limit: PAGE, after });
      found += page.unsent.length;
      if (page.oldest !== undefined && page.oldest < oldest) oldest = page.oldest;
      const failed = page.unsent.length > 0 ? await handOn(page.unsent, dependencies) : [];
      counts.swept += page.unsent.length - failed.length;
      counts.failed += failed.length;
      after = page.next ?? undefined;
    } while (after !== undefined && hasTime());
    if (after !== undefined) counts.left += 1;
  };

  const shards = Array.from({ length: SHARDS }, (_, shard) => shard);
  const one = async (shard: number): Promise<void> => {
    try {
      await sweepShard(shard);
    } catch (error) {
      counts.failed += 1;
      log.error("shard-not-swept", { reference: String(shard), error: errorName(error) });
    }
  };
  const notBegun = await workThrough(AT_ONCE, shards, one, hasTime);
  counts.left += notBegun;
  log.info("outbox-swept", { count: counts.swept });
  if (found > 0) {
    const oldestSeconds = Math.round((millisOf(at) - millisOf(oldest)) / 1000);
    log.error("outbox-old", { count: found, oldestSeconds });
  }
  if (counts.left > 0) log.info("shards-left", { count: counts.left });
  if (counts.failed > 0) throw new OutboxLeft(`${counts.failed} events or shards`);
  return counts;
};

export const handler = schedule(sweepWiring, sweepOutbox);
