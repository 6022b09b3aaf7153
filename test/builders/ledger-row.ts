import type { LedgerRow } from "../../shared/domain/payments/ledger.ts";
import type { StatementLine } from "../../shared/domain/payments/provider.ts";
import { REFERENCE } from "./payment-intent.ts";

export const aLedgerRow = (changes: Partial<LedgerRow> = {}): LedgerRow => ({
  kind: "payment",
  provider: "vnpay",
  merchant: "MOTCUA01",
  reference: REFERENCE,
  transaction: "14980726",
  intentId: REFERENCE,
  dossierId: REFERENCE.slice(0, 16),
  amount: 650_000,
  day: "2026-11-22",
  at: "2026-11-22T01:05:02.000Z",
  paidAt: "2026-11-22T01:05:00.000Z",
  ...changes,
});

/** The line of a provider's statement that tells of the same money. */
export const lineOf = ({ kind, reference, transaction, amount, paidAt }: LedgerRow): StatementLine => ({
  kind,
  reference,
  transaction,
  amount,
  at: paidAt,
});
