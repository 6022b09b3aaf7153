import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { filed } from "./filing.ts";
import { begunPayments, doublePayments, paymentStorm, stackWithTable } from "./payment-storm.ts";
import type { JourneyStack } from "./stack.ts";

let world: Awaited<ReturnType<typeof stackWithTable>>;
let stack: JourneyStack;
beforeAll(async () => {
  world = await stackWithTable();
  stack = world.stack;
}, 60_000);
afterAll(() => world?.close());

type Payment = { id: string; reference: string; amount: number; state: string; redirectUrl: string };
const PROVIDERS = ["vnpay", "payos", "momo"] as const;

const begin = async (id: string, provider: string): Promise<Payment> => {
  const reply = await stack.call("citizen-lan", "POST", `/v1/dossiers/${id}/payments`, { body: { provider } });
  expect([reply.status, reply.json]).toEqual([201, expect.objectContaining({ provider, state: "pending" })]);
  return reply.json as Payment;
};
const settle = (provider: string, body: object) => stack.call(null, "POST", `/local/${provider}/settle`, { body });
const stateOf = async (id: string) =>
  ((await stack.call("citizen-lan", "GET", `/v1/dossiers/${id}`)).json as { state: string }).state;
const paymentsOf = async (id: string) =>
  (await stack.call("citizen-lan", "GET", `/v1/dossiers/${id}/payments`)).json as Payment[];

describe("a fee", { timeout: 120_000 }, () => {
  it.each(PROVIDERS)(
    "is paid through %s, page and notice, and its receipt is printed for payer and office",
    async (provider) => {
      const { id } = await filed(stack, "1.004623");
      expect(await stateOf(id)).toBe("payment-due");
      const payment = await begin(id, provider);
      const page = await fetch(payment.redirectUrl);
      expect([page.status, page.headers.get("content-type")]).toEqual([200, expect.stringContaining("text/html")]);
      const settled = await settle(provider, { reference: payment.reference, outcome: "success", copies: 3 });
      expect(settled.status).toBe(200);
      expect(await stateOf(id)).toBe("submitted");
      expect((await paymentsOf(id)).map(({ state }) => state)).toEqual(["paid"]);
      for (const [persona, path] of [
        ["citizen-lan", `/v1/dossiers/${id}/slips/fee-receipt`],
        ["receiver-tourism", `/v1/office/dossiers/${id}/slips/fee-receipt`],
      ] as const) {
        const slip = await stack.call(persona, "GET", path);
        expect([path, slip.status, slip.headers.get("content-type")]).toEqual([path, 200, "application/pdf"]);
      }
    },
  );

  it.each(PROVIDERS)("told as failed by %s is paid by another payment", async (provider) => {
    const { id } = await filed(stack, "1.004623");
    const failed = await begin(id, provider);
    expect((await settle(provider, { reference: failed.reference, outcome: "failed" })).status).toBe(200);
    expect((await paymentsOf(id)).map(({ state }) => state)).toEqual(["failed"]);
    const second = await begin(id, PROVIDERS[(PROVIDERS.indexOf(provider) + 1) % 3] ?? "vnpay");
    const other = PROVIDERS[(PROVIDERS.indexOf(provider) + 1) % 3] ?? "vnpay";
    expect((await settle(other, { reference: second.reference, outcome: "success" })).status).toBe(200);
    expect(await stateOf(id)).toBe("submitted");
  });

  it("is not begun while its provider does not answer, and is with the same key when it does", async () => {
    const { id } = await filed(stack, "1.004623");
    await stack.call(null, "PUT", "/local/payos/faults", { body: { mode: "down" } });
    const given = { body: { provider: "payos" }, headers: { "idempotency-key": "the-same-key" } };
    const path = `/v1/dossiers/${id}/payments`;
    const down = await stack.call("citizen-lan", "POST", path, given);
    expect([down.status, down.headers.get("retry-after")]).toEqual([503, "10"]);
    await stack.call(null, "PUT", "/local/payos/faults", { body: { mode: "none" } });
    const up = await stack.call("citizen-lan", "POST", path, given);
    expect([up.status, up.headers.get("idempotent-replayed")]).toEqual([201, "true"]);
    expect(await paymentsOf(id)).toHaveLength(1);
  });
});

describe("a storm of notices", { timeout: 240_000 }, () => {
  it("of ten shuffled copies each, the function killed and the keys rotated in the middle, has one effect each", async () => {
    const intents = await begunPayments(world, 40);
    const figures = await paymentStorm(world, { intents, copies: 10, kills: 4, rotate: true, seed: 20_261_123 });
    expect(figures).toMatchObject({
      refusedGenuine: 0,
      missing: 0,
      states: { "paid submitted": 40 },
      confirmations: 40,
    });
    expect(figures.kills).toBeGreaterThanOrEqual(3);
  });

  it("of two payments for one demand, in two tabs, pays one and has the other given back, each once", async () => {
    expect(await doublePayments(world, 10)).toEqual({ "duplicate-paid paid submitted": 10, tasks: 10, rows: 20 });
  });
});
