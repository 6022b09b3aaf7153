import { BusEvent } from "../../shared/domain/notifications/notice-message.ts";
import { log } from "../boundary/log.ts";
import { queue } from "../boundary/queue.ts";
import type { BusReceiptDependencies } from "./receipt-dependencies.ts";
import { receiptWiring } from "./wiring.ts";

/**
 * Notes what a provider reports of a message. What is not a report on one of ours is let go, with its kind alone in the
 * log: its detail holds addresses. One that cannot be read fails, and ends where a person looks.
 */
export const receiveReceipt = async (
  event: BusEvent,
  { receiptOf, recordReceipt }: BusReceiptDependencies,
): Promise<void> => {
  const receipt = receiptOf(event);
  if (!receipt) {
    log.info("receipt-passed-over", { provider: event.source, state: event["detail-type"] });
    return;
  }
  await recordReceipt(receipt);
};

export const handler = queue({ message: BusEvent }, receiptWiring, receiveReceipt);
