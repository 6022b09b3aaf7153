import * as z from "zod";
import type { Act, ChangeSet } from "../../dossiers/change-set.ts";
import type { Digest } from "../../foundation/base32.ts";
import { type Refusal, refuse } from "../../foundation/refusal.ts";
import { WrittenText } from "../../foundation/written-text.ts";
import { COMPLETION_METHODS, type Refund } from "../refund.ts";
import { checkRefund, type FoundRefund, refundChange } from "./refund-change.ts";

/** How it went back, and under which number: of the slip, of the bank's order, or the provider's own. */
export const RefundCompletion = z.strictObject({ method: z.enum(COMPLETION_METHODS), reference: WrittenText(64) });
export type RefundCompletion = z.infer<typeof RefundCompletion>;

/**
 * A cashier, not the leader who approved it, has paid it back by hand; or has read on the provider's own pages that a
 * refund which it never answered for is done. What may have gone is never paid by hand: a leader who read there that it
 * was not done rejects it first, and its amount is free again.
 */
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
  if ((method === "provider") !== (refund.state === "unanswered"))
    return refuse("refund-not-open", { facts: { state: refund.state, move: "completion" } });
  if (refund.approvedBy === sub) return refuse("duties-not-separated");
  const after: Refund = {
    ...refund,
    state: "refunded",
    since: act.at,
    ...(method === "provider" ? {} : { method }),
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
