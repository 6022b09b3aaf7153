import type { OutboxMessage } from "../../shared/domain/dossiers/event.ts";
import type { Instant } from "../../shared/domain/foundation/instant.ts";
import { addressOf, channelsOf } from "../../shared/domain/notifications/channels.ts";
import type { DeskStore } from "../../shared/domain/notifications/desk.ts";
import {
  type ApplicantChannel,
  type NoticeStore,
  type NoticeSubject,
  otherChannel,
} from "../../shared/domain/notifications/notice.ts";
import { log } from "../boundary/log.ts";

export type ReachDependencies = {
  notices: Pick<NoticeStore, "readSubject">;
  desk: Pick<DeskStore, "put">;
  /** Puts a notice on the queue of a channel that was not wanted, or not tried. */
  fallBack: (channel: ApplicantChannel, message: OutboxMessage & { fallback: true }) => Promise<void>;
  now: () => Instant;
};

/** Somebody is to call: no way reached them, or none is known. */
export const askForCall = async (
  { event, dossier }: NoticeSubject,
  { outboxId, dossierId, commandId }: OutboxMessage,
  { desk, now }: Pick<ReachDependencies, "desk" | "now">,
): Promise<void> => {
  if (dossier.state === "draft" || event.code === undefined) return;
  const { code, step } = dossier;
  await desk.put({ dossierId, outboxId, commandId, unit: step.unit, code, what: event.what, at: now() });
  log.error("notice-to-call", { dossierId, outboxId });
};

/**
 * A notice over `channel` ended badly: it goes the other way, unless that one is on its way or has arrived; where both
 * ended badly an officer is to call. As often as asked, it comes to the same.
 */
export const reachOtherwise = async (
  message: OutboxMessage,
  channel: ApplicantChannel,
  dependencies: ReachDependencies,
): Promise<void> => {
  const other = otherChannel(channel);
  const subject = await dependencies.notices.readSubject(message, other);
  // Who is erased is told nothing any more.
  if (!subject?.person) return;
  const { person, notice: told } = subject;
  if (
    told === undefined ? channelsOf(person, "status").includes(other) : !["skipped", "undelivered"].includes(told.state)
  )
    return;
  const { outboxId, dossierId, commandId } = message;
  if (told?.state !== "undelivered" && "to" in addressOf(other, person)) {
    await dependencies.fallBack(other, { outboxId, dossierId, commandId, fallback: true });
    log.info("notice-falls-back", { dossierId, outboxId, channel: other });
    return;
  }
  await askForCall(subject, message, dependencies);
};
