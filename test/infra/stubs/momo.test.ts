import { afterEach, describe, expect, it, vi } from "vitest";
import { createMomoStub } from "../../../infra/local/stubs/momo/momo.ts";
import { hmac, openProvider } from "./provider-world.ts";

type Merchant = { partnerCode: string; accessKey: string; secretKey: string };
type Fields = Record<string, unknown>;

const CREATE = "amount extraData ipnUrl orderId orderInfo partnerCode redirectUrl requestId requestType";
const QUERY = "orderId partnerCode requestId";
const REFUND = "amount description orderId partnerCode requestId transId";
const IPN =
  "amount extraData message orderId orderInfo orderType partnerCode payType requestId responseTime resultCode transId";

const sign = (names: string, fields: Fields, { accessKey, secretKey }: Merchant): string =>
  hmac(
    "sha256",
    secretKey,
    [`accessKey=${accessKey}`, ...names.split(" ").map((name) => `${name}=${fields[name]}`)].join("&"),
  );

const open = async (more: { statuses?: number[]; otherwise?: number; stateDir?: string } = {}) => {
  const world = await openProvider<Merchant>("momo", createMomoStub, more);
  const ask =
    (path: string, names: string) =>
    (fields: Fields, keys: Partial<Merchant> = {}) => {
      const body: Fields = { partnerCode: world.merchant.partnerCode, requestId: "rq", lang: "vi", ...fields };
      const signature = sign(names, body, { ...world.merchant, ...keys });
      return world.call("POST", `/v2/gateway/api/${path}`, { signature, ...body });
    };
  const create = ask("create", CREATE);
  const refund = ask("refund", REFUND);
  return {
    ...world,
    create: (fields: Fields = {}, keys?: Partial<Merchant>) =>
      create(
        {
          requestId: "rq-order1",
          amount: 650_000,
          orderId: "order1",
          orderInfo: "Nộp phí <1>",
          redirectUrl: `${world.origin}/ve?ho-so=1`,
          ipnUrl: `${world.origin}/v1/payments/momo/ipn`,
          requestType: "captureWallet",
          extraData: "",
          ...fields,
        },
        keys,
      ),
    query: ask("query", QUERY),
    refund: (fields: Fields, keys?: Partial<Merchant>) =>
      refund({ requestId: "rq-refund1", orderId: "refund1", description: "Hoàn phí", ...fields }, keys),
    refundQuery: ask("refund/query", QUERY),
  };
};
type World = Awaited<ReturnType<typeof open>>;

let world: World;
afterEach(async () => {
  vi.useRealTimers();
  await world.stop();
});

const paid = async (w: World) => {
  await w.create();
  const { body } = await w.settle({ reference: "order1", outcome: "success", ipn: false });
  return Number(body.transaction);
};

describe("an order at MoMo", () => {
  it("is made with the address of its pay page", async () => {
    world = await open();
    const { status, type, body } = await world.create();
    expect([status, type]).toEqual([200, "application/json; charset=utf-8"]);
    expect(body).toEqual({
      partnerCode: world.merchant.partnerCode,
      orderId: "order1",
      requestId: "rq-order1",
      amount: 650_000,
      payUrl: expect.stringMatching(/\/local\/momo\/pay\/[\w-]{24}$/),
      shortLink: body.payUrl,
      responseTime: expect.any(Number),
      message: "Thành công.",
      resultCode: 0,
    });
  });

  it("is the same order for the same request, and 41 or 40 where only one of the numbers is", async () => {
    world = await open();
    const first = await world.create();
    const { stateDir } = world.context;
    await world.stop();
    world = await open({ stateDir });
    expect((await world.create()).body.shortLink).toBe(
      String(first.body.payUrl).replace(/.*(?=\/local)/, world.origin),
    );
    const codes = [
      await world.create({ requestId: "rq2" }),
      await world.create({ orderId: "order2" }),
      await world.create({ amount: 1000 }),
    ].map(({ status, body }) => [status, body.resultCode]);
    expect(codes).toEqual([
      [400, 41],
      [400, 40],
      [400, 41],
    ]);
  });

  const refusals: [string, Fields, Partial<Merchant>, number][] = [
    ["of another partner", { partnerCode: "OTHER" }, {}, 11],
    ["signed with another key", {}, { secretKey: "other" }, 13],
    ["signed with another access key", {}, { accessKey: "other" }, 13],
    ["with its signature missing", { signature: undefined }, {}, 13],
    ["of less than 1.000 VND", { amount: 999 }, {}, 22],
    ["of more than 50.000.000 VND", { amount: 50_000_001 }, {}, 22],
    ["with half a đồng", { amount: 1000.5 }, {}, 20],
    ["of another kind", { requestType: "linkWallet" }, {}, 20],
    ["with a number that is none", { orderId: "ab c" }, {}, 20],
    ["with its address missing", { ipnUrl: "" }, {}, 20],
  ];
  for (const [what, fields, keys, code] of refusals) {
    it(`${what} is refused with ${code}, by HTTP 400`, async () => {
      world = await open();
      const { status, body } = await world.create(fields, keys);
      expect([status, body.resultCode, body.payUrl]).toEqual([400, code, undefined]);
      expect((await world.query({ orderId: "order1" })).body.resultCode).toBe(42);
    });
  }

  it("says in the caller's language what is wrong", async () => {
    world = await open();
    expect((await world.query({ orderId: "none", lang: "en" })).body.message).toBe(
      "Invalid orderId or orderId is not found.",
    );
    expect((await world.query({ orderId: "none" })).body.message).toContain("không được tìm thấy");
  });
});

