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
  alert?: "failed-after-success" | "second-transaction" | "amount-mismatch";
};

/** What makes a notice single. The reference is part of it: VNPAY numbers every failed attempt `0`. */
export const noticeKeyOf = (notice: ProviderNotice): string =>
  `${notice.provider}:${notice.reference}:${notice.transaction}:${notice.status}`;

const agrees = (notice: ProviderNotice, intent: PaymentIntent): boolean =>
  notice.amountVnd === intent.amount &&
  (notice.currency ?? intent.currency) === intent.currency &&
  notice.merchant === intent.merchant;

const alertOf = (notice: ProviderNotice, intent: PaymentIntent): Pick<NoticeVerdict, "alert"> => {
  if (notice.outcome === "failed") return { alert: "failed-after-success" };
  const second = notice.outcome === "success" && notice.transaction !== intent.providerReference;
  return second ? { alert: "second-transaction" } : {};
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

/**
 * What a verified notice means for an intent, in the order that VNPAY prescribes after the checksum: is the order
 * known, does the amount agree (currency and merchant with it), is it confirmed already, else it is recorded.
 *
 * A payment is late by *our* clock, from the intent's expiry on: the citizen has seen the intent expire and may have
 * begun another. It still meets a demand that is open; it never disappears.
 *
 * @param at when the notice arrived.
 */
export const judgeNotice = (given: {
  notice: ProviderNotice;
  intent: PaymentIntent | undefined;
  demand: DemandStanding;
  at: Instant;
}): NoticeVerdict => {
  const { notice, intent, demand, at } = given;
  if (!intent || intent.reference !== notice.reference || intent.provider !== notice.provider) {
    return { answer: "order-unknown" };
  }
  if (!agrees(notice, intent)) return { answer: "amount-mismatch", alert: "amount-mismatch" };
  if (isSettled(intent.state)) return { answer: "already-confirmed", ...alertOf(notice, intent) };
  const key = noticeKeyOf(notice);
  if (intent.heard.some((earlier) => earlier.key === key)) return { answer: "already-confirmed" };
  return { answer: "recorded", change: recorded(notice, intent, demand, at) };
};
