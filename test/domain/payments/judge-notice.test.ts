import { describe, expect, it } from "vitest";
import type { DemandStanding } from "../../../shared/domain/payments/fold.ts";
import { IntentState, type PaymentIntent } from "../../../shared/domain/payments/intent.ts";
import {
  judgeNotice,
  type NoticeVerdict,
  noticeKeyOf,
  type ProviderNotice,
} from "../../../shared/domain/payments/judge-notice.ts";
import { VNPAY_REPLY } from "../../../shared/domain/payments/vnpay-reply.ts";
import { aNotice, anIntent, REFERENCE } from "../../builders/payment-intent.ts";

const IN_TIME = "2026-11-22T01:06:00.000Z";
const LATE = "2026-11-22T01:15:00.000Z";

const SECOND = "abcdefgh234567aasecond";

const judge = (
  notice: ProviderNotice,
  intent: PaymentIntent | undefined = anIntent(),
  demand: DemandStanding = "open",
  at = IN_TIME,
): NoticeVerdict => judgeNotice({ notice, intents: intent ? [intent] : [], demand, at, secondId: SECOND });

describe("a verified notice", () => {
  it("pays a pending intent and meets its demand", () => {
    const { answer, change, alert } = judge(aNotice());
    expect([answer, alert]).toEqual(["recorded", undefined]);
    expect(change).toMatchObject({ event: "payment-confirmed", settlesDemand: true, refundDue: false });
    expect(change?.intent).toEqual({
      ...anIntent(),
      state: "paid",
      providerReference: "14980726",
      paidAt: "2026-11-22T01:05:00.000Z",
      heard: [{ key: `vnpay:${REFERENCE}:14980726:00-00`, outcome: "success", at: IN_TIME }],
    });
  });

  it("is of an unknown order without an intent, for another reference or another provider's intent", () => {
    expect(judgeNotice({ notice: aNotice(), intents: [], demand: "gone", at: IN_TIME, secondId: SECOND })).toEqual({
      answer: "order-unknown",
    });
    expect(judge(aNotice({ reference: "other" })).answer).toBe("order-unknown");
    expect(judge(aNotice(), anIntent({ provider: "momo" })).answer).toBe("order-unknown");
  });

  it.each<[string, Partial<ProviderNotice>]>([
    ["a smaller amount", { amountVnd: 649_999 }],
    ["a hundred times the amount", { amountVnd: 65_000_000 }],
    ["something that is no amount", { amountVnd: null }],
    ["another currency", { currency: "USD" }],
    ["another merchant", { merchant: "SOMEBODY" }],
  ])("with %s is refused, changes nothing and is worth a look", (_, changes) => {
    expect(judge(aNotice(changes))).toEqual({ answer: "amount-mismatch", alert: "amount-mismatch" });
  });

  it("with a wrong amount is so even when the order is paid", () => {
    expect(judge(aNotice({ amountVnd: 1 }), anIntent({ state: "paid" })).answer).toBe("amount-mismatch");
  });

  it("is confirmed already when it is a copy, ten times over", () => {
    const paid = judge(aNotice()).change?.intent;
    for (let copy = 0; copy < 10; copy += 1) expect(judge(aNotice(), paid)).toEqual({ answer: "already-confirmed" });
  });

  it("of a failure is recorded once, and its copies are confirmed already", () => {
    const failure = aNotice({ outcome: "failed", transaction: "0", status: "24-02" });
    const { answer, change } = judge(failure);
    expect([answer, change?.event, change?.intent.state]).toEqual(["recorded", "payment-failed", "failed"]);
    expect(change?.settlesDemand).toBe(false);
    expect(judge(failure, change?.intent)).toEqual({ answer: "already-confirmed" });
  });

  it("of a success after a failure is recorded and applied", () => {
    const failed = judge(aNotice({ outcome: "failed", transaction: "0", status: "24-02" })).change?.intent;
    expect(judge(aNotice(), failed)).toMatchObject({
      answer: "recorded",
      change: { settlesDemand: true, intent: { state: "paid" } },
    });
  });

  it("of a failure after the success changes nothing and is worth a look", () => {
    const paid = judge(aNotice()).change?.intent;
    const failure = aNotice({ outcome: "failed", status: "99-02" });
    expect(judge(failure, paid)).toEqual({ answer: "already-confirmed", alert: "failed-after-success" });
  });

  it("of a second transaction for a paid intent is more money: a payment of its own, owed back and worth a look", () => {
    const paid = judge(aNotice()).change?.intent as PaymentIntent;
    const verdict = judge(aNotice({ transaction: "14980999" }), { ...paid, receipt: "H40/BL1" });
    expect(verdict).toMatchObject({
      answer: "already-confirmed",
      alert: "second-transaction",
      change: { event: "payment-unexpected", settlesDemand: false, refundDue: true },
    });
    expect(verdict.change?.intent).toMatchObject({
      id: SECOND,
      reference: REFERENCE,
      state: "duplicate-paid",
      providerReference: "14980999",
    });
    expect(verdict.change?.intent).not.toHaveProperty("receipt");
  });

  it("of a second transaction that is recorded already is a copy", () => {
    const paid = judge(aNotice()).change?.intent as PaymentIntent;
    const more = judge(aNotice({ transaction: "14980999" }), paid).change?.intent as PaymentIntent;
    const again = {
      notice: aNotice({ transaction: "14980999" }),
      demand: "paid",
      at: IN_TIME,
      secondId: SECOND,
    } as const;
    expect(judgeNotice({ ...again, intents: [paid, more] })).toEqual({ answer: "already-confirmed" });
  });

  it("of a suspicion after the success changes nothing and is worth a look", () => {
    const paid = judge(aNotice()).change?.intent;
    expect(judge(aNotice({ outcome: "suspect", status: "07-07" }), paid)).toEqual({
      answer: "already-confirmed",
      alert: "suspect-after-success",
    });
  });

  it("of a suspicion is held for a person, and pays once it is cleared", () => {
    const held = judge(aNotice({ outcome: "suspect", status: "07-07" }));
    expect(held).toMatchObject({
      answer: "recorded",
      change: { event: "payment-held", settlesDemand: false, intent: { state: "held" } },
    });
    expect(judge(aNotice(), held.change?.intent)).toMatchObject({
      answer: "recorded",
      change: { settlesDemand: true, intent: { state: "paid" } },
    });
  });

  it("after the expiry is late, and still meets a demand that is open", () => {
    expect(judge(aNotice(), anIntent(), "open", LATE)).toMatchObject({
      answer: "recorded",
      change: { event: "payment-confirmed", settlesDemand: true, refundDue: false, intent: { state: "late-paid" } },
    });
  });

  it.each<[string, IntentState, DemandStanding, IntentState]>([
    ["after a withdrawal", "cancelled", "gone", "late-paid"],
    ["when the dossier is gone and the intent was not cancelled in time", "pending", "gone", "late-paid"],
    ["when another intent has paid", "pending", "paid", "duplicate-paid"],
    ["when another intent has paid after this one expired", "expired", "paid", "duplicate-paid"],
  ])("%s is recorded and owed back", (_, state, demand, reached) => {
    expect(judge(aNotice(), anIntent({ state }), demand)).toMatchObject({
      answer: "recorded",
      change: { event: "payment-unexpected", settlesDemand: false, refundDue: true, intent: { state: reached } },
    });
  });

  it("without a time of payment is paid when it arrives", () => {
    const { paidAt: _, ...notice } = aNotice();
    expect(judge(notice).change?.intent.paidAt).toBe(IN_TIME);
  });

  it("tells failed attempts of two intents apart, although the provider numbers both 0", () => {
    const failure = aNotice({ outcome: "failed", transaction: "0", status: "24-02" });
    expect(noticeKeyOf(failure)).not.toBe(noticeKeyOf({ ...failure, reference: "abcdefgh234567aazzzzzz" }));
  });
});

