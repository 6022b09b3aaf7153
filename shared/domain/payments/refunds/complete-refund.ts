import * as z from "zod";
import type { Act, ChangeSet } from "../../dossiers/change-set.ts";
import type { Digest } from "../../foundation/base32.ts";
import { type Refusal, refuse } from "../../foundation/refusal.ts";
import { WrittenText } from "../../foundation/written-text.ts";
import { HAND_METHODS, type Refund } from "../refund.ts";
import { checkRefund, type FoundRefund, refundChange } from "./refund-change.ts";

/** How a cashier paid it back, and the number of the slip or of the bank's order. */
export const RefundCompletion = z.strictObject({ method: z.enum(HAND_METHODS), reference: WrittenText(64) });
export type RefundCompletion = z.infer<typeof RefundCompletion>;

/** A cashier, not the leader who approved it, has paid it back by hand. */
export const completeRefund = (
  found: FoundRefund,
  { method, reference }: RefundCompletion,
  act: Act,
  digest: Digest,
): ChangeSet | Refusal => {
  const { refund } = found;
  const sub = act.actor.id;
  const refusal = checkRefund(found, "completion");
  if (refusal) return refusal;
  if (refund.approvedBy === sub) return refuse("duties-not-separated");
  const after: Refund = {
    ...refund,
    state: "refunded",
    since: act.at,
    method,
    transaction: reference,
    refundedAt: act.at,
    completedBy: sub,
  };
  const expects = { notBy: { member: "approvedBy", sub } } as const;
  return refundChange(
    found,
    { before: refund, after, what: "refund-completed", move: "completion", expects },
    act,
    digest,
  );
};
