import type { BusEvent } from "../../shared/domain/notifications/notice-message.ts";
import type { Receipt } from "../../shared/domain/notifications/receipt.ts";

export type BusReceiptDependencies = {
  /** The provider's report in an event; undefined for one that is not the last word, or not of a message of ours. */
  receiptOf: (event: BusEvent) => Receipt | undefined;
  recordReceipt: (receipt: Receipt) => Promise<void>;
};
