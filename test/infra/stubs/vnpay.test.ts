import { createHmac } from "node:crypto";
import { afterEach, describe, expect, it, vi } from "vitest";
import { intentInTable } from "../../../infra/local/stubs/vnpay/intents.ts";
import { millisOfVnpayDate, vnpayDate } from "../../../infra/local/stubs/vnpay/orders.ts";
import { isSigned, signedQuery } from "../../../infra/local/stubs/vnpay/signature.ts";
import { createVnpayStub } from "../../../infra/local/stubs/vnpay/vnpay.ts";
import { startStubWorld } from "./stub-world.ts";

type Merchant = { tmnCode: string; hashSecret: string };
type Answer = { status: number; body: string };

const CONFIRMED = { status: 200, body: '{"RspCode":"00","Message":"Confirm Success"}' };

/** The provider, and a merchant that keeps what the IPN told it and answers as the test says. */
const open = async (answers: Answer[] = [], intents: Record<string, number> = {}, stateDir?: string) => {
  const heard: URLSearchParams[] = [];
  const world = await startStubWorld(
    async (context) => [
      await createVnpayStub(
        stateDir === undefined ? context : { ...context, stateDir },
        async (reference) => intents[reference],
      ),
    ],
    {
      other: (_request, response, url) => {
        if (url.pathname !== "/v1/payments/vnpay/ipn") return false;
        heard.push(url.searchParams);
        const { status, body } = answers.shift() ?? CONFIRMED;
        response.writeHead(status).end(body);
        return true;
      },
    },
  );
  const merchant = (await (await world.get("/local/vnpay/merchant")).json()) as Merchant;
  const parameters = (more: Record<string, string> = {}) => ({
    vnp_Version: "2.1.0",
    vnp_Command: "pay",
    vnp_TmnCode: merchant.tmnCode,
    vnp_Amount: "65000000",
    vnp_CurrCode: "VND",
    vnp_TxnRef: "ref1",
    vnp_OrderInfo: "Nop phi ho so <1>",
    vnp_OrderType: "other",
    vnp_Locale: "vn",
    vnp_ReturnUrl: `${world.origin}/v1/payments/vnpay/return?dossier=1`,
    vnp_IpAddr: "127.0.0.1",
    vnp_CreateDate: vnpayDate(Date.now()),
    vnp_ExpireDate: vnpayDate(Date.now() + 900_000),
    ...more,
  });
  return {
    ...world,
    heard,
    merchant,
    pay: (more: Record<string, string> = {}, secret = merchant.hashSecret) =>
      world.get(`/local/vnpay/pay?${signedQuery(parameters(more), secret)}`),
    settle: async (body: Record<string, unknown>) => {
      const response = await world.send("POST", "/local/vnpay/settle", body);
      return { status: response.status, body: (await response.json()) as { transactionNo: string; ipn: unknown[] } };
    },
  };
};

let world: Awaited<ReturnType<typeof open>>;
afterEach(async () => {
  vi.useRealTimers();
  await world.stop();
});

describe("the signature", () => {
  it("is the published one: empty dropped, keys ascending, form-urlencoded, HMAC-SHA512", async () => {
    world = await open();
    const text = "vnp_Amount=1000000&vnp_OrderInfo=Thanh+toan+%C4%91&vnp_TxnRef=5";
    const hash = createHmac("sha512", "KEY").update(text).digest("hex");
    const parameters = { vnp_TxnRef: "5", vnp_OrderInfo: "Thanh toan đ", vnp_BankCode: "", vnp_Amount: "1000000" };
    expect(signedQuery(parameters, "KEY")).toBe(`${text}&vnp_SecureHash=${hash}`);
    expect(isSigned(new URLSearchParams(`${text}&vnp_SecureHash=${hash}`), "KEY")).toBe(true);
    expect(isSigned(new URLSearchParams(`${text}&vnp_SecureHash=${hash}`), "OTHER")).toBe(false);
    expect(isSigned(new URLSearchParams(`${text}&vnp_TxnRef=5&vnp_SecureHash=${hash}`), "KEY")).toBe(false);
    expect(isSigned(new URLSearchParams(text), "KEY")).toBe(false);
  });

  it("counts time in GMT+7 whatever the machine's zone", async () => {
    world = await open();
    expect(vnpayDate(Date.parse("2026-11-22T20:30:05Z"))).toBe("20261123033005");
    expect(millisOfVnpayDate("20261123033005")).toBe(Date.parse("2026-11-22T20:30:05Z"));
    expect(millisOfVnpayDate("20261323033005")).toBeUndefined();
  });
});

