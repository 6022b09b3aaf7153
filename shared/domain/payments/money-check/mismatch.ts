import * as z from "zod";
import { PaymentMethod } from "../intent.ts";

/**
 * Where provider, ledger and dossiers can disagree.
 *
 * Ledger and payments: `ledger-without-payment` a movement that no settled payment bears out; `ledger-differs` its amount
 * or number is another; `payment-without-ledger` a settled payment that moved no money in the ledger; `refunds-differ`
 * what a payment says was given back is not what the ledger has; `unowed-without-refund` money that nobody owed and that
 * nobody is to give back.
 *
 * Money and dossiers: `paid-not-moved` the fee is in and the dossier still waits for it; `moved-unpaid` the dossier went
 * on without the fee, a waiver or a cashier behind it.
 *
 * Provider: `statement-…` a line of its statement and our ledger, and `provider-unanswered` it has not said for a day
 * what became of a payment.
 */
export const MismatchKind = z.enum([
  "ledger-without-payment",
  "ledger-differs",
  "payment-without-ledger",
  "refunds-differ",
  "unowed-without-refund",
  "paid-not-moved",
  "moved-unpaid",
  "statement-missing-in-ledger",
  "statement-missing-in-statement",
  "statement-amount-differs",
  "statement-duplicate-line",
  "provider-unanswered",
]);
export type MismatchKind = z.infer<typeof MismatchKind>;

const Sum = z.int().optional();

/** One disagreement. Its kind, provider, reference and transaction make it single within a check. */
export const Mismatch = z.object({
  kind: MismatchKind,
  provider: PaymentMethod.optional(),
  /** Our number at the provider; of a dossier without a payment the id of the demand. */
  reference: z.string(),
  /** The provider's own number. */
  transaction: z.string().optional(),
  dossierId: z.string().optional(),
  /** The dossier's code, where it is known. */
  code: z.string().optional(),
  /** Whole đồng, as each of them has it. */
  amounts: z.object({ ledger: Sum, payment: Sum, statement: Sum, demand: Sum }),
});
export type Mismatch = z.infer<typeof Mismatch>;
