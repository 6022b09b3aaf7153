import type { PaymentIntent } from "../../shared/domain/payments/intent.ts";
import type { ProviderNotice } from "../../shared/domain/payments/judge-notice.ts";

const MERCHANT = "MOTCUA01";
export const REFERENCE = "abcdefgh234567aab7k2q9";

export const anIntent = (changes: Partial<PaymentIntent> = {}): PaymentIntent => ({
  id: REFERENCE,
  reference: REFERENCE,
  dossierId: REFERENCE.slice(0, 16),
  provider: "vnpay",
  merchant: MERCHANT,
  amount: 650_000,
  currency: "VND",
  items: [{ name: "Phí thẩm định", kind: "fee", amount: 650_000 }],
  demand: "submission",
  state: "pending",
  createdAt: "2026-11-22T01:00:00.000Z",
  expiresAt: "2026-11-22T01:15:00.000Z",
  heard: [],
  ...changes,
});

export const aNotice = (changes: Partial<ProviderNotice> = {}): ProviderNotice => ({
  provider: "vnpay",
  reference: REFERENCE,
  amountVnd: 650_000,
  merchant: MERCHANT,
  outcome: "success",
  transaction: "14980726",
  status: "00-00",
  paidAt: "2026-11-22T01:05:00.000Z",
  ...changes,
});
