import type { OutboxMessage } from "../../shared/domain/dossiers/event.ts";
import type { Person } from "../../shared/domain/dossiers/person.ts";
import { type Sealing, wordsOf } from "../../shared/domain/dossiers/words.ts";
import { type Instant, instantOf, millisOf } from "../../shared/domain/foundation/instant.ts";
import {
  fillingOf,
  type Names,
  type NoticeChannel,
  type NoticeKey,
  type NoticeStore,
  type SkipReason,
  templateOf,
} from "../../shared/domain/notifications/notice.ts";
import type { Filling } from "../../shared/domain/notifications/placeholder.ts";
import { retryInSeconds } from "../../shared/domain/notifications/retry.ts";
import { TEMPLATE_VERSION, type TemplateName } from "../../shared/domain/notifications/templates.ts";
import { errorName, log } from "../boundary/log.ts";
import type { Delivery } from "../boundary/queue.ts";

/** A little more than a delivery may last, so that a live worker is never overtaken. */
const LEASE_MS = 20_000;

export type NoticeDependencies<Message> = {
  notices: NoticeStore;
  names: Names;
  sealing: Pick<Sealing, "open">;
  trackingUrl: (dossier: { id: string; keyVersion: number; linkVersion: number }) => Promise<string>;
  send: (message: Message, reference: string) => Promise<{ providerMessageId: string }>;
  later: (queueArn: string, message: OutboxMessage, seconds: number) => Promise<void>;
  now: () => Instant;
};

export type Channel<Message> = {
  name: NoticeChannel;
  render: (template: TemplateName, person: Person, filling: Filling) => Message | { skipped: SkipReason };
};

class EventMissing extends Error {
  override name = "EventMissing";
}
class NoticeLeased extends Error {
  override name = "NoticeLeased";
}

/** The message of one notice, or why nobody is told. */
const draft = async <Message extends object>(
  channel: Channel<Message>,
  message: OutboxMessage,
  { notices, names, sealing, trackingUrl }: NoticeDependencies<Message>,
): Promise<{ message: Message; template: TemplateName } | { skipped: SkipReason }> => {
  const subject = await notices.readSubject(message);
  if (!subject) throw new EventMissing();
  const { event, dossier, person } = subject;
  if (!person) return { skipped: "person-erased" };
  const template = templateOf(event);
  if (!template) return { skipped: "no-template" };
  const words = wordsOf(event, person, sealing);
  const filling = await fillingOf({ event, dossier, person, words }, names, await trackingUrl(dossier));
  const rendered = channel.render(template, person, filling);
  return "skipped" in rendered ? rendered : { message: rendered, template };
};

/**
 * Sends one notice over one channel, once: it is claimed, the provider is called with our reference, it is confirmed.
 * A worker that dies before the call leaves a claim that lapses. A provider that fails costs no receive of the queue:
 * the failure is recorded and the same ids are put back, a little later each time.
 */
export const deliverNotice =
  <Message extends object>(channel: Channel<Message>) =>
  async (message: OutboxMessage, dependencies: NoticeDependencies<Message>, delivery: Delivery): Promise<void> => {
    const { notices, send, later, now } = dependencies;
    const { dossierId, outboxId } = message;
    const ids = { dossierId, outboxId, channel: channel.name };
    const key: NoticeKey = ids;

    const drafted = await draft(channel, message, dependencies);
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
      sent = await send(drafted.message, outboxId);
    } catch (error) {
      const retryIn = retryInSeconds(attempt);
      log.error("notice-failed", { ...ids, attempt, error: errorName(error), retryInSeconds: retryIn });
      await notices.markFailed(key, attempt, { at: now(), error: errorName(error) });
      if (retryIn === undefined) throw error;
      await later(delivery.queueArn, message, retryIn);
      return;
    }
    const template = `${drafted.template}@${TEMPLATE_VERSION}`;
    await notices.markSent(key, attempt, { at: now(), providerMessageId: sent.providerMessageId, template });
    log.info("notice-sent", { ...ids, attempt });
  };