describe("the pay page", () => {
  it("shows the order and escapes what the merchant wrote", async () => {
    world = await open();
    const response = await world.pay();
    const page = await response.text();
    expect(response.status).toBe(200);
    expect(page).toContain("650.000 ₫");
    expect(page).toContain("Nop phi ho so &lt;1&gt;");
    expect(page).toContain(world.merchant.tmnCode);
  });

  const faults: [string, Record<string, string>, string | undefined, string][] = [
    ["signed with another secret", {}, "ANOTHERSECRET", "70"],
    ["for another website", { vnp_TmnCode: "OTHER001" }, undefined, "72"],
    ["expired", { vnp_ExpireDate: "20200101000000" }, undefined, "15"],
    ["of another version", { vnp_Version: "2.0.0" }, undefined, "03"],
    ["with a fraction for an amount", { vnp_Amount: "1.5" }, undefined, "03"],
  ];
  for (const [what, more, secret, code] of faults) {
    it(`refuses a request ${what}`, async () => {
      world = await open();
      const response = await world.pay(more, secret);
      expect([response.status, /Mã lỗi (\d+)/.exec(await response.text())?.[1]]).toEqual([400, code]);
      expect((await world.settle({ reference: "ref1", outcome: "success" })).status).toBe(404);
    });
  }

  it("settles, tells the merchant, then sends the citizen back with the signed result", async () => {
    world = await open();
    await world.pay();
    const response = await fetch(`${world.origin}/local/vnpay/pay`, {
      method: "POST",
      body: new URLSearchParams({ reference: "ref1", outcome: "cancelled" }),
      redirect: "manual",
    });
    expect(response.status).toBe(303);
    const back = new URL(response.headers.get("location") ?? "");
    expect([back.pathname, back.searchParams.get("dossier"), back.searchParams.get("vnp_ResponseCode")]).toEqual([
      "/v1/payments/vnpay/return",
      "1",
      "24",
    ]);
    back.searchParams.delete("dossier");
    expect(isSigned(back.searchParams, world.merchant.hashSecret)).toBe(true);
    expect(world.heard).toHaveLength(1);
  });
});

