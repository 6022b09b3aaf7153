import type { Receipt, ReceiptStore } from "../../shared/domain/notifications/receipt.ts";
import { log } from "../boundary/log.ts";

/** Notes a report on the notice that it is of, and says in the log what it changed. */
export const recordReceipt =
  ({ record }: ReceiptStore) =>
  async (receipt: Receipt): Promise<void> => {
    const { reference: outboxId, channel, outcome, detail } = receipt;
    const effect = await record(receipt);
    const fields = { outboxId, channel, answer: outcome, reason: detail, state: effect };
    if (effect === "missing") log.error("receipt-of-no-notice", fields);
    else log.info("receipt-recorded", fields);
  };
