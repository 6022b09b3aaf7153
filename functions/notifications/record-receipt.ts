import type { DeskStore } from "../../shared/domain/notifications/desk.ts";
import type { ApplicantChannel, Notice, NoticeChannel } from "../../shared/domain/notifications/notice.ts";
import { dossierIdOf, type Receipt } from "../../shared/domain/notifications/receipt.ts";
import type { ReceiptStore } from "../../shared/domain/notifications/receipt-store.ts";
import { log } from "../boundary/log.ts";
import { type ReachDependencies, reachOtherwise } from "./reach-otherwise.ts";

export type ReceiptDependencies = ReachDependencies & {
  receipts: ReceiptStore;
  desk: DeskStore;
};

const toApplicant = (channel: NoticeChannel): channel is ApplicantChannel => channel === "sms" || channel === "email";

/** A notice of an applicant that did not arrive goes another way; of a courtesy there is none. */
export const reachIfUndelivered = async (
  dossierId: string,
  { outboxId, channel, state, commandId }: Notice,
  dependencies: ReachDependencies,
): Promise<void> => {
  if (state !== "undelivered" || commandId === undefined || !toApplicant(channel)) return;
  await reachOtherwise({ dossierId, outboxId, commandId }, channel, dependencies);
};

/** Keeps a provider's report of delivery and does what follows from it; as often as it comes, it comes to the same. */
export const recordReceipt = async (receipt: Receipt, dependencies: ReceiptDependencies): Promise<void> => {
  const { receipts, desk } = dependencies;
  const { reference: outboxId, channel, outcome } = receipt;
  const dossierId = dossierIdOf(outboxId);
  const notice = await receipts.record(receipt);
  const ids = { dossierId, outboxId, channel, state: notice?.state, reason: receipt.detail };
  if (outcome === "delivered") log.info("receipt-recorded", ids);
  else log.error(`notice-${outcome}`, ids);
  if (notice === undefined) return;
  await reachIfUndelivered(dossierId, notice, dependencies);
  // It had been given up for want of a report, and somebody may have been asked to call.
  if (notice.state === "delivered" && notice.reason === "no-receipt") await desk.drop({ dossierId, outboxId });
};
