import type { Act, ChangeSet } from "../../dossiers/change-set.ts";
import type { Digest } from "../../foundation/base32.ts";
import { type Instant, instantOf, millisOf } from "../../foundation/instant.ts";
import type { RefundAnswer, RefundOrder } from "../provider.ts";
import { REFUND_MOVES, type Refund, type RefundMove } from "../refund.ts";
import { type FoundRefund, refundChange } from "./refund-change.ts";

const MINUTE_MS = 60_000;
/** After the first attempt the provider is asked again at the next run, then ever more seldom, at last every hour. */
const FIRST_WAIT_MINUTES = 4;
const LONGEST_WAIT_MINUTES = 60;
/** A provider that has said nothing for so long is asked by a person. */
const SILENT_MS = 72 * 60 * MINUTE_MS;

const isIn = (move: RefundMove, { state }: Refund): boolean => REFUND_MOVES[move].includes(state);

/** Whether the provider is to be asked at `at`, for the first time or again. */
export const isToBeAsked = (refund: Refund, at: Instant): boolean => {
  const { attempts = 0, askedAt } = refund;
  if (!isIn("answer", refund)) return false;
  if (askedAt === undefined) return true;
  const minutes = Math.min(LONGEST_WAIT_MINUTES, FIRST_WAIT_MINUTES * 2 ** Math.min(attempts - 1, 10));
  return at >= instantOf(millisOf(askedAt) + minutes * MINUTE_MS);
};

/** What the provider is asked: the same at every attempt but for `asked`, so that many attempts are one refund. */
export const orderOf = ({ intent, refund }: FoundRefund): RefundOrder => ({
  id: refund.id,
  intent,
  amount: refund.amount,
  full: refund.amount === intent.amount,
  by: refund.approvedBy ?? "",
  at: refund.approvedAt ?? refund.since,
  ...(refund.attempts === undefined ? {} : { asked: true }),
});

export type FinalAnswer = Extract<RefundAnswer, { answer: "refunded" | "refused" }>;

/** The provider's last word on a refund; null where it does not wait for one any more. */
export const settleRefund = (found: FoundRefund, told: FinalAnswer, act: Act, digest: Digest): ChangeSet | null => {
  const { intent, refund } = found;
  if (!isIn("answer", refund)) return null;
  const common = { before: refund, move: "answer" } as const;
  if (told.answer === "refused") {
    const after: Refund = { ...refund, state: "failed", since: act.at, code: told.code };
    return refundChange(found, { ...common, after, what: "refund-failed" }, act, digest);
  }
  const after: Refund = {
    ...refund,
    state: "refunded",
    since: act.at,
    method: intent.provider,
    transaction: told.transaction,
    refundedAt: told.at ?? act.at,
  };
  return refundChange(found, { ...common, after, what: "refund-completed" }, act, digest);
};

/**
 * The provider was asked for three days and has said nothing of it: somebody must find out what it did. The amount stays
 * reserved and no other way to pay it is open, since the provider may have paid; it is asked on, and only its own word
 * ends this. Null where there was word, or it is too soon.
 */
export const giveUpWaiting = (found: FoundRefund, act: Act, digest: Digest): ChangeSet | null => {
  const { refund } = found;
  const heardAt = refund.acceptedAt ?? refund.approvedAt ?? refund.since;
  if (!isIn("silence", refund) || refund.attempts === undefined) return null;
  if (millisOf(act.at) - millisOf(heardAt) < SILENT_MS) return null;
  const after: Refund = { ...refund, state: "unanswered", since: act.at };
  return refundChange(found, { before: refund, after, what: "refund-unanswered", move: "silence" }, act, digest);
};

/** The province has no such call at this provider any more, and has never asked it: a cashier pays it back by hand. */
export const handOver = (found: FoundRefund, act: Act, digest: Digest): ChangeSet | null => {
  const { refund } = found;
  if (!isIn("hand-over", refund) || refund.attempts !== undefined) return null;
  const after: Refund = { ...refund, state: "by-hand", since: act.at };
  const expects = { unasked: true } as const;
  return refundChange(
    found,
    { before: refund, after, what: "refund-handed-over", move: "hand-over", expects },
    act,
    digest,
  );
};
