import { afterEach, describe, expect, it, vi } from "vitest";
import { createMomoStub } from "../../../infra/local/stubs/momo/momo.ts";
import { openOrderBook } from "../../../infra/local/stubs/payments/order-book.ts";
import { createPayosStub } from "../../../infra/local/stubs/payos/payos.ts";
import type { StubContext } from "../../../infra/local/stubs/stub.ts";
import { createVnpayStub } from "../../../infra/local/stubs/vnpay/vnpay.ts";
import { hmac, openProvider } from "./provider-world.ts";
import { newStateDir } from "./stub-world.ts";

type World = Awaited<ReturnType<typeof openProvider<Record<string, string>>>>;

/** Makes an order and pays it, as each provider is asked to. */
const PROVIDERS = {
  vnpay: {
    create: (context: StubContext) => createVnpayStub(context, async () => undefined),
    api: "/api/transaction",
    order: async (_: World, reference: string) => reference,
    amount: 650_000,
    change: { field: "hashSecret", good: "N".repeat(32), bad: "short" },
  },
  payos: {
    create: createPayosStub,
    api: "/v2/payment-requests",
    order: async (world: World, reference: string) => {
      const { clientId = "", apiKey = "", checksumKey = "" } = world.merchant;
      const [orderCode, amount, description, url] = [Number(reference), 650_000, 'Phí "A", B', `${world.origin}/ve`];
      const text = `amount=${amount}&cancelUrl=${url}&description=${description}&orderCode=${orderCode}&returnUrl=${url}`;
      await fetch(`${world.origin}/local/payos/v2/payment-requests`, {
        method: "POST",
        headers: { "x-client-id": clientId, "x-api-key": apiKey },
        body: JSON.stringify({
          orderCode,
          amount,
          description,
          cancelUrl: url,
          returnUrl: url,
          signature: hmac("sha256", checksumKey, text),
        }),
      });
      return reference;
    },
    amount: undefined,
    change: { field: "checksumKey", good: "0".repeat(64), bad: "0" },
  },
  momo: {
    create: createMomoStub,
    api: "/v2/gateway/api/create",
    order: async (world: World, orderId: string) => {
      const { partnerCode = "", accessKey = "", secretKey = "" } = world.merchant;
      const redirectUrl = `${world.origin}/ve`;
      const ipnUrl = `${world.origin}/v1/payments/momo/ipn`;
      const text = `accessKey=${accessKey}&amount=650000&extraData=&ipnUrl=${ipnUrl}&orderId=${orderId}&orderInfo=Phi&partnerCode=${partnerCode}&redirectUrl=${redirectUrl}&requestId=${orderId}&requestType=captureWallet`;
      await world.call("POST", "/v2/gateway/api/create", {
        partnerCode,
        orderId,
        requestId: orderId,
        amount: 650_000,
        orderInfo: "Phi",
        redirectUrl,
        ipnUrl,
        requestType: "captureWallet",
        extraData: "",
        lang: "vi",
        signature: hmac("sha256", secretKey, text),
      });
      return orderId;
    },
    amount: undefined,
    change: { field: "secretKey", good: "S".repeat(32), bad: "!" },
  },
} as const;

const NAMES = ["vnpay", "payos", "momo"] as const;
/** How each calls its own number; payOS calls it a reference. */
const NUMBERS = { vnpay: "Mã giao dịch VNPAY", payos: "Mã tham chiếu", momo: "Mã giao dịch MoMo" };

let world: World;
afterEach(async () => {
  vi.useRealTimers();
  await world.stop();
});
const open = async (name: (typeof NAMES)[number], stateDir?: string): Promise<World> =>
  openProvider<Record<string, string>>(name, PROVIDERS[name].create, stateDir === undefined ? {} : { stateDir });

/** A reader of CSV after RFC 4180. */
const rows = (text: string): string[][] =>
  text
    .replace(/^\uFEFF/, "")
    .split("\r\n")
    .filter((line) => line !== "")
    .map((line) =>
      [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, plain]) =>
        quoted === undefined ? (plain ?? "") : quoted.replaceAll('""', '"'),
      ),
    );

