import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sha256 } from "../../../shared/adapters/crypto/digest.ts";
import { sealing } from "../../../shared/adapters/crypto/sealing.ts";
import type { ChangeSet } from "../../../shared/domain/dossiers/change-set.ts";
import { wordsOf } from "../../../shared/domain/dossiers/words.ts";
import { instantOf, millisOf } from "../../../shared/domain/foundation/instant.ts";
import { isRefusal, type Refusal } from "../../../shared/domain/foundation/refusal.ts";
import { type PaymentIntent, shownState } from "../../../shared/domain/payments/intent.ts";
import {
  isCalled,
  REFUND_MOVES,
  REFUND_STATES,
  type Refund,
  type RefundState,
} from "../../../shared/domain/payments/refund.ts";
import { completeRefund, type RefundCompletion } from "../../../shared/domain/payments/refunds/complete-refund.ts";
import { approveRefund, rejectRefund } from "../../../shared/domain/payments/refunds/decide-refund.ts";
import type { FoundRefund } from "../../../shared/domain/payments/refunds/refund-change.ts";
import {
  giveUpWaiting,
  handOver,
  isToBeAsked,
  orderOf,
  settleRefund,
} from "../../../shared/domain/payments/refunds/settle-refund.ts";
import { act, expectDone, MONDAY, officer } from "../../builders/dossier.ts";
import { asked, CASHIER, LEADER, must, mustRead, PAID, paidDossier, refundOf } from "../../builders/refund.ts";
import { MemoryDossiers } from "../../fakes/dossier-store.ts";
import { MemoryRefunds } from "../../fakes/refund-store.ts";

const HOUR = 3_600_000;
const after = (hours: number): string => instantOf(millisOf(MONDAY) + hours * HOUR);
const PROVIDER = { kind: "provider", id: "vnpay" } as const;
const JOB = { kind: "schedule", id: "send-refunds" } as const;

const approve = (found: FoundRefund, by = LEADER) => approveRefund(found, act(by), sha256);
const reject = (found: FoundRefund, by = LEADER) =>
  rejectRefund(found, { reason: "Không đúng" }, act(by), sha256, sealing);
const complete = (found: FoundRefund, by = CASHIER, method: RefundCompletion["method"] = "transfer") =>
  completeRefund(found, { method, reference: "UNC 12" }, act(by), sha256);
const refunded = (found: FoundRefund, at?: string) =>
  settleRefund(found, { answer: "refunded", transaction: "R1", ...(at ? { at } : {}) }, act(PROVIDER), sha256);
const refused = (found: FoundRefund) => settleRefund(found, { answer: "refused", code: "95" }, act(PROVIDER), sha256);
const silence = (found: FoundRefund, at: string) => giveUpWaiting(found, act(JOB, at), sha256);

/** A paid dossier with a refund of it, led as far as told. */
const led = async (
  steps: ((found: FoundRefund) => ChangeSet | Refusal | null)[],
  { amount = PAID, intent = {}, due = false }: { amount?: number; intent?: Partial<PaymentIntent>; due?: boolean } = {},
) => {
  const store = new MemoryDossiers();
  const { id } = await paidDossier(store, intent, due);
  const refund = await must(store, id, (record) => asked(record, amount));
  for (const step of steps) await must(store, id, (record) => step(refundOf(record, refund)));
  return { store, id, refund, record: await mustRead(store, id), lists: store.refunds.map(({ list }) => list) };
};

