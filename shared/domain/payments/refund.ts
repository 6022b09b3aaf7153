import type { Instant } from "../foundation/instant.ts";
import type { PaymentIntent, PaymentMethod } from "./intent.ts";
import type { RefundEntry, RefundList } from "./refund-entry.ts";

/**
 * `approved`: waits for the provider. `by-hand`: approved, and a cashier pays it back. `unanswered`: the provider was
 * asked and never said what it did. `refunded`: the money is with the payer. `rejected` by a leader, `failed` at the
 * provider: never to be, its amount is free again.
 */
export const REFUND_STATES = [
  "requested",
  "approved",
  "by-hand",
  "unanswered",
  "refunded",
  "failed",
  "rejected",
] as const;
export type RefundState = (typeof REFUND_STATES)[number];

/** How it went back, as a cashier says: by their own hand, or by the provider, which shows it and never said so. */
export const COMPLETION_METHODS = ["cash", "transfer", "provider"] as const;

/** One request to give back of one payment. Officers are opaque subjects; what they wrote stands sealed in the events. */
export type Refund = {
  id: string;
  intentId: string;
  dossierId: string;
  /** Whole đồng, above zero. */
  amount: number;
  state: RefundState;
  /** Since when it is in this state: its place in the state's list. */
  since: Instant;
  requestedBy: string;
  requestedAt: Instant;
  approvedBy?: string;
  approvedAt?: Instant;
  rejectedBy?: string;
  /** How the money went back, under whose number and when. */
  method?: PaymentMethod;
  transaction?: string;
  refundedAt?: Instant;
  /** The cashier who paid it back by hand. */
  completedBy?: string;
  /** The provider's code where it refused. */
  code?: string;
  /** How many times the provider was asked, when last and what it said then; kept without a new version of the dossier. */
  attempts?: number;
  askedAt?: Instant;
  lastAnswer?: string;
  /** When the provider last said that it is on its way. */
  acceptedAt?: Instant;
};

export type RefundMove = "approval" | "rejection" | "completion" | "answer" | "silence" | "hand-over";

/** The states that each move starts from: the check, and the condition of the write. */
export const REFUND_MOVES: Readonly<Record<RefundMove, readonly RefundState[]>> = {
  approval: ["requested"],
  rejection: ["requested", "unanswered"],
  completion: ["by-hand", "unanswered"],
  answer: ["approved", "unanswered"],
  silence: ["approved"],
  "hand-over": ["approved"],
};

/** A refund as a command leaves it, and what the write expects of the one that is there. */
export type RefundWrite = {
  after: Refund;
  /** null: there is none yet under this id. */
  from: readonly RefundState[] | null;
  /** Four eyes: who did the step before must be somebody else. */
  notBy?: { member: "requestedBy" | "approvedBy"; sub: string };
  /** The provider must never have been asked: what it does not know it cannot do later. */
  unasked?: true;
};

/** Providers that are asked by a call; payOS has none for refunds. */
const CALLED: ReadonlySet<PaymentMethod> = new Set<PaymentMethod>(["vnpay", "momo"]);

const hasFailed = ({ id }: PaymentIntent, refunds: readonly Refund[]): boolean =>
  refunds.some(
    ({ intentId, state, attempts = 0 }) =>
      intentId === id && (state === "failed" || (state === "rejected" && attempts > 0)),
  );

/** VNPAY names refunds by our reference alone: of two payments under one, it cannot be told which was given back. */
const isAmbiguous = ({ id, provider, reference }: PaymentIntent, intents: readonly PaymentIntent[]): boolean =>
  provider === "vnpay" &&
  intents.some((other) => other.id !== id && other.provider === provider && other.reference === reference);

/**
 * Whether the provider that took the money is asked to give it back. One that refused a refund of this payment is not
 * asked for it again: the next is paid by hand.
 */
export const isCalled = (
  intent: PaymentIntent,
  { intents, refunds }: { intents: readonly PaymentIntent[]; refunds: readonly Refund[] },
): boolean => CALLED.has(intent.provider) && !hasFailed(intent, refunds) && !isAmbiguous(intent, intents);

const LIST_OF: Readonly<Partial<Record<RefundState, RefundList>>> = {
  requested: "requested",
  approved: "approved",
  "by-hand": "by-hand",
  unanswered: "unanswered",
};

/** The one line of an open refund; none once it is decided for good. */
export const entryOf = (
  { id: refundId, state, since: at, dossierId, intentId, amount }: Refund,
  unit: string,
): RefundEntry[] => {
  const list = LIST_OF[state];
  return list === undefined ? [] : [{ list, at, dossierId, intentId, unit, amount, refundId }];
};

/** The one task of a payment of which more is to be given back than was asked for. `refunds`: those of its dossier. */
export const taskOf = (intent: PaymentIntent, refunds: readonly Refund[], unit: string): RefundEntry[] => {
  const { id: intentId, dossierId, refundDueSince: at, reserved = 0 } = intent;
  const amount = owedBack(intent) - reserved;
  if (at === undefined || amount <= 0) return [];
  const cause = hasFailed(intent, refunds) ? ({ cause: "refund-failed" } as const) : {};
  return [{ list: "due", at, dossierId, intentId, unit, amount, ...cause }];
};

/** What is to be given back in any case, whole đồng: all of a payment that nobody owed, or what a provider refused. */
export const owedBack = ({ refundDueSince, refundOwed, amount }: PaymentIntent): number =>
  refundDueSince === undefined ? 0 : (refundOwed ?? amount);

/** What a refund takes of its payment: reserved until it is rejected or failed, refunded once it is done. */
export const takenBy = (refund: Refund | null): { reserved: number; refunded: number } => {
  if (refund === null || refund.state === "rejected" || refund.state === "failed") return { reserved: 0, refunded: 0 };
  return { reserved: refund.amount, refunded: refund.state === "refunded" ? refund.amount : 0 };
};
