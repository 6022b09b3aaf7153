import type { EventName } from "../dossiers/event.ts";
import type { Instant } from "../foundation/instant.ts";
import { afterOccurrence, type DemandStanding, isSettled } from "./fold.ts";
import type { NoticeOutcome, PaymentIntent, PaymentProvider } from "./intent.ts";

/** A notice whose signature has been verified. */
export type ProviderNotice = {
  provider: PaymentProvider;
  reference: string;
  /** Whole đồng; null where what was sent is not such an amount. */
  amountVnd: number | null;
  currency?: string;
  merchant: string;
  outcome: NoticeOutcome;
  /** The provider's own number of the transaction; "0" where there was none. */
  transaction: string;
  /** The provider's own codes, as one word: what tells two notices of one transaction apart. */
  status: string;
  paidAt?: Instant;
};

/** What the provider is told; its words for each stand in a table of its own, `vnpay-reply.ts`. */
export type NoticeAnswer = "recorded" | "already-confirmed" | "order-unknown" | "amount-mismatch";

export type PaymentChange = {
  event: Extract<EventName, "payment-confirmed" | "payment-failed" | "payment-held" | "payment-unexpected">;
  /** The intent as it is to be stored, together with the event and the dossier's move. */
  intent: PaymentIntent;
  /** The demand is met by this payment: the dossier moves on. */
  settlesDemand: boolean;
  /** The money came in and nothing is owed for it. */
  refundDue: boolean;
};

export type NoticeVerdict = {
  answer: NoticeAnswer;
  change?: PaymentChange;
  /** Worth a person's look although nothing changes. */
  alert?: "held" | "failed-after-success" | "suspect-after-success" | "second-transaction" | "amount-mismatch";
};

/** What makes a notice single. The reference is part of it: VNPAY numbers every failed attempt `0`. */
export const noticeKeyOf = (notice: ProviderNotice): string =>
  `${notice.provider}:${notice.reference}:${notice.transaction}:${notice.status}`;

const agrees = (notice: ProviderNotice, intent: PaymentIntent): boolean =>
  notice.amountVnd === intent.amount &&
  (notice.currency ?? intent.currency) === intent.currency &&
  notice.merchant === intent.merchant;

/** What a provider says of an intent whose money it has already told of. */
const afterSuccess = (
  notice: ProviderNotice,
  { intents, at, secondId }: Pick<Heard, "intents" | "at" | "secondId">,
): NoticeVerdict => {
  const answer = "already-confirmed";
  if (notice.outcome === "failed") return { answer, alert: "failed-after-success" };
  if (notice.outcome === "suspect") return { answer, alert: "suspect-after-success" };
  if (notice.outcome !== "success") return { answer };
  const [intent] = intents;
  if (!intent || intents.some(({ providerReference }) => providerReference === notice.transaction)) return { answer };
  return { answer, alert: "second-transaction", change: secondPayment(notice, intent, at, secondId) };
};

/** Money that came a second time under one reference: a payment of its own, which nobody owed. */
const secondPayment = (notice: ProviderNotice, intent: PaymentIntent, at: Instant, id: string): PaymentChange => {
  const {
    receipt: _,
    reserved: __,
    refunded: ___,
    refundDueSince: ____,
    refundOwed: _____,
    returnUrl: ______,
    ...asked
  } = intent;
  const heard = [{ key: noticeKeyOf(notice), outcome: notice.outcome, at }];
  return {
    event: "payment-unexpected",
    intent: {
      ...asked,
      id,
      heard,
      state: "duplicate-paid",
      createdAt: at,
      providerReference: notice.transaction,
      paidAt: notice.paidAt ?? at,
    },
    settlesDemand: false,
    refundDue: true,
  };
};

const EVENT_OF = {
  failed: "payment-failed",
  unsettled: "payment-unexpected",
  suspect: "payment-held",
} as const;

const recorded = (
  notice: ProviderNotice,
  intent: PaymentIntent,
  demand: DemandStanding,
  at: Instant,
): PaymentChange => {
  const heard = [...intent.heard, { key: noticeKeyOf(notice), outcome: notice.outcome, at }];
  if (notice.outcome !== "success") {
    const state = afterOccurrence(intent.state, { kind: notice.outcome });
    return {
      event: EVENT_OF[notice.outcome],
      intent: { ...intent, heard, state },
      settlesDemand: false,
      refundDue: false,
    };
  }
  const state = afterOccurrence(intent.state, { kind: "success", demand, late: at >= intent.expiresAt });
  const settlesDemand = demand === "open";
  return {
    event: settlesDemand ? "payment-confirmed" : "payment-unexpected",
    intent: { ...intent, heard, state, providerReference: notice.transaction, paidAt: notice.paidAt ?? at },
    settlesDemand,
    refundDue: !settlesDemand,
  };
};

type Heard = {
  notice: ProviderNotice;
  /** The intents of the notice's reference: the one that was asked for, and what came in under it besides. */
  intents: readonly PaymentIntent[];
  /** Where the demand stands that the first of them was made for. */
  demand: DemandStanding;
  /** When the notice arrived. */
  at: Instant;
  /** The id that a second payment under the same reference would have. */
  secondId: string;
};

/**
 * What a verified notice means for an intent, in the order that VNPAY prescribes after the checksum: is the order
 * known, does the amount agree (currency and merchant with it), is it confirmed already, else it is recorded.
 *
 * A payment is late by *our* clock, from the intent's expiry on: the citizen has seen the intent expire and may have
 * begun another. It still meets a demand that is open; it never disappears.
 * What the provider tells of money under another transaction number is more money, and is recorded too.
 */
export const judgeNotice = (given: Heard): NoticeVerdict => {
  const { notice, intents, demand, at } = given;
  const [intent] = intents;
  if (!intent || intent.reference !== notice.reference || intent.provider !== notice.provider) {
    return { answer: "order-unknown" };
  }
  if (!agrees(notice, intent)) return { answer: "amount-mismatch", alert: "amount-mismatch" };
  if (isSettled(intent.state)) return afterSuccess(notice, given);
  const key = noticeKeyOf(notice);
  if (intent.heard.some((earlier) => earlier.key === key)) return { answer: "already-confirmed" };
  const change = recorded(notice, intent, demand, at);
  return { answer: "recorded", change, ...(change.intent.state === "held" ? { alert: "held" } : {}) };
};
