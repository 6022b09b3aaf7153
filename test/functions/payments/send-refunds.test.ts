import { describe, expect, it } from "vitest";
import type { RefundsDependencies } from "../../../functions/payments/dependencies.ts";
import { sendRefunds } from "../../../functions/payments/send-refunds.ts";
import { sha256 } from "../../../shared/adapters/crypto/digest.ts";
import { instantOf, millisOf } from "../../../shared/domain/foundation/instant.ts";
import type { PaymentIntent } from "../../../shared/domain/payments/intent.ts";
import type { RefundAnswer } from "../../../shared/domain/payments/provider.ts";
import { approveRefund } from "../../../shared/domain/payments/refunds/decide-refund.ts";
import { act, MONDAY, officer } from "../../builders/dossier.ts";
import { asked, LEADER, must, mustRead, PAID, paidDossier, refundOf } from "../../builders/refund.ts";
import { MemoryDossiers } from "../../fakes/dossier-store.ts";
import { MemoryRefunds } from "../../fakes/refund-store.ts";
import { RefundingProvider } from "../../fakes/refunding-provider.ts";
import { withLog } from "../boundary/captured-log.ts";

const FOREVER = () => 240_000;
const after = (hours: number): string => instantOf(millisOf(MONDAY) + hours * 3_600_000);
const unreachable: RefundAnswer = { answer: "unreachable", why: "timeout" };

/** A province with a provider that refunds, and refunds that were approved on Monday. */
const aProvince = async (
  count = 1,
  { amount = PAID, intent = {} }: { amount?: number; intent?: Partial<PaymentIntent> } = {},
) => {
  const store = new MemoryDossiers();
  const provider = new RefundingProvider();
  const ids: string[] = [];
  for (let nth = 0; nth < count; nth += 1) {
    const { id } = await paidDossier(store, intent);
    await must(store, id, (record) => asked(record, amount));
    await must(store, id, (record) => approveRefund(refundOf(record), act(LEADER), sha256));
    ids.push(id);
  }
  const dependencies: RefundsDependencies = {
    store,
    refunds: new MemoryRefunds(store),
    providers: { vnpay: provider as never },
    digest: sha256,
  };
  const run = (at: string, over: Partial<RefundsDependencies> = {}, leftMs = FOREVER) =>
    withLog(() => sendRefunds(at, { ...dependencies, ...over }, leftMs));
  const refund = async (nth = 0) => refundOf(await mustRead(store, ids[nth] ?? "")).refund;
  const rows = () => store.ledger.filter(({ kind }) => kind === "refund");
  const lists = () => store.refunds.map(({ list }) => list);
  return { store, provider, dependencies, ids, run, refund, rows, lists };
};

const codesOf = (lines: Record<string, unknown>[]) => lines.map(({ code }) => code);