/** Four kinds of notice as they may come for one intent, each with its own key. */
const KINDS: ProviderNotice[] = [
  aNotice(),
  aNotice({ outcome: "failed", transaction: "0", status: "24-02" }),
  aNotice({ outcome: "suspect", status: "07-07" }),
  aNotice({ outcome: "unsettled", transaction: "0", status: "00-01" }),
];

const sequences = (length: number): ProviderNotice[][] =>
  length === 0 ? [[]] : sequences(length - 1).flatMap((head) => KINDS.map((next) => [...head, next]));

describe("every order of up to four notices", () => {
  const all = [1, 2, 3, 4].flatMap(sequences);

  const run = (notices: readonly ProviderNotice[]) => {
    let intent = anIntent();
    const answers: string[] = [];
    let settled = 0;
    for (const notice of notices) {
      const { answer, change } = judge(notice, intent, settled > 0 ? "paid" : "open");
      answers.push(answer);
      if (change) intent = change.intent;
      if (change?.settlesDemand) settled += 1;
    }
    return { intent, answers, settled };
  };

  it("there are 340 of them", () => {
    expect(all).toHaveLength(340);
  });

  it("leads to the state of the set of notices, not of their order", () => {
    const states = new Map<string, Set<string>>();
    for (const notices of all) {
      const set = [...new Set(notices.map(noticeKeyOf))].sort().join();
      states.set(set, (states.get(set) ?? new Set()).add(run(notices).intent.state));
    }
    expect([...states.values()].every((found) => found.size === 1)).toBe(true);
  });

  it("meets the demand exactly once when a success is among them, and never otherwise", () => {
    for (const notices of all) {
      const expected = notices.some(({ outcome }) => outcome === "success") ? 1 : 0;
      expect(run(notices).settled, JSON.stringify(notices.map(({ outcome }) => outcome))).toBe(expected);
    }
  });

  it("answers recorded once for each different notice until the success, then confirmed already", () => {
    for (const notices of all) {
      let paid = false;
      const seen = new Set<string>();
      const expected = notices.map((notice) => {
        const fresh = !paid && !seen.has(noticeKeyOf(notice));
        seen.add(noticeKeyOf(notice));
        paid ||= notice.outcome === "success";
        return fresh ? "recorded" : "already-confirmed";
      });
      expect(run(notices).answers).toEqual(expected);
    }
  });
});

describe("the answer to VNPAY", () => {
  it("is one of its own words for everything a notice can mean", () => {
    expect(VNPAY_REPLY).toEqual({
      recorded: { RspCode: "00", Message: "Confirm Success" },
      "order-unknown": { RspCode: "01", Message: "Order not found" },
      "already-confirmed": { RspCode: "02", Message: "Order already confirmed" },
      "amount-mismatch": { RspCode: "04", Message: "Invalid amount" },
      "checksum-failed": { RspCode: "97", Message: "Fail checksum" },
      fault: { RspCode: "99", Message: "Unknown error" },
    });
  });

  it("is the same for every state of an intent whose amount does not agree", () => {
    for (const state of IntentState.options) {
      expect(judge(aNotice({ amountVnd: 1 }), anIntent({ state })).answer).toBe("amount-mismatch");
    }
  });
});