describe("what a cashier may ask for", () => {
  const ask = async (amount: number, intent: Partial<PaymentIntent> = {}) => {
    const store = new MemoryDossiers();
    const { id } = await paidDossier(store, intent);
    return asked(await mustRead(store, id), amount);
  };

  it.each([0, -1, 0.5, PAID + 1, Number.NaN, Number.MAX_SAFE_INTEGER])("is not %d đồng", async (amount) => {
    expect(await ask(amount)).toMatchObject({ refused: "refund-amount-refused", faults: [{ pointer: "/amount" }] });
  });

  it("is up to all of what came in, and never more than is left", async () => {
    expect(await ask(PAID)).toMatchObject({ reservedAtMost: 0, intent: { reserved: PAID, refunded: 0 } });
    expect(await ask(1, { reserved: PAID })).toMatchObject({ refused: "refund-amount-refused" });
    expect(await ask(1, { reserved: PAID - 1 })).toMatchObject({ intent: { reserved: PAID } });
  });

  it.each(["paid", "late-paid", "duplicate-paid"] as const)("is of a payment that is %s", async (state) => {
    expect(await ask(1, { state })).toMatchObject({ refund: { after: { state: "requested" } } });
  });

  it.each(["pending", "failed", "expired", "cancelled", "held"] as const)("is not of one that is %s", async (state) => {
    expect(await ask(1, { state })).toMatchObject({ refused: "refund-amount-refused" });
  });

  it("is not of a waiver, which brought no money", async () => {
    expect(await ask(1, { provider: "waiver" })).toMatchObject({ refused: "refund-amount-refused" });
  });

  it("says why only sealed: the event shows amounts and ids", async () => {
    const { store, id, record } = await led([]);
    const event = store.events.get(id)?.at(-1);
    if (!event) throw new Error("no event");
    expect(JSON.stringify(event)).not.toContain("Thu thừa");
    expect(wordsOf(event, record.person, sealing)).toEqual({ reason: "Thu thừa" });
    expect(event).toMatchObject({
      what: "refund-requested",
      facts: { amount: PAID },
      from: "submitted",
      to: "submitted",
    });
  });
});

describe("four eyes", () => {
  it("keep the one who asked, and the one who took the money, from deciding", async () => {
    const { record } = await led([], { intent: { provider: "cash", recordedBy: "till" } });
    for (const decide of [approve, reject]) {
      expect(decide(refundOf(record), CASHIER)).toMatchObject({ refused: "duties-not-separated" });
      expect(decide(refundOf(record), officer("till"))).toMatchObject({ refused: "duties-not-separated" });
      expect(isRefusal(decide(refundOf(record), LEADER))).toBe(false);
    }
  });

  it("keep the one who approved from paying it out", async () => {
    const { record } = await led([approve], { intent: { provider: "cash" } });
    expect(complete(refundOf(record), LEADER)).toMatchObject({ refused: "duties-not-separated" });
    expect(isRefusal(complete(refundOf(record), CASHIER))).toBe(false);
  });
});

describe("where an approved refund goes", () => {
  it.each([
    ["vnpay", "approved"],
    ["momo", "approved"],
    ["payos", "by-hand"],
    ["cash", "by-hand"],
    ["transfer", "by-hand"],
  ] as const)("%s: %s", async (provider, state) => {
    const { record, lists } = await led([approve], { intent: { provider } });
    expect(record.refunds).toMatchObject([{ state, approvedBy: "leader" }]);
    expect(lists).toEqual([state]);
  });

  it.each([
    ["vnpay", "by-hand"],
    ["momo", "approved"],
  ] as const)("%s, of one of two payments under one reference: %s", async (provider, state) => {
    const { record } = await led([], { intent: { provider } });
    const [first] = record.intents as [PaymentIntent];
    const second: PaymentIntent = { ...first, id: `${first.id}more`, state: "duplicate-paid", providerReference: "2" };
    const change = approve(refundOf({ ...record, intents: [first, second] }));
    expect(change).toMatchObject({ refund: { after: { state } } });
  });

  it("is by hand where the provider has refused one of the same payment", async () => {
    const { store, id } = await led([approve, refused], { amount: 1000 });
    const next = await must(store, id, (record) => asked(record, 1000));
    await must(store, id, (record) => approve(refundOf(record, next)));
    expect(store.refunds.map(({ list }) => list)).toEqual(["by-hand"]);
  });
});

