import { type Instant, instantOf, millisOf } from "../../shared/domain/foundation/instant.ts";
import type { NoticeClaims, NoticeKey, SkipReason } from "../../shared/domain/notifications/notice.ts";
import { retryInSeconds } from "../../shared/domain/notifications/retry.ts";
import { errorName, log } from "../boundary/log.ts";

/** A little more than a delivery may last, so that a live worker is never overtaken. */
const LEASE_MS = 20_000;

export type DeliveryDependencies<Mail, Message> = {
  notices: NoticeClaims;
  send: (mail: Mail, reference: string) => Promise<{ providerMessageId: string }>;
  later: (queueArn: string, message: Message, seconds: number) => Promise<void>;
  now: () => Instant;
};

/** What is to be sent, and by which words; or why nobody is told. */
export type Drafted<Mail> = { mail: Mail; template: string } | { skipped: SkipReason };

class NoticeLeased extends Error {
  override name = "NoticeLeased";
}

/**
 * Sends what was drafted, once: it is claimed, the provider is called with our reference, it is confirmed. A worker that
 * dies before the call leaves a claim that lapses. A provider that fails costs no receive of the queue: the failure is
 * recorded and the same message is put back, a little later each time.
 */
export const deliverOnce = async <Mail, Message>(
  key: NoticeKey,
  drafted: Drafted<Mail>,
  { notices, send, later, now }: DeliveryDependencies<Mail, Message>,
  { queueArn, message }: { queueArn: string; message: Message },
): Promise<void> => {
  const ids = { dossierId: key.dossierId, outboxId: key.outboxId, channel: key.channel };
  if ("skipped" in drafted) {
    await notices.markSkipped(key, { at: now(), reason: drafted.skipped });
    log.info("notice-skipped", { ...ids, reason: drafted.skipped });
    return;
  }

  const at = now();
  const claim = await notices.claim(key, { at, leaseUntil: instantOf(millisOf(at) + LEASE_MS) });
  if (claim.outcome === "settled") {
    log.info("notice-repeated", ids);
    return;
  }
  if (claim.outcome === "leased") throw new NoticeLeased();

  const { attempt } = claim;
  let sent: { providerMessageId: string };
  try {
    sent = await send(drafted.mail, key.outboxId);
  } catch (error) {
    const retryIn = retryInSeconds(attempt);
    log.error("notice-failed", { ...ids, attempt, error: errorName(error), retryInSeconds: retryIn });
    await notices.markFailed(key, attempt, { at: now(), error: errorName(error) });
    if (retryIn === undefined) throw error;
    await later(queueArn, message, retryIn);
    return;
  }
  const { providerMessageId } = sent;
  await notices.markSent(key, attempt, { at: now(), providerMessageId, template: drafted.template });
  log.info("notice-sent", { ...ids, attempt });
};
