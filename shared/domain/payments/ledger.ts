import { type Instant, provinceDate } from "../foundation/instant.ts";
import type { PaymentIntent, PaymentMethod } from "./intent.ts";
import type { Refund } from "./refund.ts";

/** One movement of money, written once with what it changed and never again. Amounts in whole đồng, above zero. */
export type LedgerRow = {
  kind: "payment" | "refund";
  provider: PaymentMethod;
  merchant: string;
  reference: string;
  /** The provider's own number; the number of the receipt where a cashier took it. */
  transaction: string;
  intentId: string;
  dossierId: string;
  amount: number;
  /** The day in the province on which the provider says that it happened: the day of its statement. */
  day: string;
  /** When it was recorded. */
  at: Instant;
  paidAt: Instant;
  /** Of a refund. */
  refundId?: string;
};

/** The row of a payment; null where no money came in (a waiver). */
export const paymentRow = (intent: PaymentIntent, at: Instant): LedgerRow | null => {
  if (intent.provider === "waiver") return null;
  const paidAt = intent.paidAt ?? at;
  const { id, provider, merchant, reference, dossierId, amount, providerReference } = intent;
  const transaction = providerReference ?? "";
  const day = provinceDate(paidAt);
  return {
    kind: "payment",
    provider,
    merchant,
    reference,
    transaction,
    intentId: id,
    dossierId,
    amount,
    day,
    at,
    paidAt,
  };
};

/**
 * The row of a refund that is done, on the day of who gave it back: the provider's books, or the unit's where a cashier
 * paid it by hand.
 */
export const refundRow = (intent: PaymentIntent, refund: Refund, unit: string, at: Instant): LedgerRow => {
  const { method = intent.provider, transaction = "", refundedAt = at, amount, id: refundId } = refund;
  return {
    kind: "refund",
    provider: method,
    merchant: refund.method === undefined ? intent.merchant : unit,
    reference: intent.reference,
    transaction,
    intentId: intent.id,
    dossierId: intent.dossierId,
    amount,
    day: provinceDate(refundedAt),
    at,
    paidAt: refundedAt,
    refundId,
  };
};