describe("each step", () => {
  const steps = {
    approval: (found: FoundRefund) => approve(found),
    rejection: (found: FoundRefund) => reject(found),
    completion: (found: FoundRefund) =>
      complete(found, CASHIER, found.refund.state === "unanswered" ? "provider" : "cash"),
    answer: (found: FoundRefund) => refunded(found),
    silence: (found: FoundRefund) => silence(found, after(999)),
    "hand-over": (found: FoundRefund) => handOver(found, act(JOB), sha256),
  };
  const rows = Object.entries(steps).flatMap(([move, step]) =>
    REFUND_STATES.map((state) => [move, state, step] as const),
  );

  it.each(rows)("%s of a refund that is %s", async (move, state: RefundState, step) => {
    const { record } = await led([]);
    const found = refundOf(record);
    const attempts = move === "silence" ? { attempts: 1 } : {};
    const outcome = step({ ...found, refund: { ...found.refund, state, ...attempts } });
    const allowed = REFUND_MOVES[move as keyof typeof REFUND_MOVES].includes(state);
    expect(outcome !== null && !isRefusal(outcome)).toBe(allowed);
    if (isRefusal(outcome)) expect(outcome.refused).toBe("refund-not-open");
  });
});

describe("a refund that its provider never answered for", () => {
  const silent = async () => {
    const { record } = await led([approve]);
    const found = refundOf(record);
    return { ...found, refund: { ...found.refund, state: "unanswered" as const, attempts: 9 } };
  };

  it("is never paid by hand", async () => {
    for (const method of ["cash", "transfer"] as const)
      expect(complete(await silent(), CASHIER, method)).toMatchObject({ refused: "refund-not-open" });
  });

  it("is done where a cashier read so on the provider's pages, as the provider's own row of money", async () => {
    const found = await silent();
    const change = expectDone(complete(found, CASHIER, "provider"));
    const { provider, merchant } = found.intent;
    expect(change.ledger).toMatchObject([{ kind: "refund", provider, merchant, transaction: "UNC 12" }]);
    expect(change.intent).toMatchObject({ refunded: found.refund.amount });
  });

  it("is rejected where a leader read that it was not, and the next of its payment is paid by hand", async () => {
    const found = await silent();
    const change = expectDone(reject(found));
    expect(change).toMatchObject({ intent: { reserved: 0 }, refund: { after: { state: "rejected" } } });
    const { after } = change.refund as { after: Refund };
    expect(isCalled(found.intent, { ...found.record, refunds: [after] })).toBe(false);
  });

  it("cannot be said to be done by the provider where it was not asked", async () => {
    const { record } = await led([approve], { intent: { provider: "payos" } });
    expect(complete(refundOf(record), CASHIER, "provider")).toMatchObject({ refused: "refund-not-open" });
  });
});

describe("the task of money that nobody owed", () => {
  it("stands until its whole amount is asked for", async () => {
    const { store, id } = await led([], { amount: PAID - 1, due: true });
    expect(store.refunds).toMatchObject([
      { list: "due", amount: 1 },
      { list: "requested", amount: PAID - 1 },
    ]);
    await must(store, id, (record) => asked(record, 1));
    expect(store.refunds.map(({ list }) => list)).toEqual(["requested", "requested"]);
  });

  it("comes back as it was when its refund is rejected", async () => {
    const { store } = await led([reject], { due: true });
    expect(store.refunds).toMatchObject([{ list: "due", amount: PAID, at: MONDAY }]);
    expect(store.refunds[0]).not.toHaveProperty("cause");
  });

  it("does not come of a rejection where the money was owed", async () => {
    const { store } = await led([reject]);
    expect(store.refunds).toEqual([]);
  });

  it("comes of a failure at the provider, for what failed, also where the money was owed", async () => {
    const { store, record } = await led([approve, refused], { amount: 1000 });
    expect(store.refunds).toMatchObject([{ list: "due", amount: 1000, cause: "refund-failed" }]);
    expect(record.refunds).toMatchObject([{ state: "failed", code: "95" }]);
    expect(record.intents[0]).toMatchObject({ reserved: 0, refunded: 0, refundOwed: 1000 });
  });
});

