import type { Instant } from "../foundation/instant.ts";
import type { PaymentMethod } from "./intent.ts";

/** One payment or refund as it was recorded: money that moved, once, in whole đồng above zero. */
export type LedgerRow = {
  kind: "payment" | "refund";
  provider: PaymentMethod;
  merchant: string;
  /** Our number at the provider. */
  reference: string;
  /** The provider's own number. */
  transaction: string;
  intentId: string;
  dossierId: string;
  amount: number;
  /** `YYYY-MM-DD` in the province, of the provider's own time: the day of the statement that has it. */
  day: string;
  /** When it was recorded. */
  at: Instant;
  /** When the provider says that the money moved. */
  paidAt: Instant;
  refundId?: string;
};
