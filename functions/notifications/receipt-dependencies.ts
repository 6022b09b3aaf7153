import type { Receipt } from "../../shared/domain/notifications/receipt.ts";

/** An event of the account's bus, by whom and of what kind it is; the detail as its source made it. */
export type BusEvent = { source: string; "detail-type": string; detail: unknown };

export type BusReceiptDependencies = {
  /** The provider's report in an event; undefined for one that is not the last word, or not of a message of ours. */
  receiptOf: (event: BusEvent) => Receipt | undefined;
  recordReceipt: (receipt: Receipt) => Promise<void>;
};