describe("a query at MoMo", () => {
  it("waits, then tells denied, authorised, paid: the best of them whatever came last", async () => {
    world = await open();
    await world.create();
    const told = [(await world.query({ orderId: "order1" })).body];
    for (const outcome of ["failed", "suspect", "success", "failed"]) {
      await world.settle({ reference: "order1", outcome, ipn: false });
      told.push((await world.query({ orderId: "order1" })).body);
    }
    expect(told.map(({ resultCode }) => resultCode)).toEqual([1000, 1006, 9000, 0, 0]);
    expect(told.map(({ payType }) => payType)).toEqual(["", "qr", "qr", "qr", "qr"]);
    expect(told[3]).toMatchObject({ amount: 650_000, extraData: "", refundTrans: [], transId: expect.any(Number) });
    expect(told[3]?.transId).not.toBe(told[1]?.transId);
  });

  it("tells that nobody paid in time", async () => {
    vi.useFakeTimers({ toFake: ["Date"], now: Date.parse("2026-11-27T03:00:00Z") });
    world = await open();
    await world.create({ orderExpireTime: 15 });
    vi.setSystemTime(Date.parse("2026-11-27T03:15:00Z"));
    const { status, body } = await world.query({ orderId: "order1" });
    expect([status, body.resultCode]).toEqual([200, 1005]);
  });

  it("signed with another key is refused", async () => {
    world = await open();
    await world.create();
    expect((await world.query({ orderId: "order1" }, { secretKey: "other" })).body.resultCode).toBe(13);
  });
});

describe("a refund at MoMo", () => {
  it("has its own number, is told by both queries, and done once under one request", async () => {
    world = await open();
    const transId = await paid(world);
    const first = await world.refund({ transId, amount: 400_000 });
    expect([first.status, first.body]).toMatchObject([200, { resultCode: 0, amount: 400_000, orderId: "refund1" }]);
    expect(first.body.transId).not.toBe(transId);
    const again = await world.refund({ transId, amount: 400_000 });
    expect(again.body.transId).toBe(first.body.transId);
    const line = {
      orderId: "refund1",
      amount: 400_000,
      resultCode: 0,
      transId: first.body.transId,
      createdTime: expect.any(Number),
    };
    expect((await world.refundQuery({ orderId: "refund1" })).body).toMatchObject({
      resultCode: 0,
      refundTrans: [line],
    });
    expect((await world.query({ orderId: "order1" })).body).toMatchObject({ resultCode: 0, refundTrans: [line] });
  });

  it("never gives back more than is left", async () => {
    world = await open();
    const transId = await paid(world);
    const part = (serial: number, amount: number) =>
      world.refund({ transId, amount, orderId: `refund${serial}`, requestId: `rq-refund${serial}` });
    const codes = [await part(1, 400_000), await part(2, 250_001), await part(3, 250_000), await part(4, 1000)];
    expect(codes.map(({ body }) => body.resultCode)).toEqual([0, 1081, 0, 1081]);
  });

  const refusals: [string, (w: World, transId: number) => Promise<{ body: Fields }>, number][] = [
    ["of a transaction that there is not", (w) => w.refund({ transId: 7, amount: 1000 }), 1080],
    ["signed with another key", (w, transId) => w.refund({ transId, amount: 1000 }, { secretKey: "other" }), 13],
    ["of less than 1.000 VND", (w, transId) => w.refund({ transId, amount: 999 }), 22],
    ["under the order's own number", (w, transId) => w.refund({ transId, amount: 1000, orderId: "order1" }), 41],
    ["under the order's own request", (w, transId) => w.refund({ transId, amount: 1000, requestId: "rq-order1" }), 40],
    [
      "of an order that was only authorised",
      async (w) => {
        const { body } = await w.settle({ reference: "order1", outcome: "suspect", ipn: false });
        return w.refund({ transId: Number(body.transaction), amount: 1000 });
      },
      1088,
    ],
    [
      "asked for after one of another amount",
      async (w, transId) => {
        await w.refund({ transId, amount: 1000 });
        return w.refund({ transId, amount: 2000 });
      },
      41,
    ],
  ];
  for (const [what, ask, code] of refusals) {
    it(`${what} is refused with ${code}`, async () => {
      world = await open();
      expect((await ask(world, await paid(world))).body.resultCode).toBe(code);
    });
  }

  it("that is refused stays refused and takes nothing", async () => {
    world = await open();
    const transId = await paid(world);
    await world.call("PUT", "/faults", { mode: "refund-refused" });
    expect((await world.refund({ transId, amount: 650_000 })).body.resultCode).toBe(1088);
    await world.call("PUT", "/faults", { mode: "none" });
    expect((await world.refund({ transId, amount: 650_000 })).body.resultCode).toBe(1088);
    expect((await world.refundQuery({ orderId: "refund1" })).body.refundTrans).toMatchObject([{ resultCode: 1088 }]);
    const other = { transId, amount: 650_000, orderId: "refund2", requestId: "rq-refund2" };
    expect((await world.refund(other)).body.resultCode).toBe(0);
  });

  it("that there is not is 42", async () => {
    world = await open();
    expect((await world.refundQuery({ orderId: "refund9" })).body.resultCode).toBe(42);
  });
});