describe("an approved refund", () => {
  it("is given back by its provider, and recorded with it in one transaction", async () => {
    const { provider, run, refund, rows, lists, store, ids } = await aProvince();
    provider.paidAt = "2026-11-22T18:00:00.000Z";
    const { result } = await run(after(1));
    expect(result).toMatchObject({ refunded: 1, broken: 0 });
    expect(await refund()).toMatchObject({ state: "refunded", transaction: expect.stringMatching(/^T-/), attempts: 1 });
    expect(rows()).toMatchObject([
      { amount: PAID, provider: "vnpay", day: "2026-11-23", refundId: (await refund()).id },
    ]);
    expect((await mustRead(store, ids[0] ?? "")).intents).toMatchObject([{ reserved: PAID, refunded: PAID }]);
    expect(lists()).toEqual([]);
    expect(store.events.get(ids[0] ?? "")?.at(-1)).toMatchObject({
      what: "refund-completed",
      actor: { kind: "provider", id: "vnpay" },
    });
  });

  it("is ordered with its amount, its approver and whether it is all of the payment", async () => {
    const whole = await aProvince();
    await whole.run(MONDAY);
    const part = await aProvince(1, { amount: 1000 });
    await part.run(MONDAY);
    expect(whole.provider.orders).toMatchObject([{ amount: PAID, full: true, by: "leader", at: MONDAY }]);
    expect(part.provider.orders).toMatchObject([{ amount: 1000, full: false, id: (await part.refund()).id }]);
  });

  it("that the provider refuses is a cashier's task again, and somebody is told", async () => {
    const { provider, run, refund, rows, lists } = await aProvince();
    provider.moods.push({ answer: { answer: "refused", code: "95" } });
    const { lines } = await run(MONDAY);
    expect(lines).toContainEqual(expect.objectContaining({ code: "refund-failed", provider: "vnpay", reason: "95" }));
    expect(await refund()).toMatchObject({ state: "failed", code: "95" });
    expect([rows(), lists()]).toEqual([[], ["due"]]);
    await run(after(2));
    expect(provider.orders).toHaveLength(1);
  });

  it.each(["accepted", "unreachable"] as const)("that is %s stays, and is asked again under its id", async (answer) => {
    const { provider, run, refund, lists, store, ids } = await aProvince();
    provider.moods.push({ answer: answer === "accepted" ? { answer } : unreachable, pays: true });
    const { version } = (await mustRead(store, ids[0] ?? "")).dossier;
    await run(MONDAY);
    expect((await mustRead(store, ids[0] ?? "")).dossier.version).toBe(version);
    expect(await refund()).toMatchObject({
      state: "approved",
      attempts: 1,
      lastAnswer: answer === "accepted" ? "accepted" : "timeout",
    });
    expect(lists()).toEqual(["approved"]);
    await run(after(5 / 60));
    expect(provider.orders[0]).not.toHaveProperty("asked");
    expect(provider.orders[1]).toEqual({ ...provider.orders[0], asked: true });
    expect([provider.paid.size, (await refund()).state]).toEqual([1, "refunded"]);
  });

  it("whose provider says nothing for 72 hours goes to a person, stays reserved, and ends by the provider's word", async () => {
    const { provider, run, refund, rows, lists, store, ids } = await aProvince();
    for (let nth = 0; nth < 200; nth += 1) provider.moods.push({ answer: unreachable, pays: true });
    for (let hour = 0; hour < 72; hour += 1) await run(after(hour));
    expect(lists()).toEqual(["approved"]);
    const { lines } = await run(after(72));
    expect(codesOf(lines)).toContain("refund-waiting");
    expect([(await refund()).state, lists()]).toEqual(["unanswered", ["unanswered"]]);
    expect((await mustRead(store, ids[0] ?? "")).intents).toMatchObject([{ reserved: PAID, refunded: 0 }]);
    expect(asked(await mustRead(store, ids[0] ?? ""), 1)).toMatchObject({ refused: "refund-amount-refused" });
    provider.moods.length = 0;
    expect(codesOf((await run(after(73))).lines)).toContain("refund-waiting");
    expect([(await refund()).state, lists(), rows().length, provider.paid.size]).toEqual(["refunded", [], 1, 1]);
  });

  it("that waits for more than a day is told of at every run, and not before", async () => {
    const { provider, run } = await aProvince();
    for (let nth = 0; nth < 50; nth += 1) provider.moods.push({ answer: { answer: "accepted" } });
    expect(codesOf((await run(after(24))).lines)).not.toContain("refund-waiting");
    expect((await run(after(25))).lines).toContainEqual(expect.objectContaining({ code: "refund-waiting", count: 1 }));
  });

  it("of a provider that the province has left is paid by hand where it was never asked, and else waits", async () => {
    const never = await aProvince();
    await never.run(MONDAY, { providers: {} });
    expect([never.lists(), (await never.refund()).state]).toEqual([["by-hand"], "by-hand"]);
    const once = await aProvince();
    once.provider.moods.push({ answer: unreachable, pays: true });
    await once.run(MONDAY);
    await once.run(after(1), { providers: {} });
    expect([once.lists(), (await once.refund()).lastAnswer]).toEqual([["approved"], "not-offered"]);
  });
});

describe("a run", () => {
  it("works on all that wait, the oldest first, and lets none stop the others", async () => {
    const { run, provider, dependencies, ids, rows } = await aProvince(7);
    const store = {
      ...dependencies.store,
      read: async (id: string) => {
        if (id === ids[3]) throw new Error("the table is down");
        return dependencies.store.read(id);
      },
    };
    const broken = run(MONDAY, { store });
    await expect(broken).rejects.toThrow("1 refunds");
    expect([provider.paid.size, rows().length]).toEqual([6, 6]);
    await run(after(1));
    expect([provider.paid.size, rows().length]).toEqual([7, 7]);
  });

  it("begins nothing that it has no time to end", async () => {
    const { run, provider } = await aProvince(3);
    await run(MONDAY, {}, () => 59_000);
    expect(provider.orders).toHaveLength(0);
  });

  it("asks for five at most at a time", async () => {
    const { run, provider } = await aProvince(12);
    let now = 0;
    let most = 0;
    const slow = {
      refund: async (order: Parameters<typeof provider.refund>[0]) => {
        now += 1;
        most = Math.max(most, now);
        await new Promise((resolve) => setTimeout(resolve, 2));
        now -= 1;
        return provider.refund(order);
      },
    };
    await run(MONDAY, { providers: { vnpay: slow as never } });
    expect([most, provider.paid.size]).toEqual([5, 12]);
  });

  it("met by another at the same time asks for each refund once", async () => {
    const { run, provider, rows } = await aProvince(10);
    await Promise.all([run(MONDAY), run(MONDAY), run(MONDAY)]);
    expect([provider.orders.length, rows().length]).toEqual([10, 10]);
  });

  it("is not put off by whoever writes to the dossier meanwhile", async () => {
    const { run, dependencies, rows } = await aProvince();
    let others = 3;
    const commit: typeof dependencies.store.commit = async (change) =>
      others-- > 0 ? "stale" : dependencies.store.commit(change);
    await run(MONDAY, { store: { ...dependencies.store, commit } });
    expect(rows()).toHaveLength(1);
  });
});