describe("a settlement", () => {
  it("calls the IPN with all of VNPAY's parameters, signed", async () => {
    world = await open();
    await world.pay();
    const { status, body } = await world.settle({ reference: "ref1", outcome: "success" });
    expect([status, body.ipn]).toEqual([200, [{ status: 200, RspCode: "00", Message: "Confirm Success" }]]);
    const [call = new URLSearchParams()] = world.heard;
    expect(isSigned(call, world.merchant.hashSecret)).toBe(true);
    expect([...call.keys()]).toEqual([
      "vnp_Amount",
      "vnp_BankCode",
      "vnp_BankTranNo",
      "vnp_CardType",
      "vnp_OrderInfo",
      "vnp_PayDate",
      "vnp_ResponseCode",
      "vnp_TmnCode",
      "vnp_TransactionNo",
      "vnp_TransactionStatus",
      "vnp_TxnRef",
      "vnp_SecureHash",
    ]);
    expect(Object.fromEntries(call)).toMatchObject({
      vnp_Amount: "65000000",
      vnp_BankCode: "NCB",
      vnp_CardType: "ATM",
      vnp_ResponseCode: "00",
      vnp_TransactionStatus: "00",
      vnp_TransactionNo: body.transactionNo,
      vnp_TxnRef: "ref1",
    });
    expect(call.get("vnp_PayDate")).toMatch(/^\d{14}$/);
  });

  it("is paid by both codes, failed by both, suspect as 07", async () => {
    world = await open([], { ref2: 10_000 });
    for (const [outcome, codes] of [
      ["failed", ["51", "02"]],
      ["suspect", ["07", "07"]],
      ["success", ["00", "00"]],
    ] as const) {
      await world.settle({ reference: "ref2", outcome });
      const call = world.heard.at(-1);
      expect([call?.get("vnp_ResponseCode"), call?.get("vnp_TransactionStatus")]).toEqual(codes);
    }
  });

  it("knows an order that nobody opened by its intent, or by the amount given", async () => {
    world = await open([], { ref2: 10_000 });
    await world.settle({ reference: "ref2", outcome: "success" });
    expect(world.heard[0]?.get("vnp_Amount")).toBe("1000000");
    await world.settle({ reference: "ref3", outcome: "success", amount: 7 });
    expect(world.heard[1]?.get("vnp_Amount")).toBe("700");
    expect((await world.settle({ reference: "ref4", outcome: "success" })).status).toBe(404);
  });

  it("keeps its transaction number for the same outcome, also over a restart, and takes another for another", async () => {
    world = await open([], { ref2: 10_000 });
    const first = await world.settle({ reference: "ref2", outcome: "failed" });
    const again = await world.settle({ reference: "ref2", outcome: "failed" });
    const paid = await world.settle({ reference: "ref2", outcome: "success" });
    expect(again.body.transactionNo).toBe(first.body.transactionNo);
    expect(paid.body.transactionNo).not.toBe(first.body.transactionNo);
    const { stateDir } = world.context;
    const { merchant } = world;
    await world.stop();
    world = await open([], {}, stateDir);
    expect((await world.settle({ reference: "ref2", outcome: "success" })).body.transactionNo).toBe(
      paid.body.transactionNo,
    );
    expect(world.merchant).toEqual(merchant);
  });

  it("before the page was opened does not keep the citizen from coming back by it", async () => {
    world = await open([], { ref1: 650_000 });
    const { body } = await world.settle({ reference: "ref1", outcome: "success", ipn: false });
    expect(await (await world.pay()).text()).toContain(body.transactionNo);
    const response = await fetch(`${world.origin}/local/vnpay/pay`, {
      method: "POST",
      body: new URLSearchParams({ reference: "ref1", outcome: "success" }),
      redirect: "manual",
    });
    expect(new URL(response.headers.get("location") ?? "").searchParams.get("vnp_TransactionNo")).toBe(
      body.transactionNo,
    );
  });

  it("sends copies at once and reports each answer", async () => {
    world = await open(
      [
        CONFIRMED,
        { status: 200, body: '{"RspCode":"02","Message":"Order already confirmed"}' },
        { status: 502, body: "bad gateway" },
      ],
      { ref2: 1 },
    );
    const { body } = await world.settle({ reference: "ref2", outcome: "success", copies: 3 });
    expect(body.ipn).toHaveLength(3);
    expect(body.ipn).toContainEqual({ status: 502, RspCode: null, Message: null });
    expect(new Set(world.heard.map((call) => call.toString())).size).toBe(1);
  });

  it("calls nobody where it is told so", async () => {
    world = await open([], { ref2: 1 });
    const { body } = await world.settle({ reference: "ref2", outcome: "success", ipn: false });
    expect([body.ipn, world.heard]).toEqual([[], []]);
  });

  it("calls again after five minutes where the merchant did not confirm, ten times at most", async () => {
    const realTimeout = setTimeout;
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const down = Array.from({ length: 12 }, () => ({
      status: 200,
      body: '{"RspCode":"99","Message":"Unknown error"}',
    }));
    world = await open(down, { ref2: 1 });
    await world.settle({ reference: "ref2", outcome: "success" });
    for (let calls = 2; calls <= 10; calls += 1) {
      await vi.advanceTimersByTimeAsync(5 * 60_000);
      await vi.waitFor(() => expect(world.heard).toHaveLength(calls));
      await new Promise((resolve) => setImmediate(resolve));
    }
    await vi.advanceTimersByTimeAsync(30 * 60_000);
    await new Promise((resolve) => realTimeout(resolve, 100));
    expect(world.heard).toHaveLength(10);
  });

  it("refuses what it does not understand", async () => {
    world = await open([], { ref2: 1 });
    for (const body of [
      {},
      { reference: "ref2" },
      { reference: "ref2", outcome: "paid" },
      { reference: "ref2", outcome: "success", copies: 0 },
      { reference: "ref2", outcome: "success", ipn: "yes" },
      { reference: "ref2", outcome: "success", amount: 1.5 },
    ]) {
      expect((await world.settle(body)).status).toBe(400);
    }
  });

  it("signs with the secret the provider changed to", async () => {
    world = await open([], { ref2: 1 });
    const hashSecret = "N".repeat(32);
    await world.send("PUT", "/local/vnpay/merchant", { hashSecret });
    await world.settle({ reference: "ref2", outcome: "success" });
    expect(isSigned(world.heard[0] ?? new URLSearchParams(), hashSecret)).toBe(true);
  });
});

describe("an intent in the table", () => {
  it("is read by the key that its reference leads to", async () => {
    const asked: unknown[] = [];
    const answers = [{ Item: { amount: { N: "650000" } } }, {}];
    world = await open();
    const table = await startStubWorld(async () => [], {
      other: async (request, response) => {
        const chunks: Buffer[] = [];
        for await (const chunk of request) chunks.push(chunk);
        asked.push(JSON.parse(Buffer.concat(chunks).toString()));
        response.writeHead(200, { "content-type": "application/x-amz-json-1.0" }).end(JSON.stringify(answers.shift()));
        return true;
      },
    });
    const find = intentInTable({
      environmentOf: () => ({ TABLE_NAME: "dossiers", AWS_ENDPOINT_URL_DYNAMODB: table.origin }),
    });
    expect(await find("0123456789abcdefXYZ1")).toBe(650_000);
    expect(asked[0]).toMatchObject({
      TableName: "dossiers",
      Key: { pk: { S: "DOSSIER#0123456789abcdef" }, sk: { S: "INTENT#0123456789abcdefXYZ1" } },
    });
    expect(await find("0123456789abcdefXYZ2")).toBeUndefined();
    await table.stop();
  });
});
