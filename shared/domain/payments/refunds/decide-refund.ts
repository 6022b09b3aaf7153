import * as z from "zod";
import type { Act, ChangeSet } from "../../dossiers/change-set.ts";
import { type Sealing, sealed } from "../../dossiers/words.ts";
import type { Digest } from "../../foundation/base32.ts";
import { type Refusal, refuse } from "../../foundation/refusal.ts";
import { WrittenText } from "../../foundation/written-text.ts";
import { isCalled, type Refund } from "../refund.ts";
import { checkRefund, type FoundRefund, refundChange } from "./refund-change.ts";

/** Why a leader lets no money go back. */
export const RefundRejection = z.strictObject({ reason: WrittenText(2000) });

/** Four eyes: who decides neither asked for the refund nor took the payment. */
const checkDuties = ({ refund, intent }: FoundRefund, sub: string): Refusal | null =>
  refund.requestedBy === sub || intent.recordedBy === sub ? refuse("duties-not-separated") : null;

/** A leader lets the money go: through the provider that took it, or by a cashier's hand where that cannot be. */
export const approveRefund = (found: FoundRefund, act: Act, digest: Digest): ChangeSet | Refusal => {
  const { record, intent, refund } = found;
  const sub = act.actor.id;
  const refusal = checkRefund(found, "approval") ?? checkDuties(found, sub);
  if (refusal) return refusal;
  const state = isCalled(intent, record) ? "approved" : "by-hand";
  const after: Refund = { ...refund, state, since: act.at, approvedBy: sub, approvedAt: act.at };
  const expects = { notBy: { member: "requestedBy", sub } } as const;
  return refundChange(
    found,
    { before: refund, after, what: "refund-approved", move: "approval", expects },
    act,
    digest,
  );
};

/** A leader does not: the amount is free again, and what is owed back is a cashier's task again. */
export const rejectRefund = (
  found: FoundRefund,
  { reason }: z.infer<typeof RefundRejection>,
  act: Act,
  digest: Digest,
  sealing: Sealing,
): ChangeSet | Refusal => {
  const { record, refund } = found;
  const sub = act.actor.id;
  const refusal = checkRefund(found, "rejection") ?? checkDuties(found, sub);
  if (refusal) return refusal;
  const after: Refund = { ...refund, state: "rejected", since: act.at, rejectedBy: sub };
  const expects = { notBy: { member: "requestedBy", sub } } as const;
  const words = sealed({ reason }, { record, act, sealing });
  return refundChange(
    found,
    { before: refund, after, what: "refund-rejected", move: "rejection", expects, sealed: words },
    act,
    digest,
  );
};