describe.each(NAMES)("the statement of %s", (name) => {
  const provider = PROVIDERS[name];

  it("has a line for each payment of the day in Vietnam, none for what brought no money", async () => {
    vi.useFakeTimers({ toFake: ["Date"], now: Date.parse("2026-11-27T16:59:59Z") });
    world = await open(name);
    const settle = async (reference: string, outcome: string) =>
      (
        await world.settle({
          reference: await provider.order(world, reference),
          outcome,
          amount: provider.amount,
          [name === "payos" ? "webhook" : "ipn"]: false,
        })
      ).body;
    const paid = await settle("101", "success");
    await settle("102", "failed");
    if (name !== "payos") await settle("103", "suspect");
    vi.setSystemTime(Date.parse("2026-11-27T17:00:00Z"));
    await settle("104", "success");
    const response = await world.get(`/local/${name}/statement?day=2026-11-27`);
    expect([
      response.status,
      response.headers.get("content-type"),
      response.headers.get("content-disposition"),
    ]).toEqual([200, "text/csv; charset=utf-8", `attachment; filename="${name}-2026-11-27.csv"`]);
    const bytes = Buffer.from(await response.arrayBuffer());
    expect(bytes.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
    expect(rows(bytes.toString())).toEqual([
      [
        "STT",
        "Mã đơn hàng",
        NUMBERS[name],
        "Loại giao dịch",
        "Số tiền (VND)",
        "Thời gian giao dịch",
        "Mã yêu cầu hoàn tiền",
        "Trạng thái",
        "Nội dung",
      ],
      [
        "1",
        "101",
        paid.transaction ?? paid.transactionNo,
        "Thanh toán",
        "650000",
        "27/11/2026 23:59:59",
        "",
        "Thành công",
        { vnpay: "Thanh toan 101", payos: 'Phí "A", B', momo: "Phi" }[name],
      ],
    ]);
    expect(rows(await world.statement("2026-11-28")).map((row) => row[1])).toEqual(["Mã đơn hàng", "104"]);
    expect(rows(await world.statement("2026-11-26"))).toHaveLength(1);
  });

  it("of no day is refused", async () => {
    world = await open(name);
    for (const day of ["", "2026-02-30", "27/11/2026"])
      expect((await world.get(`/local/${name}/statement?day=${day}`)).status).toBe(400);
    expect((await world.get(`/local/${name}/statement`)).status).toBe(400);
  });
});

describe("the statement of a day with refunds", () => {
  it("has the refund under the order's number, its own number and the merchant's, and none that was refused", async () => {
    world = await open("momo");
    await PROVIDERS.momo.order(world, "order1");
    const { body } = await world.settle({ reference: "order1", outcome: "success", ipn: false });
    const { partnerCode = "", accessKey = "", secretKey = "" } = world.merchant;
    const refund = async (orderId: string) => {
      const text = `accessKey=${accessKey}&amount=5000&description=Hoan&orderId=${orderId}&partnerCode=${partnerCode}&requestId=${orderId}&transId=${body.transaction}`;
      const fields = { partnerCode, orderId, requestId: orderId, amount: 5000, description: "Hoan" };
      return world.call("POST", "/v2/gateway/api/refund", {
        ...fields,
        transId: Number(body.transaction),
        signature: hmac("sha256", secretKey, text),
      });
    };
    const given = (await refund("refund1")).body;
    await world.call("PUT", "/faults", { mode: "refund-refused" });
    await refund("refund2");
    const today = new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 10);
    const lines = rows(await world.statement(today)).slice(1);
    expect(lines.map((line) => [...line.slice(0, 5), line[6], line[8]])).toEqual([
      ["1", "order1", body.transaction, "Thanh toán", "650000", "", "Phi"],
      ["2", "order1", String(given.transId), "Hoàn tiền", "5000", "refund1", "Hoan"],
    ]);
  });
});

