import type { Instant } from "../foundation/instant.ts";
import { isSettled } from "./fold.ts";
import type { PaymentIntent } from "./intent.ts";

/**
 * Lists of what is to be given back. `due`: money that nobody owed, a cashier must ask for its refund. `requested`:
 * waits for a leader. `approved`: waits for the provider. `by-hand`: approved, and the provider cannot do it or would
 * not: a cashier pays it back and says how. `unanswered`: the provider never said what it did; somebody must ask it, and
 * nobody may pay it in another way.
 */
export const REFUND_LISTS = ["due", "requested", "approved", "by-hand", "unanswered"] as const;
export type RefundList = (typeof REFUND_LISTS)[number];

/** One line of such a list; it says where to look and nothing that changes. */
export type RefundEntry = {
  list: RefundList;
  /** Since when it stands there; oldest first. */
  at: Instant;
  dossierId: string;
  intentId: string;
  /** The unit that held the dossier then. */
  unit: string;
  /** Whole đồng. */
  amount: number;
  /** Of a refund that was asked for; a task has none yet. */
  refundId?: string;
  /** Of a task: the provider refused a refund of it, and the next is paid by hand. */
  cause?: "refund-failed";
};

/** What can still be asked back of a payment, at most, whole đồng: nothing where no money came in. */
export const refundableOf = ({ state, provider, amount, reserved = 0 }: PaymentIntent): number =>
  isSettled(state) && provider !== "waiver" ? amount - reserved : 0;