describe("money that went back", () => {
  it("is one row of the ledger, on the provider's own day", async () => {
    const { store, record } = await led([approve, (found) => refunded(found, "2026-11-24T17:30:00.000Z")]);
    expect(store.ledger.slice(1)).toMatchObject([
      { kind: "refund", provider: "vnpay", transaction: "R1", amount: PAID, day: "2026-11-25", at: MONDAY },
    ]);
    const [intent] = record.intents as [PaymentIntent];
    expect(shownState(intent, MONDAY)).toBe("refunded");
    expect(store.refunds).toEqual([]);
  });

  it("by hand is a row of the unit's, under the number of its slip", async () => {
    const { store } = await led([approve, complete], { intent: { provider: "payos", merchant: "payos-channel" } });
    const { unit = "" } = store.events.values().next().value?.at(-1) ?? {};
    expect(store.ledger.slice(1)).toMatchObject([
      { kind: "refund", provider: "transfer", transaction: "UNC 12", merchant: unit, amount: PAID },
    ]);
  });

  it("in part leaves the payment paid, and less to refund", async () => {
    const { record } = await led([approve, refunded], { amount: 1000 });
    const [intent] = record.intents as [PaymentIntent];
    expect(shownState(intent, MONDAY)).toBe("paid");
    expect(asked(record, PAID)).toMatchObject({ refused: "refund-amount-refused" });
    expect(asked(record, PAID - 1000)).toHaveProperty("refund");
  });
});

describe("a provider that is asked", () => {
  const waiting = async (changes: object = {}) => {
    const found = refundOf((await led([approve])).record);
    return { ...found, refund: { ...found.refund, ...changes } };
  };

  it("hears the same order at every attempt", async () => {
    const found = await waiting();
    const later = {
      ...found,
      refund: { ...found.refund, attempts: 7, askedAt: after(5), state: "unanswered" } as const,
    };
    expect(orderOf(found)).not.toHaveProperty("asked");
    expect(orderOf(later)).toEqual({ ...orderOf(found), asked: true });
    expect(orderOf(found)).toMatchObject({ id: found.refund.id, amount: PAID, full: true, by: "leader", at: MONDAY });
  });

  it("is asked at once, at the next run, and then ever more seldom, at last every hour", async () => {
    const minutes = (count: number) => after(count / 60);
    expect(isToBeAsked((await waiting()).refund, MONDAY)).toBe(true);
    const wait = [4, 8, 16, 32, 60, 60];
    for (const [index, first] of wait.entries()) {
      const { refund } = await waiting({ attempts: index + 1, askedAt: MONDAY });
      expect(isToBeAsked(refund, minutes(first - 1))).toBe(false);
      expect(isToBeAsked(refund, minutes(first))).toBe(true);
    }
  });

  it("goes to a person after 72 hours without a word, and is asked on", async () => {
    const asked_ = await waiting({ attempts: 3, askedAt: after(71) });
    expect(silence(asked_, after(71.9))).toBeNull();
    const given = silence(asked_, after(72));
    expect(given?.refunds).toMatchObject({ put: [{ list: "unanswered" }], drop: [{ list: "approved" }] });
    expect(given?.intent).toMatchObject({ reserved: PAID });
    const silent = await waiting({ state: "unanswered", attempts: 3 });
    expect(isToBeAsked(silent.refund, after(80))).toBe(true);
    expect(complete(silent)).toMatchObject({ refused: "refund-not-open" });
    expect(refunded(silent)).toMatchObject({ refund: { after: { state: "refunded" } } });
  });

  it("is not silent while it says that the money is on its way", async () => {
    expect(silence(await waiting({ attempts: 3, acceptedAt: after(71) }), after(100))).toBeNull();
  });

  it("is left for a cashier's hand only where it was never asked", async () => {
    expect(handOver(await waiting(), act(JOB), sha256)).toMatchObject({
      refund: { after: { state: "by-hand" }, unasked: true },
    });
    expect(handOver(await waiting({ attempts: 1 }), act(JOB), sha256)).toBeNull();
  });
});