describe.each(NAMES)("the faults of %s", (name) => {
  const { api } = PROVIDERS[name];
  const ask = (patience = 200) =>
    fetch(`${world.origin}/local/${name}${api}`, {
      method: "POST",
      body: "{}",
      signal: AbortSignal.timeout(patience),
    }).then(
      ({ status }) => status,
      (error: Error) => error.name,
    );

  it("meet a call to its API: 500, an ended connection, no answer; over a restart too", async () => {
    world = await open(name);
    const working = await ask(5_000);
    expect((await world.show("/faults")).body).toEqual({ mode: "none", rate: 1 });
    for (const [mode, met] of [
      ["down", 500],
      ["reset", "TypeError"],
      ["hang", "TimeoutError"],
      ["accept-then-hang", "TimeoutError"],
    ] as const) {
      expect((await world.call("PUT", "/faults", { mode })).body).toEqual({ mode, rate: 1 });
      expect(await ask(mode === "down" || mode === "reset" ? 5_000 : 200)).toBe(met);
    }
    const { stateDir } = world.context;
    await world.stop();
    world = await open(name, stateDir);
    expect((await world.show("/faults")).body).toEqual({ mode: "accept-then-hang", rate: 1 });
    await world.call("PUT", "/faults", { mode: "down", rate: 0 });
    expect(await ask(5_000)).toBe(working);
  });

  it("are refused where they are none", async () => {
    world = await open(name);
    for (const body of [{}, { mode: "off" }, { mode: "down", rate: 2 }, { mode: "down", rate: "1" }])
      expect((await world.call("PUT", "/faults", body)).status).toBe(400);
  });
});

describe("a call that hangs after it was taken", () => {
  it("has done its work", async () => {
    world = await open("momo");
    await world.call("PUT", "/faults", { mode: "accept-then-hang" });
    const order = PROVIDERS.momo.order(world, "order1").catch(() => undefined);
    await vi.waitFor(async () =>
      expect((await world.settle({ reference: "order1", outcome: "success", ipn: false })).status).toBe(200),
    );
    await world.stop();
    await order;
  });
});

describe.each(NAMES)("the merchant of %s", (name) => {
  const { change } = PROVIDERS[name];

  it("changes its key as agreed, keeps it over a restart, and refuses what is no key", async () => {
    world = await open(name);
    const { merchant } = world;
    for (const body of [{}, { [change.field]: change.bad }, { [change.field]: 7 }, { other: "x" }])
      expect((await world.call("PUT", "/merchant", body)).status).toBe(400);
    expect((await world.show("/merchant")).body).toEqual(merchant);
    const changed = { ...merchant, [change.field]: change.good };
    expect((await world.call("PUT", "/merchant", { [change.field]: change.good })).body).toEqual(changed);
    const { stateDir } = world.context;
    await world.stop();
    world = await open(name, stateDir);
    expect(world.merchant).toEqual(changed);
  });

  it("is told what a settlement looks like where it asks for another", async () => {
    world = await open(name);
    const tell = name === "payos" ? "webhook" : "ipn";
    for (const body of [
      {},
      { reference: "1" },
      { reference: "1", outcome: "paid" },
      { reference: 1, outcome: "success" },
      { reference: "1", outcome: "success", copies: 101 },
      { reference: "1", outcome: "success", [tell]: 1 },
    ])
      expect((await world.settle(body)).status).toBe(400);
    expect((await world.settle({ reference: "none", outcome: "success" })).status).toBe(404);
  });
});

describe("the order book", () => {
  it("answers from 20,000 orders as from one, and gives each settlement a number of its own", async () => {
    world = await open("vnpay");
    const book = openOrderBook<{ handle: string }, "success">(newStateDir(), {
      name: "many",
      number: (serial) => String(serial),
      handle: ({ handle }) => handle,
    });
    const numbers = new Set<string>();
    for (let serial = 0; serial < 20_000; serial += 1) {
      const order = book.keep({ reference: `r${serial}`, handle: `h${serial}`, amount: 1000, createdAt: "" });
      const settlement = book.settle(order, "success", order.amount);
      numbers.add(settlement.transaction);
      book.give({
        reference: order.reference,
        of: settlement.transaction,
        id: `i${serial}`,
        requestId: `q${serial}`,
        info: "",
        amount: 400,
        full: false,
      });
    }
    expect(numbers.size).toBe(20_000);
    const from = performance.now();
    for (let serial = 0; serial < 20_000; serial += 1) {
      const order = book.order(`h${serial}`);
      const [settlement] = book.settlements(`r${serial}`);
      if (order === undefined || settlement === undefined) throw new Error("lost");
      if (book.left(settlement) !== 600 || book.refund(`i${serial}`)?.reference !== order.reference)
        throw new Error("wrong");
      if (book.settlement(settlement.transaction) !== settlement) throw new Error("another");
    }
    // A look through the list for each would take minutes.
    expect(performance.now() - from).toBeLessThan(1_000);
  });
});
