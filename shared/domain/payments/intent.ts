import * as z from "zod";
import type { Instant } from "../foundation/instant.ts";
import { Beneficiary } from "./beneficiary.ts";
import { Vnd } from "./money.ts";

export const PaymentProvider = z.enum(["vnpay", "payos", "momo"]);
export type PaymentProvider = z.infer<typeof PaymentProvider>;

/** How an intent is met: through a provider, or as a cashier records it. */
export const PaymentMethod = z.enum([...PaymentProvider.options, "cash", "transfer", "waiver"]);
export type PaymentMethod = z.infer<typeof PaymentMethod>;

export const IntentState = z.enum([
  "pending",
  "paid",
  "failed",
  "expired",
  "cancelled",
  "held",
  "late-paid",
  "duplicate-paid",
  "refund-due",
  "refunded",
]);
export type IntentState = z.infer<typeof IntentState>;

const PaymentItem = z.strictObject({
  name: z.string().min(1),
  kind: z.enum(["fee", "charge"]),
  amount: Vnd,
  beneficiary: Beneficiary.optional(),
});

/** What a provider says came of an intent. `unsettled`: it does not know yet. */
export const NoticeOutcome = z.enum(["success", "failed", "suspect", "unsettled"]);
export type NoticeOutcome = z.infer<typeof NoticeOutcome>;

const HeardNotice = z.object({ key: z.string(), outcome: NoticeOutcome, at: z.string() });

/** One attempt to pay one demand of one dossier through one provider. */
export const PaymentIntent = z.object({
  /** Leads back to the dossier: `dossierOfPayment`. */
  id: z.string(),
  /** Our number at the provider: opaque, never used twice. The id, but for payOS, which takes digits only. */
  reference: z.string(),
  dossierId: z.string(),
  provider: PaymentMethod,
  /** The merchant that the money goes to (VNPAY's `vnp_TmnCode`); the unit where a cashier takes it. */
  merchant: z.string(),
  amount: Vnd,
  currency: z.literal("VND"),
  items: z.array(PaymentItem).min(1),
  /** The demand that it answers; a dossier may be asked to pay more than once. */
  demand: z.string(),
  state: IntentState,
  createdAt: z.string(),
  expiresAt: z.string(),
  /** Notices recorded, each once; what the state is folded from. */
  heard: z.array(HeardNotice),
  /** Our own page that the browser goes on to after the provider's. */
  returnUrl: z.string().optional(),
  providerReference: z.string().optional(),
  paidAt: z.string().optional(),
  /** The cashier who recorded it. */
  recordedBy: z.string().optional(),
  /** The number of the receipt, given in the transaction that records the money; a waiver has none. */
  receipt: z.string().optional(),
  /** Of its amount, what refunds have been asked for and not refused; and what has been given back. Whole đồng. */
  reserved: z.int().min(0).optional(),
  refunded: z.int().min(0).optional(),
  /** Nobody owed this money, or a refund of it failed: since when a cashier is to have it given back. */
  refundDueSince: z.string().optional(),
  /** How much of it that is, whole đồng; all of it where this is absent. */
  refundOwed: z.int().min(0).optional(),
});
export type PaymentIntent = z.infer<typeof PaymentIntent>;

const DOSSIER_ID_LENGTH = 16;
const REFERENCE = /^[A-Za-z0-9]{20,64}$/;

/** A reference that leads back to its dossier, since a notice brings nothing else. `suffix`: 4 to 48 letters and digits. */
export const paymentReference = (dossierId: string, suffix: string): string => {
  const reference = `${dossierId}${suffix}`;
  if (dossierId.length !== DOSSIER_ID_LENGTH || !REFERENCE.test(reference)) {
    throw new RangeError("a payment reference is a dossier's id and a suffix, letters and digits only");
  }
  return reference;
};

/** The dossier of a payment's id, undefined where it cannot be one of ours. */
export const dossierOfPayment = (id: string): string | undefined =>
  REFERENCE.test(id) ? id.slice(0, DOSSIER_ID_LENGTH) : undefined;

/** payOS numbers orders by a JSON number: at most 2^53 − 1, so thirteen hexadecimal digits of a hash are cut to 52 bits. */
const ORDER_CODE_BITS = 52n;

/** An order code of payOS from 8 bytes or more of a hash: 1 to 2^52. */
export const orderCodeOf = (hash: Uint8Array): string => {
  const bytes = hash.subarray(0, 8).reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
  return String((bytes >> (64n - ORDER_CODE_BITS)) + 1n);
};

/**
 * The state as it is to be shown at `at`: nobody can pay a pending intent after its expiry; money that is asked back is
 * due to the payer, and gone once all of it is given back.
 */
export const shownState = (intent: PaymentIntent, at: Instant): IntentState => {
  const { state, amount, reserved = 0, refunded = 0 } = intent;
  if (refunded === amount) return "refunded";
  if (reserved > refunded) return "refund-due";
  return state === "pending" && at >= intent.expiresAt ? "expired" : state;
};

/** Whether another intent for the same demand must wait for this one. */
export const isOpen = (intent: PaymentIntent, at: Instant): boolean => {
  const state = shownState(intent, at);
  return state === "pending" || state === "held";
};
