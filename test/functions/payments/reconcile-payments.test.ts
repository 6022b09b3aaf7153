import { describe, expect, it } from "vitest";
import { reconcilePayments } from "../../../functions/payments/reconcile-payments.ts";
import { sha256 } from "../../../shared/adapters/crypto/digest.ts";
import { cancelPayment } from "../../../shared/domain/dossiers/cancel-payment.ts";
import type { IntentState } from "../../../shared/domain/payments/intent.ts";
import { act, LAN, MONDAY } from "../../builders/dossier.ts";
import { minutesAfter, moneyWorld } from "../../builders/money-world.ts";
import { withLog } from "../boundary/captured-log.ts";

type World = ReturnType<typeof moneyWorld>;
const FOREVER = () => 240_000;
const NOTHING = { asked: 0, told: 0, recorded: 0, unknown: 0, unreachable: 0, failed: 0, left: 0 };

const run = (world: World, minutes: number, leftMs = FOREVER) =>
  withLog(() => reconcilePayments(minutesAfter(minutes), world.dependencies, leftMs));

/** A dossier that owes its fee, with one payment begun on Monday morning. */
const one = async () => {
  const world = moneyWorld();
  const { dossier } = await world.owing();
  return { world, id: dossier.id, intent: await world.begin(dossier.id) };
};

