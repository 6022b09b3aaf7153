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

/** The stack's clock, so much later. */
const later = async (minutes: number): Promise<string> => {
  const { now } = (await stack.call(null, "GET", "/local/clock")).json as { now: string };
  const then = new Date(Date.parse(now) + minutes * 60_000).toISOString();
  await stack.clock(then);
  return then;
};
const job = async (name: string): Promise<void> => {
  const run = await stack.call(null, "POST", `/local/jobs/${name}`, { body: {} });
  expect([name, run.status]).toEqual([name, 200]);
};
const office = async (persona: string, path: string, body: object, status: number) => {
  const reply = await stack.call(persona, "POST", path, { body });
  expect([path, reply.status, reply.json]).toEqual([path, status, expect.anything()]);
  return reply.json as { id: string; state: string };
};

describe("an open payment", { timeout: 120_000 }, () => {
  it("is ended by its payer, who then pays through another provider; the money of both is recorded, one given back", async () => {
    const { id } = await filed(stack, "1.004623");
    const first = await begin(id, "vnpay");
    const path = `/v1/dossiers/${id}/payments`;
    const blocked = await stack.call("citizen-lan", "POST", path, { body: { provider: "momo" } });
    expect([blocked.status, (blocked.json as { payment: Payment }).payment.redirectUrl]).toEqual([
      409,
      expect.stringContaining("/local/vnpay/pay?"),
    ]);
    const ended = await stack.call("citizen-lan", "POST", `${path}/${first.id}/cancellation`, { body: {} });
    expect([ended.status, (ended.json as Payment).state]).toEqual([200, "cancelled"]);
    const second = await begin(id, "momo");
    await settle("momo", { reference: second.reference, outcome: "success" });
    expect(await stateOf(id)).toBe("submitted");
    await settle("vnpay", { reference: first.reference, outcome: "success" });
    expect((await paymentsOf(id)).map(({ state }) => state)).toEqual(["paid", "duplicate-paid"]);
  });

  it.each(PROVIDERS)("whose notices %s lost for two hours is asked about, and recorded", async (provider) => {
    const { id } = await filed(stack, "1.004623");
    const payment = await begin(id, provider);
    const quiet = provider === "payos" ? { webhook: false } : { ipn: false };
    await settle(provider, { reference: payment.reference, outcome: "success", ...quiet });
    expect(await stateOf(id)).toBe("payment-due");
    await later(120);
    await job("reconcile-payments");
    expect(await stateOf(id)).toBe("submitted");
    expect((await paymentsOf(id)).map(({ state }) => state)).toEqual(["paid"]);
  });
});

describe("money that nobody owed", { timeout: 120_000 }, () => {
  it.each(["vnpay", "momo"] as const)(
    "through %s goes back: a cashier asks, another approves, the provider is told, once",
    async (provider) => {
      const { id } = await filed(stack, "1.004623");
      const payment = await begin(id, provider);
      const withdrawn = await stack.call("citizen-lan", "POST", `/v1/dossiers/${id}/withdrawal`, {
        body: { reason: "Không làm nữa" },
      });
      expect(withdrawn.status).toBe(200);
      await settle(provider, { reference: payment.reference, outcome: "success" });
      expect((await paymentsOf(id)).map(({ state }) => state)).toEqual(["late-paid"]);
      const path = `/v1/office/payments/${payment.id}/refunds`;
      const due = await stack.call("cashier-tourism", "GET", "/v1/office/refunds?state=due&limit=100");
      expect((due.json as { items: unknown[] }).items).toEqual(
        expect.arrayContaining([expect.objectContaining({ payment: payment.id })]),
      );
      const wanted = { amount: payment.amount, reason: "Hồ sơ đã rút" };
      const refund = await office("cashier-tourism", path, wanted, 201);
      expect((await stack.call("cashier-tourism", "POST", path, { body: wanted })).status).toBe(422);
      expect((await stack.call("cashier-tourism", "POST", `${path}/${refund.id}/approval`, { body: {} })).status).toBe(
        403,
      );
      await office("leader-tourism", `${path}/${refund.id}/approval`, {}, 200);
      expect((await paymentsOf(id)).map(({ state }) => state)).toEqual(["refund-due"]);
      for (let run = 0; run < 4; run += 1) {
        await job("send-refunds");
        await later(24 * 60);
      }
      expect(await paymentsOf(id)).toMatchObject([{ state: "refunded", refunded: payment.amount }]);
    },
  );
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

describe("the nightly check", { timeout: 120_000 }, () => {
  it("finds providers, ledger and dossiers agreed over all that happened here, statements of the providers among it", async () => {
    const day = "2026-11-23";
    for (const provider of PROVIDERS) {
      const csv = (await stack.call(null, "GET", `/local/${provider}/statement?day=${day}`)).json as unknown as string;
      const path = `/v1/admin/statements/${provider}/${day}`;
      if (provider === "vnpay") continue;
      const put = await stack.call("admin-tourism", "PUT", path, { body: { csv } });
      expect([provider, put.status, put.json]).toEqual([provider, 200, expect.objectContaining({ complete: true })]);
    }
    await later(24 * 60);
    await job("check-money");
    const checks = await stack.call("admin-tourism", "GET", "/v1/admin/money-checks");
    const [latest] = (checks.json as { items: { day: string }[] }).items;
    const report = await stack.call("admin-tourism", "GET", `/v1/admin/money-checks/${latest?.day}`);
    const { mismatches } = report.json as { mismatches: unknown };
    expect([report.status, mismatches]).toEqual([200, []]);
  });
});
