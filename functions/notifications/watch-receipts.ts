import type { Instant } from "../../shared/domain/foundation/instant.ts";
import type { NoticeKey } from "../../shared/domain/notifications/notice.ts";
import { SHARDS } from "../../shared/domain/reminders/reminder-store.ts";
import { workThrough } from "../boundary/at-most.ts";
import { errorName, log } from "../boundary/log.ts";
import { schedule } from "../boundary/schedule.ts";
import { type ReceiptDependencies, reachIfUndelivered } from "./record-receipt.ts";
import { receiptsWiring } from "./wiring.ts";

const PAGE = 100;
const AT_ONCE = 10;
/** A run that has no more than this left begins nothing new; the next one goes on. */
const RESERVE_MS = 20_000;

/** Notices whose report could not be given up; the next run finds them again. */
class ReceiptsLeft extends Error {
  override name = "ReceiptsLeft";
}

/**
 * Gives up reports of delivery that did not come in time: the notice counts as not delivered and goes another way. It is
 * watched until that is done, so that a run that dies leaves it to the next.
 */
export const watchReceipts = async (
  at: Instant,
  dependencies: ReceiptDependencies,
  leftMs: () => number,
): Promise<{ givenUp: number; failed: number }> => {
  const { receipts } = dependencies;
  const counts = { givenUp: 0, failed: 0 };
  const hasTime = (): boolean => leftMs() > RESERVE_MS;
  const giveUp = async (key: NoticeKey): Promise<void> => {
    const { dossierId, outboxId, channel } = key;
    try {
      const notice = await receipts.markUnreceipted(key, at);
      if (notice) {
        log.error("notice-unreceipted", { dossierId, outboxId, channel });
        await reachIfUndelivered(dossierId, notice, dependencies);
        counts.givenUp += 1;
      }
      await receipts.unwatch(key);
    } catch (error) {
      counts.failed += 1;
      log.error("receipt-not-given-up", { dossierId, outboxId, channel, error: errorName(error) });
    }
  };
  for (let shard = 0; shard < SHARDS && hasTime(); shard += 1) {
    for (;;) {
      const keys = await receipts.overdue(shard, at, PAGE);
      const failedBefore = counts.failed;
      await workThrough(AT_ONCE, keys, giveUp, hasTime);
      // The index may still show what was just done: a page that is not full, or that failed, is the last.
      if (keys.length < PAGE || counts.failed > failedBefore || !hasTime()) break;
    }
  }
  log.info("receipts-watched", { count: counts.givenUp });
  if (counts.failed > 0) throw new ReceiptsLeft(`${counts.failed} notices`);
  return counts;
};

export const handler = schedule(receiptsWiring, watchReceipts);