describe("a worker that dies", () => {
  type Step = "takeAttempt" | "refund" | "commit" | "noteAnswer";
  const steps: Step[] = ["takeAttempt", "refund", "commit", "noteAnswer"];
  const places = steps.flatMap((step) => (["before", "after"] as const).map((when) => [step, when] as const));

  /** The same call, at which the worker dies the first time. */
  const dying = <Given extends unknown[], Told>(call: (...given: Given) => Promise<Told>, when: "before" | "after") => {
    let dead = false;
    return async (...given: Given): Promise<Told> => {
      if (dead) return call(...given);
      dead = true;
      if (when === "after") await call(...given);
      throw new Error("killed");
    };
  };

  it.each(places)("at %s, %s it, has the money given back once and recorded once", async (step, when) => {
    const { run, provider, dependencies, rows, lists, refund, store, ids } = await aProvince(1, { amount: 1000 });
    // The first answer is lost on the way, so that there is something to note.
    if (step === "noteAnswer") provider.moods.push({ answer: unreachable, pays: true });
    const { refunds } = dependencies;
    const over: Partial<RefundsDependencies> = {
      takeAttempt: { refunds: { ...refunds, takeAttempt: dying(refunds.takeAttempt, when) } },
      noteAnswer: { refunds: { ...refunds, noteAnswer: dying(refunds.noteAnswer, when) } },
      refund: { providers: { vnpay: { refund: dying(provider.refund, when) } as never } },
      commit: { store: { ...dependencies.store, commit: dying(dependencies.store.commit, when) } },
    }[step];
    await expect(run(MONDAY, over)).rejects.toThrow("1 refunds");
    for (const hour of [1, 2, 3]) await run(after(hour));
    expect([...provider.paid.values()]).toEqual([1000]);
    expect(new Set(provider.orders.map(({ id }) => id)).size).toBe(1);
    expect(rows()).toMatchObject([{ amount: 1000 }]);
    expect([(await refund()).state, lists()]).toEqual(["refunded", []]);
    const record = await mustRead(store, ids[0] ?? "");
    expect(record.intents).toMatchObject([{ reserved: 1000, refunded: 1000 }]);
    const events = store.events.get(ids[0] ?? "")?.filter(({ what }) => what === "refund-completed");
    expect(events).toHaveLength(1);
  });

  it("again and again among many refunds loses none and pays none twice", async () => {
    const { run, provider, dependencies, rows, lists } = await aProvince(40, { amount: 1000 });
    let calls = 0;
    const falling =
      <Given extends unknown[], Told>(call: (...given: Given) => Promise<Told>, every: number) =>
      async (...given: Given): Promise<Told> => {
        calls += 1;
        if (calls % every === 0) throw new Error("killed before");
        const told = await call(...given);
        if (calls % (every + 2) === 0) throw new Error("killed after");
        return told;
      };
    const { refunds, store } = dependencies;
    const over = {
      refunds: { ...refunds, takeAttempt: falling(refunds.takeAttempt, 7), noteAnswer: falling(refunds.noteAnswer, 5) },
      providers: { vnpay: { refund: falling(provider.refund, 5) } as never },
      store: { ...store, commit: falling(store.commit, 3) },
    };
    for (let hour = 0; hour < 30; hour += 1) await run(after(hour), over).catch(() => undefined);
    for (let hour = 40; hour < 43; hour += 1) await run(after(hour));
    expect([provider.paid.size, rows().length, lists()]).toEqual([40, 40, []]);
    expect(new Set(rows().map(({ refundId }) => refundId)).size).toBe(40);
  });
});

describe("an officer meanwhile", () => {
  it("can ask for what is left of the payment while a part of it is on its way", async () => {
    const { run, provider, rows, store, ids } = await aProvince(1, { amount: 1000 });
    provider.moods.push({ answer: { answer: "accepted" } });
    await run(MONDAY);
    const rest = await must(store, ids[0] ?? "", (record) => asked(record, PAID - 1000, officer("other")));
    await must(store, ids[0] ?? "", (record) => approveRefund(refundOf(record, rest), act(LEADER), sha256));
    await run(after(1));
    expect(
      rows()
        .map(({ amount }) => amount)
        .sort(),
    ).toEqual([1000, PAID - 1000]);
    expect((await mustRead(store, ids[0] ?? "")).intents).toMatchObject([{ reserved: PAID, refunded: PAID }]);
  });
});
