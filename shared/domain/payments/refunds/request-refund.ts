import * as z from "zod";
import type { Act, ChangeSet } from "../../dossiers/change-set.ts";
import type { DossierRecord } from "../../dossiers/dossier-record.ts";
import { type Sealing, sealed } from "../../dossiers/words.ts";
import { base32, type Digest } from "../../foundation/base32.ts";
import { fault, isRefusal, type Refusal, refuse } from "../../foundation/refusal.ts";
import { WrittenText } from "../../foundation/written-text.ts";
import { readableVnd, Vnd } from "../money.ts";
import type { Refund } from "../refund.ts";
import { refundableOf } from "../refund-entry.ts";
import { findPayment, refundChange } from "./refund-change.ts";

/** What a cashier asks for. The reason is read by the leader who decides. */
export const RefundRequest = z.strictObject({ amount: Vnd, reason: WrittenText(2000) });
export type RefundRequest = z.infer<typeof RefundRequest>;

const REFUND_ID_CHARACTERS = 20;

/** The id of a refund comes from its command, so that a repeated command asks for no second one. 100 bits. */
const refundIdOf = (commandId: string, digest: Digest): string =>
  base32(digest(`refund\n${commandId}`)).slice(0, REFUND_ID_CHARACTERS);

/**
 * Asks for a refund of all or a part of a payment whose money came in. Its amount is reserved at once, so that no
 * number of cashiers asks for more than was paid; the write expects that there is still room for it.
 */
export const requestRefund = (
  record: DossierRecord,
  intentId: string,
  { amount, reason }: RefundRequest,
  act: Act,
  digest: Digest,
  sealing: Sealing,
): ChangeSet | Refusal => {
  const found = findPayment(record, intentId);
  if (isRefusal(found)) return found;
  const { intent } = found;
  const most = refundableOf(intent);
  if (!Vnd.safeParse(amount).success || amount > most) {
    const words = fault(
      "/amount",
      "not-refundable",
      `Còn hoàn được ${readableVnd(most)} đồng, tính bằng đồng chẵn.`,
      `VND ${readableVnd(most)} can still be refunded, in whole đồng above zero.`,
    );
    return refuse("refund-amount-refused", { faults: [words] });
  }
  const after: Refund = {
    id: refundIdOf(act.commandId, digest),
    intentId,
    dossierId: record.dossier.id,
    amount,
    state: "requested",
    since: act.at,
    requestedBy: act.actor.id,
    requestedAt: act.at,
  };
  const words = sealed({ reason }, { record, act, sealing });
  const change = refundChange(found, { before: null, after, what: "refund-requested", sealed: words }, act, digest);
  return { ...change, reservedAtMost: intent.amount - amount };
};
