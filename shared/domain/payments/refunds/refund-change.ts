import { type Act, type ChangeSet, changeOf } from "../../dossiers/change-set.ts";
import type { Filed } from "../../dossiers/dossier.ts";
import type { DossierRecord } from "../../dossiers/dossier-record.ts";
import type { EventName } from "../../dossiers/event.ts";
import type { Digest } from "../../foundation/base32.ts";
import type { Instant } from "../../foundation/instant.ts";
import { type Refusal, refuse } from "../../foundation/refusal.ts";
import type { PaymentIntent } from "../intent.ts";
import { refundRow } from "../ledger.ts";
import {
  entryOf,
  owedBack,
  REFUND_MOVES,
  type Refund,
  type RefundMove,
  type RefundWrite,
  takenBy,
  taskOf,
} from "../refund.ts";

/** A payment of a filed dossier, and the refund that a command is about. */
export type Found = { record: DossierRecord & { dossier: Filed }; intent: PaymentIntent };
export type FoundRefund = Found & { refund: Refund };

/** The payment of a dossier; unknown where it has none of this id. */
export const findPayment = (record: DossierRecord, intentId: string): Found | Refusal => {
  const { dossier, intents } = record;
  const intent = intents.find(({ id }) => id === intentId);
  return intent && dossier.state !== "draft" ? { record: { ...record, dossier }, intent } : refuse("payment-not-found");
};

/** A refund in a state that the move starts from. */
export const checkRefund = ({ refund }: FoundRefund, move: RefundMove): Refusal | null =>
  REFUND_MOVES[move].includes(refund.state)
    ? null
    : refuse("refund-not-open", { facts: { state: refund.state, move } });

/** The payment with what the refund takes of it now; one that failed is owed to the payer all the same. */
const intentAfter = (intent: PaymentIntent, before: Refund | null, after: Refund, at: Instant): PaymentIntent => {
  const was = takenBy(before);
  const is = takenBy(after);
  const reserved = (intent.reserved ?? 0) - was.reserved + is.reserved;
  const refunded = (intent.refunded ?? 0) - was.refunded + is.refunded;
  const owed =
    after.state === "failed"
      ? {
          refundDueSince: intent.refundDueSince ?? at,
          refundOwed: Math.max(owedBack(intent), reserved + after.amount),
        }
      : {};
  return { ...intent, reserved, refunded, ...owed };
};

type Step = {
  before: Refund | null;
  after: Refund;
  what: EventName;
  /** The expectation of the write, besides the states of the move. */
  expects?: Pick<RefundWrite, "notBy" | "unasked">;
  move?: RefundMove;
  sealed?: { sealed?: string };
};

/**
 * All that a step of a refund changes, in one transaction: the refund, what it takes of its payment, the row of money
 * that moved, its line and the payment's task in their lists, and the event. The dossier stays where it is, whatever its
 * state. An open refund stands in one list, and a payment in `due` as long as more is owed back than was asked for.
 */
export const refundChange = (
  { record, intent }: Found,
  { before, after, what, expects, move, sealed }: Step,
  act: Act,
  digest: Digest,
): ChangeSet => {
  const { dossier, refunds } = record;
  const { unit } = dossier.step;
  const changed = intentAfter(intent, before, after, act.at);
  const others = refunds.filter(({ id }) => id !== after.id);
  const tasks = taskOf(changed, [...others, after], unit);
  // A task that goes on is replaced under its own key: one transaction may not touch an item twice.
  const gone = tasks.length === 0 ? taskOf(intent, refunds, unit) : [];
  const facts = {
    reference: intent.reference,
    refund: after.id,
    provider: after.method ?? intent.provider,
    amount: after.amount,
    state: after.state,
    ...(after.code === undefined ? {} : { code: after.code }),
  };
  return {
    ...changeOf(dossier, dossier, { what, facts, ...sealed }, act, digest),
    intent: changed,
    refund: { after, from: move === undefined ? null : REFUND_MOVES[move], ...expects },
    ...(after.state === "refunded" ? { ledger: [refundRow(intent, after, unit, act.at)] } : {}),
    refunds: {
      put: [...entryOf(after, unit), ...tasks],
      drop: [...(before ? entryOf(before, unit) : []), ...gone],
    },
  };
};