describe("an IPN of MoMo", () => {
  it("goes to the address that the order named, with the documents' body, signed", async () => {
    world = await open();
    await world.create({ extraData: "eyJhIjoxfQ==" });
    const { status, body } = await world.settle({ reference: "order1", outcome: "success" });
    expect([status, body.ipn]).toEqual([200, [{ status: 204, body: "" }]]);
    const [call] = world.heard;
    expect([call?.method, call?.path, call?.contentType]).toEqual([
      "POST",
      "/v1/payments/momo/ipn",
      "application/json; charset=utf-8",
    ]);
    const sent = JSON.parse(call?.body ?? "") as Fields;
    expect(sent).toEqual({
      partnerCode: world.merchant.partnerCode,
      orderId: "order1",
      requestId: "rq-order1",
      amount: 650_000,
      orderInfo: "Nộp phí <1>",
      orderType: "momo_wallet",
      transId: Number(body.transaction),
      resultCode: 0,
      message: "Thành công.",
      payType: "qr",
      responseTime: expect.any(Number),
      extraData: "eyJhIjoxfQ==",
      signature: sign(IPN, sent, world.merchant),
    });
  });

  it("says denied as 1006 and authorised as 9000", async () => {
    world = await open();
    await world.create();
    await world.settle({ reference: "order1", outcome: "failed" });
    await world.settle({ reference: "order1", outcome: "suspect" });
    expect(world.heard.map(({ body }) => JSON.parse(body).resultCode)).toEqual([1006, 9000]);
  });

  it("never leaves this machine", async () => {
    world = await open();
    await world.create({ ipnUrl: "https://example.com/ipn" });
    const { body } = await world.settle({ reference: "order1", outcome: "success" });
    expect([body.ipn, world.heard]).toEqual([[], []]);
    expect(world.log).toEqual([expect.stringContaining("nobody is told")]);
  });

  it("comes again every five minutes until it is answered 204, not 200", async () => {
    const realTimeout = setTimeout;
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    world = await open({ statuses: [200, 500], otherwise: 204 });
    await world.create();
    await world.settle({ reference: "order1", outcome: "success" });
    for (const calls of [2, 3]) {
      await vi.advanceTimersByTimeAsync(5 * 60_000);
      await vi.waitFor(() => expect(world.log).toHaveLength(calls - 1));
      expect(world.heard).toHaveLength(calls);
    }
    await vi.advanceTimersByTimeAsync(60 * 60_000);
    await new Promise((resolve) => realTimeout(resolve, 100));
    expect(world.heard).toHaveLength(3);
  });
});

describe("the pay page of MoMo", () => {
  it("shows the order, escapes what the merchant wrote, and sends the citizen back with the signed result", async () => {
    world = await open();
    const { body } = await world.create();
    const path = new URL(String(body.payUrl)).pathname;
    const page = await (await world.get(path)).text();
    expect(page).toContain("650.000 ₫");
    expect(page).toContain("Nộp phí &lt;1&gt;");
    const response = await world.press(path, { outcome: "failed" });
    const back = new URL(response.headers.get("location") ?? "");
    const result = Object.fromEntries(back.searchParams);
    expect([response.status, back.pathname, result["ho-so"], result.resultCode]).toEqual([303, "/ve", "1", "1006"]);
    expect(result.signature).toBe(sign(IPN, result, world.merchant));
    expect(world.heard).toHaveLength(1);
  });

  it("of nothing is not found, of an order past its time gone", async () => {
    vi.useFakeTimers({ toFake: ["Date"], now: Date.parse("2026-11-27T03:00:00Z") });
    world = await open();
    const { body } = await world.create();
    expect((await world.get(`/local/momo/pay/${"x".repeat(24)}`)).status).toBe(404);
    vi.setSystemTime(Date.parse("2026-11-27T05:00:00Z"));
    expect((await world.get(new URL(String(body.payUrl)).pathname)).status).toBe(410);
  });
});