describe("any life of a payment's refunds", () => {
  const CHIEF = officer("chief");
  const step = fc.record({
    kind: fc.constantFrom(
      "ask",
      "approve",
      "reject",
      "complete",
      "refunded",
      "refused",
      "silence",
      "attempt",
      "hand-over",
    ),
    nth: fc.nat(5),
    amount: fc.oneof(fc.integer({ min: -2, max: PAID + 2 }), fc.constantFrom(PAID, PAID / 2)),
    by: fc.constantFrom(CASHIER, LEADER, CHIEF),
  });

  const decide = (found: FoundRefund, { kind, by }: { kind: string; by: typeof CASHIER }) => {
    if (kind === "approve") return approve(found, by);
    if (kind === "reject") return reject(found, by);
    if (kind === "complete") return complete(found, by);
    if (kind === "refunded") return refunded(found);
    if (kind === "refused") return refused(found);
    return kind === "silence" ? silence(found, after(72)) : handOver(found, act(JOB), sha256);
  };

  const sum = (amounts: number[]) => amounts.reduce((total, amount) => total + amount, 0);

  const holds = (store: MemoryDossiers, record: Awaited<ReturnType<typeof mustRead>>) => {
    const [intent] = record.intents as [PaymentIntent];
    const { reserved = 0, refunded: back = 0, amount } = intent;
    const open = record.refunds.filter(({ state }) => state !== "rejected" && state !== "failed");
    expect(reserved).toBe(sum(open.map((refund) => refund.amount)));
    expect(back).toBe(sum(open.flatMap((refund) => (refund.state === "refunded" ? [refund.amount] : []))));
    expect(sum(store.ledger.flatMap((row) => (row.kind === "refund" ? [row.amount] : [])))).toBe(back);
    expect(back <= reserved && reserved <= amount).toBe(true);
    const lines = store.refunds.flatMap(({ list, refundId }) => (refundId ? [`${list} ${refundId}`] : []));
    const waiting = open.flatMap(({ state, id }) => (state === "refunded" ? [] : [`${state} ${id}`]));
    expect(lines.sort()).toEqual(waiting.sort());
    const tasks = store.refunds.flatMap((line) => (line.list === "due" ? [line.amount] : []));
    const owed = intent.refundDueSince === undefined ? 0 : (intent.refundOwed ?? amount);
    expect(tasks).toEqual(owed > reserved ? [owed - reserved] : []);
  };

  it("reserves and gives back at most what was paid, each open thing in one list", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 1, maxLength: 30 }),
        fc.boolean(),
        fc.constantFrom("vnpay", "payos", "cash"),
        async (steps, due, provider) => {
          const store = new MemoryDossiers();
          const lists = new MemoryRefunds(store);
          const { id } = await paidDossier(store, { provider }, due);
          for (const one of steps) {
            const record = await mustRead(store, id);
            const refund = record.refunds[one.nth % Math.max(1, record.refunds.length)];
            if (one.kind !== "ask" && !refund) continue;
            if (one.kind === "attempt" && refund) {
              await lists.takeAttempt(refund, MONDAY);
              continue;
            }
            const change =
              refund && one.kind !== "ask"
                ? decide(refundOf(record, refund.id), one)
                : asked(record, one.amount, one.by);
            if (change !== null && !isRefusal(change)) expect(await store.commit(change)).toBe("committed");
            holds(store, await mustRead(store, id));
          }
        },
      ),
      { numRuns: 150 },
    );
  });
});
