import { describe, expect, it } from "vitest";
import { cancelPayment } from "../../../functions/payments/cancel-payment.ts";
import type { Providers } from "../../../functions/payments/dependencies.ts";
import { startPayment } from "../../../functions/payments/start-payment.ts";
import type { PaymentIntent } from "../../../shared/domain/payments/intent.ts";
import type { Provider } from "../../../shared/domain/payments/provider.ts";
import { minutesAfter, moneyWorld } from "../../builders/money-world.ts";

const LAN = { kind: "citizen", sub: "citizen-lan", name: "" } as const;

const common = (key: string, minutes = 1) => ({
  query: undefined,
  headers: {},
  rawQuery: "",
  sourceIp: "127.0.0.1",
  language: "vi" as const,
  at: minutesAfter(minutes),
  correlationId: "test",
  command: { id: key, bodyHash: "body" },
  ifMatch: undefined,
  identity: LAN,
});

/** A dossier that owes 650,000, and a provider changed as told. */
const owing = async (changes: Partial<Provider> = {}) => {
  const world = moneyWorld();
  const { dossier } = await world.owing();
  const provider: Provider = { ...world.dependencies.providers.momo, ...changes };
  const providers: Providers = { momo: provider };
  const dependencies = { ...world.dependencies, providers };
  const start = (key: string, name: "vnpay" | "momo" = "momo") =>
    startPayment({ ...common(key), path: { id: dossier.id }, body: { provider: name } }, dependencies);
  const cancel = (intent: PaymentIntent | undefined) =>
    cancelPayment(
      { ...common("end", 5), path: { id: dossier.id, paymentId: intent?.id ?? "" }, body: {} },
      dependencies,
    );
  const intents = () => world.recordOf(dossier.id).intents;
  return { world, start, cancel, intents };
};

describe("a payment that is begun", () => {
  it("through a provider that the stage has not is refused, and nothing is stored", async () => {
    const { start, intents } = await owing();
    expect(await start("one", "vnpay")).toMatchObject({ refused: "payment-provider-unknown" });
    expect(intents()).toEqual([]);
  });

  it.each([
    ["less", { least: 650_001, most: 1_000_000 }],
    ["more", { least: 1_000, most: 649_999 }],
  ])("of %s than its provider takes is refused, and nothing is stored", async (_, takes) => {
    const { start, intents } = await owing({ takes });
    expect(await start("one")).toMatchObject({ refused: "payment-provider-unsuited" });
    expect(intents()).toEqual([]);
  });

  it.each([[{ least: 650_000, most: 650_000 }]])("of the least and the most that it takes is begun", async (takes) => {
    expect(await (await owing({ takes })).start("one")).toMatchObject({ status: 201 });
  });

  it("while its provider does not answer is kept, and opened with the same key when it does", async () => {
    let up = false;
    const open = async () => (up ? { redirectUrl: "http://pay" } : { unreachable: "timeout" });
    const { start, intents } = await owing({ open });
    expect(await start("one")).toMatchObject({ refused: "payment-provider-unreachable", retryAfterSeconds: 10 });
    up = true;
    expect(await start("one")).toMatchObject({ status: 201, replayed: true, body: { redirectUrl: "http://pay" } });
    expect(intents()).toHaveLength(1);
  });

  it("and paid meanwhile leads its payer to what we know of it, where its page is gone", async () => {
    let gone = false;
    const open = async () => (gone ? { unreachable: "link-paid" } : { redirectUrl: "http://pay" });
    const { world, start, intents } = await owing({ open });
    await start("one");
    const [intent] = intents() as [PaymentIntent];
    await world.calls(intent);
    gone = true;
    const reply = await start("one");
    const redirectUrl = `http://localhost:3000/v1/payments/momo/return?orderId=${intent.reference}`;
    expect(reply).toMatchObject({ status: 201, replayed: true, body: { redirectUrl } });
  });
});

describe("a payment that its payer ends", () => {
  it("is ended at its provider too, where that has a call for it", async () => {
    const closed: string[] = [];
    const cancel = async ({ id }: PaymentIntent) => {
      closed.push(id);
      return { answer: "unknown" } as const;
    };
    const { start, cancel: end, intents } = await owing({ cancel });
    await start("one");
    expect(await end(intents()[0])).toMatchObject({ status: 200, body: { state: "cancelled" } });
    expect(closed).toEqual([intents()[0]?.id]);
    await end(intents()[0]);
    expect(closed).toHaveLength(1);
  });

  it("and that was paid a moment before is recorded as paid", async () => {
    const given: { cancel?: NonNullable<Provider["cancel"]> } = {};
    const { world, start, cancel: end, intents } = await owing({ cancel: (...of) => given.cancel?.(...of) as never });
    await start("one");
    const [intent] = intents() as [PaymentIntent];
    given.cancel = async () => ({ answer: "told", notice: world.noticeOf(intent) });
    expect(await end(intent)).toMatchObject({ status: 200, body: { state: "late-paid" } });
    expect(world.store.ledger).toHaveLength(1);
  });

  it("is ended here though its provider does not answer", async () => {
    const cancel = async () => ({ answer: "unreachable", why: "timeout" }) as const;
    const { start, cancel: end, intents } = await owing({ cancel });
    await start("one");
    expect(await end(intents()[0])).toMatchObject({ status: 200, body: { state: "cancelled" } });
  });
});