describe("the reconciler", () => {
  it("asks at a quarter of an hour, an hour and a day, once each, and then no more", async () => {
    const { world } = await one();
    const asked: Record<number, number> = {};
    for (const minutes of [10, 14, 15, 20, 59, 60, 65, 1439, 1440, 1445, 10_000]) {
      await run(world, minutes);
      asked[minutes] = world.asked.length;
    }
    expect(asked).toEqual({ 10: 0, 14: 0, 15: 1, 20: 1, 59: 1, 60: 2, 65: 2, 1439: 2, 1440: 3, 1445: 3, 10000: 3 });
    expect(world.store.inquiries).toEqual([]);
  });

  it("records what it is told as if the provider had called, counted from when the payer paid", async () => {
    const { world, id, intent } = await one();
    world.tells(intent, { paidAt: minutesAfter(5) });
    const { result } = await run(world, 20);
    expect(result).toEqual({ ...NOTHING, asked: 1, told: 1, recorded: 1 });
    expect(world.intentOf(intent.id)).toMatchObject({ state: "paid", paidAt: minutesAfter(5) });
    expect(world.recordOf(id).dossier).toMatchObject({ state: "submitted" });
    expect(world.store.ledger).toHaveLength(1);
    expect((await run(world, 70)).result).toEqual(NOTHING);
    expect(world.store.inquiries).toEqual([]);
  });

  it.each([
    ["before the payment was begun", -1],
    ["later than now", 21],
    ["after it expired", 16],
  ])("takes a payment told of as made %s for late, and still records it", async (_, paid) => {
    const { world, intent } = await one();
    world.tells(intent, { paidAt: minutesAfter(paid) });
    await run(world, 20);
    expect(world.intentOf(intent.id).state).toBe("late-paid");
    expect(world.store.ledger).toHaveLength(1);
  });

  it("does not ask about what is settled, and forgets it", async () => {
    const { world, intent } = await one();
    await world.calls(intent);
    expect((await run(world, 20)).result).toEqual(NOTHING);
    expect(world.asked).toEqual([]);
    expect(world.store.inquiries).toEqual([]);
  });

  it.each<[string, IntentState, (world: World, id: string) => Promise<unknown>]>([
    ["failed", "paid", (world, id) => world.calls(world.intentOf(id), { outcome: "failed", status: "24-02" })],
    ["was held", "paid", (world, id) => world.calls(world.intentOf(id), { outcome: "suspect", status: "07-07" })],
    [
      "was cancelled",
      "late-paid",
      async (world, id) => {
        const record = world.recordOf(id.slice(0, 16));
        const change = cancelPayment(record, id, { by: "payer", words: {} }, act(LAN, minutesAfter(1)), sha256);
        if (!("intent" in change)) throw new Error("not cancelled");
        await world.store.commit(change);
      },
    ],
  ])("asks about a payment that %s, for it may have been made all the same: %s", async (_, state, happens) => {
    const { world, id, intent } = await one();
    await happens(world, intent.id);
    world.tells(intent, { paidAt: minutesAfter(5) });
    await run(world, 20);
    expect(world.intentOf(intent.id).state).toBe(state);
    expect(world.recordOf(id).dossier.state).toBe("submitted");
  });

  it("keeps what the provider did not answer, past the day, until it does", async () => {
    const { world, intent } = await one();
    world.says.set(intent.reference, { answer: "unreachable", why: "timeout" });
    for (const minutes of [15, 20, 1500, 3000]) {
      const { result } = await run(world, minutes);
      expect(result).toEqual({ ...NOTHING, asked: 1, unreachable: 1 });
    }
    world.tells(intent, { paidAt: minutesAfter(5) });
    await run(world, 3005);
    expect(world.intentOf(intent.id).state).toBe("paid");
    expect(world.store.inquiries).toEqual([]);
  });

  it("says which provider answered nothing at all in a run, and of nobody else", async () => {
    const { world, intent } = await one();
    const other = await world.owing();
    await world.begin(other.dossier.id, MONDAY, "momo");
    world.says.set(intent.reference, { answer: "unreachable", why: "timeout" });
    const { lines } = await run(world, 20);
    const silent = lines.filter(({ code }) => code === "payment-provider-silent");
    expect(silent.map(({ provider }) => provider)).toEqual(["vnpay"]);
  });

  it("stops calling a provider that is down, and goes on with the others", async () => {
    const world = moneyWorld();
    for (let nth = 0; nth < 60; nth += 1) {
      const { dossier } = await world.owing();
      const intent = await world.begin(dossier.id, MONDAY, nth < 50 ? "vnpay" : "momo");
      if (nth < 50) world.says.set(intent.reference, { answer: "unreachable", why: "timeout" });
    }
    const { result } = await run(world, 20);
    expect(result.unknown).toBe(10);
    expect(result.unreachable).toBeLessThan(30);
    expect(result.unreachable + result.left).toBe(50);
    expect(world.store.inquiries).toHaveLength(60);
  });

  it("takes no provider for down because payments of a merchant of before can no longer be asked about", async () => {
    const world = moneyWorld();
    for (let nth = 0; nth < 120; nth += 1) {
      const { dossier } = await world.owing();
      const intent = await world.begin(dossier.id, nth < 100 ? MONDAY : minutesAfter(1));
      if (nth < 100) world.says.set(intent.reference, { answer: "unreachable", why: "merchant" });
    }
    const { result, lines } = await run(world, 20);
    expect(result).toEqual({ ...NOTHING, asked: 20, unknown: 20, left: 100 });
    expect(world.store.inquiries).toHaveLength(120);
    expect(lines.filter(({ code }) => code === "payment-provider-silent")).toEqual([]);
  });

  it("and a callback at the same moment have one effect", async () => {
    const { world, intent } = await one();
    world.tells(intent, { paidAt: minutesAfter(5) });
    world.hooks.whileAsked = async (asked) => {
      await world.calls(asked, { paidAt: minutesAfter(5) }, minutesAfter(14));
    };
    const { result } = await run(world, 20);
    expect(result).toMatchObject({ told: 1, recorded: 0 });
    expect(world.store.ledger).toHaveLength(1);
    expect(world.store.refunds).toEqual([]);
    expect(world.intentOf(intent.id)).toMatchObject({ state: "paid" });
  });

  it("keeps an inquiry whose answer could not be stored, fails at its end, and stops no other", async () => {
    const { world, intent } = await one();
    const { dossier } = await world.owing();
    const second = await world.begin(dossier.id);
    for (const told of [intent, second]) world.tells(told, { paidAt: minutesAfter(5) });
    const commit = world.store.commit;
    world.store.commit = async (change) => (change.event.dossierId === intent.dossierId ? "stale" : commit(change));
    await expect(run(world, 20)).rejects.toThrow("1 payments");
    expect(world.intentOf(second.id).state).toBe("paid");
    world.store.commit = commit;
    await run(world, 25);
    expect(world.intentOf(intent.id).state).toBe("paid");
    expect(world.store.ledger).toHaveLength(2);
  });

  it.each(["commit", "plan", "forget"] as const)(
    "killed before or after it would %s, asks again and forgets nothing",
    async (point) => {
      for (const when of ["before", "after"] as const) {
        const { world, intent } = await one();
        const told = point === "commit";
        if (told) world.tells(intent, { paidAt: minutesAfter(5) });
        const { inquiries } = world.dependencies;
        const cut =
          <A, R>(act: (given: A) => Promise<R>) =>
          async (given: A): Promise<R> => {
            if (when === "after") await act(given);
            throw new Error("killed");
          };
        const store = { ...world.store, read: world.store.read, commit: world.store.commit };
        if (point === "commit") store.commit = cut(world.store.commit);
        const dying = {
          ...world.dependencies,
          store: store as unknown as typeof world.store,
          inquiries: point === "commit" ? inquiries : { ...inquiries, [point]: cut(inquiries[point]) },
        };
        await expect(withLog(() => reconcilePayments(minutesAfter(20), dying, FOREVER))).rejects.toThrow("1 payments");
        expect(world.store.inquiries.length).toBeGreaterThan(0);
        for (const minutes of [25, 61, 1441]) await run(world, minutes);
        expect(world.store.inquiries).toEqual([]);
        expect(world.intentOf(intent.id).state).toBe(told ? "paid" : "pending");
        expect(world.store.ledger).toHaveLength(told ? 1 : 0);
        // At a day at the latest it has been asked as often as it would have been.
        expect(world.asked.length).toBeGreaterThanOrEqual(told ? 1 : 3);
      }
    },
  );

  it("goes on where a run was cut: each payment is asked about once", async () => {
    const world = moneyWorld();
    for (let nth = 0; nth < 40; nth += 1) {
      const { dossier } = await world.owing();
      world.tells(await world.begin(dossier.id), { paidAt: minutesAfter(5) });
    }
    let left = 15;
    const { result: first } = await run(world, 20, () => {
      left -= 1;
      return left > 0 ? 240_000 : 0;
    });
    expect(first.asked).toBeGreaterThan(0);
    expect(first.left).toBe(40 - first.asked);
    const { result: second } = await run(world, 25);
    expect(second).toMatchObject({ asked: first.left, recorded: first.left, left: 0 });
    expect(new Set(world.asked).size).toBe(40);
    expect(world.asked).toHaveLength(40);
    expect(world.store.ledger).toHaveLength(40);
  });

  it("brings in every payment of two hours without a single call", async () => {
    const world = moneyWorld();
    for (let nth = 0; nth < 24; nth += 1) {
      const { dossier } = await world.owing(minutesAfter(nth * 5));
      const intent = await world.begin(dossier.id, minutesAfter(nth * 5));
      if (nth % 3 > 0) world.tells(intent, { paidAt: minutesAfter(nth * 5 + 3) });
    }
    for (let minutes = 120; minutes <= 135; minutes += 5) await run(world, minutes);
    const states = [...world.store.records.values()].map(({ intents: [intent] }) => intent?.state);
    expect(states.filter((state) => state === "paid")).toHaveLength(16);
    expect(world.store.ledger).toHaveLength(16);
  });
});
