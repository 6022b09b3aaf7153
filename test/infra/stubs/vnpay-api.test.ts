import { afterEach, describe, expect, it, vi } from "vitest";
import { createVnpayStub } from "../../../infra/local/stubs/vnpay/vnpay.ts";
import { hmac, openProvider } from "./provider-world.ts";

type Fields = Record<string, string>;

const QUERY = "RequestId Version Command TmnCode TxnRef TransactionDate CreateDate IpAddr OrderInfo".split(" ");
const REFUND =
  "RequestId Version Command TmnCode TransactionType TxnRef Amount TransactionNo TransactionDate CreateBy CreateDate IpAddr OrderInfo".split(
    " ",
  );
const ANSWER =
  "ResponseId Command ResponseCode Message TmnCode TxnRef Amount BankCode PayDate TransactionNo TransactionType TransactionStatus OrderInfo".split(
    " ",
  );
const PROMOTION = ["PromotionCode", "PromotionAmount"];

const open = async (stateDir?: string) => {
  const world = await openProvider<{ tmnCode: string; hashSecret: string }>(
    "vnpay",
    (context) => createVnpayStub(context, async () => undefined),
    stateDir === undefined ? {} : { stateDir },
  );
  let requests = 0;
  const ask = async (names: string[], fields: Fields, key = world.merchant.hashSecret) => {
    requests += 1;
    const all: Fields = {
      RequestId: `r${requests}x${Date.now()}`,
      Version: "2.1.0",
      TmnCode: world.merchant.tmnCode,
      TxnRef: "ref1",
      TransactionDate: "20261127080000",
      CreateDate: "20261127090000",
      IpAddr: "127.0.0.1",
      OrderInfo: "Hoi",
      ...fields,
    };
    const hash = hmac("sha512", key, names.map((name) => all[name] ?? "").join("|"));
    const body = Object.fromEntries(Object.entries({ ...all, SecureHash: hash }).map(([k, v]) => [`vnp_${k}`, v]));
    const answer = (await world.call("POST", "/api/transaction", body)).body as Fields;
    return Object.fromEntries(Object.entries(answer).map(([name, value]) => [name.slice(4), value])) as Fields;
  };
  return {
    ...world,
    query: (fields: Fields = {}, key?: string) => ask(QUERY, { Command: "querydr", ...fields }, key),
    refund: (fields: Fields = {}, key?: string) =>
      ask(
        REFUND,
        {
          Command: "refund",
          TransactionType: "02",
          Amount: "65000000",
          TransactionNo: "0",
          CreateBy: "lan",
          ...fields,
        },
        key,
      ),
    isSigned: (answer: Fields, names: string[]) =>
      answer.SecureHash ===
      hmac("sha512", world.merchant.hashSecret, names.map((name) => answer[name] ?? "").join("|")),
    paid: (reference = "ref1") => world.settle({ reference, outcome: "success", amount: 650_000, ipn: false }),
    failed: () => world.settle({ reference: "ref1", outcome: "failed", amount: 650_000, ipn: false }),
  };
};

let world: Awaited<ReturnType<typeof open>>;
afterEach(async () => {
  vi.useRealTimers();
  await world.stop();
});

describe("a query at VNPAY", () => {
  it("tells of a payment, signed over all of its fields", async () => {
    world = await open();
    const { body } = await world.paid();
    const answer = await world.query();
    expect(answer).toMatchObject({
      Command: "querydr",
      ResponseCode: "00",
      TmnCode: world.merchant.tmnCode,
      TxnRef: "ref1",
      Amount: "65000000",
      BankCode: "NCB",
      TransactionNo: body.transactionNo,
      TransactionType: "01",
      TransactionStatus: "00",
      OrderInfo: "Thanh toan ref1",
    });
    expect(answer.PayDate).toMatch(/^\d{14}$/);
    expect(world.isSigned(answer, [...ANSWER, ...PROMOTION])).toBe(true);
  });

  it("tells failed, then held, then paid as they happen, the best of them whatever came last", async () => {
    world = await open();
    const statuses: (string | undefined)[] = [];
    for (const outcome of ["failed", "suspect", "success", "failed"]) {
      await world.settle({ reference: "ref1", outcome, amount: 1000, ipn: false });
      statuses.push((await world.query()).TransactionStatus);
    }
    expect(statuses).toEqual(["02", "07", "00", "00"]);
  });

  const refusals: [string, Fields, string | undefined, string][] = [
    ["for another website", { TmnCode: "OTHER001" }, undefined, "02"],
    ["signed with another key", {}, "OTHERKEY", "97"],
    ["of another version", { Version: "2.0.0" }, undefined, "03"],
    ["at no moment of the calendar", { CreateDate: "2026" }, undefined, "03"],
    ["of another command", { Command: "paydr" }, undefined, "03"],
    ["of an order that it never heard of", { TxnRef: "ref2" }, undefined, "91"],
    ["of a transaction that is not of the order", { TransactionNo: "7" }, undefined, "91"],
  ];
  for (const [what, fields, key, code] of refusals) {
    it(`${what} is answered ${code}, signed`, async () => {
      world = await open();
      await world.paid();
      const answer = await world.query(fields, key);
      expect(answer.ResponseCode).toBe(code);
      expect(answer.TransactionStatus).toBeUndefined();
      expect(world.isSigned(answer, [...ANSWER, ...PROMOTION])).toBe(true);
    });
  }

  it("is good once a day under one request id", async () => {
    vi.useFakeTimers({ toFake: ["Date"], now: Date.parse("2026-11-27T16:59:00Z") });
    world = await open();
    await world.paid();
    const same = { RequestId: "same" };
    const codes = [await world.query(same), await world.query(same)].map(({ ResponseCode }) => ResponseCode);
    vi.setSystemTime(Date.parse("2026-11-27T17:01:00Z"));
    codes.push((await world.query(same)).ResponseCode);
    expect(codes).toEqual(["00", "94", "00"]);
  });
});

describe("a refund at VNPAY", () => {
  it("in full is taken under its own number, with the bank a minute later, with the payer a day later", async () => {
    vi.useFakeTimers({ toFake: ["Date"], now: Date.parse("2026-11-27T03:00:00Z") });
    world = await open();
    const { body } = await world.paid();
    const answer = await world.refund();
    expect(answer).toMatchObject({
      Command: "refund",
      ResponseCode: "00",
      Amount: "65000000",
      TransactionType: "02",
      TransactionStatus: "05",
      OrderInfo: "Hoi",
    });
    expect(answer.TransactionNo).not.toBe(body.transactionNo);
    expect(world.isSigned(answer, ANSWER)).toBe(true);
    const statuses: (string | undefined)[] = [];
    for (const time of [
      "2026-11-27T03:00:59Z",
      "2026-11-27T03:01:00Z",
      "2026-11-28T02:59:59Z",
      "2026-11-28T03:00:00Z",
    ]) {
      vi.setSystemTime(Date.parse(time));
      statuses.push((await world.query({ TransactionNo: answer.TransactionNo as string })).TransactionStatus);
    }
    expect(statuses).toEqual(["05", "06", "06", "00"]);
  });

  it("is what a query tells of from then on, the latest of several, unless it asks for the payment by number", async () => {
    world = await open();
    const { body } = await world.paid();
    await world.refund({ TransactionType: "03", Amount: "100", OrderInfo: "Phan 1" });
    const second = await world.refund({ TransactionType: "03", Amount: "200", OrderInfo: "Phan 2" });
    const told = await world.query();
    expect(told).toMatchObject({
      TransactionNo: second.TransactionNo,
      TransactionType: "03",
      Amount: "200",
      OrderInfo: "Phan 2",
    });
    expect(world.isSigned(told, [...ANSWER, ...PROMOTION])).toBe(true);
    expect(await world.query({ TransactionNo: body.transactionNo as string })).toMatchObject({
      TransactionType: "01",
      TransactionStatus: "00",
      OrderInfo: "Thanh toan ref1",
    });
  });

  it("in parts gives back what is left and never more", async () => {
    world = await open();
    await world.paid();
    const part = (Amount: string) => world.refund({ TransactionType: "03", Amount });
    const answers = [await part("40000000"), await part("25000001"), await part("25000000"), await part("1")];
    expect(answers.map(({ ResponseCode }) => ResponseCode)).toEqual(["00", "02", "00", "02"]);
    expect(answers[2]).toMatchObject({ TransactionType: "03", Amount: "25000000" });
  });

  const refusals: [string, (world: Awaited<ReturnType<typeof open>>) => Promise<Fields>, string][] = [
    ["of an order that it never heard of", (w) => w.refund({ TxnRef: "ref2" }), "91"],
    ["signed with another key", (w) => w.refund({}, "OTHERKEY"), "97"],
    ["of more than was paid", (w) => w.refund({ Amount: "65000100" }), "93"],
    ["in full of less than was paid", (w) => w.refund({ Amount: "100" }), "93"],
    ["of nothing", (w) => w.refund({ Amount: "0", TransactionType: "03" }), "03"],
    ["of a kind that there is not", (w) => w.refund({ TransactionType: "01" }), "03"],
    [
      "in full after one in full",
      async (w) => {
        await w.refund();
        return w.refund();
      },
      "94",
    ],
    [
      "in full after a part",
      async (w) => {
        await w.refund({ TransactionType: "03", Amount: "100" });
        return w.refund();
      },
      "04",
    ],
    [
      "under a request id of today",
      async (w) => {
        await w.refund({ TransactionType: "03", Amount: "100", RequestId: "same" });
        return w.refund({ TransactionType: "03", Amount: "100", RequestId: "same" });
      },
      "94",
    ],
  ];
  for (const [what, ask, code] of refusals) {
    it(`${what} is refused with ${code}`, async () => {
      world = await open();
      await world.paid();
      const answer = await ask(world);
      expect(answer.ResponseCode).toBe(code);
      expect(world.isSigned(answer, ANSWER)).toBe(true);
    });
  }

  it("of a payment that failed is refused with 95", async () => {
    world = await open();
    await world.failed();
    expect((await world.refund()).ResponseCode).toBe("95");
  });

  it("is remembered over a restart, its request id too", async () => {
    world = await open();
    await world.paid();
    const part = { TransactionType: "03", Amount: "40000000", RequestId: "same" };
    const { TransactionNo } = await world.refund(part);
    const { stateDir } = world.context;
    await world.stop();
    world = await open(stateDir);
    expect((await world.refund(part)).ResponseCode).toBe("94");
    expect((await world.refund({ ...part, RequestId: "other" })).ResponseCode).toBe("02");
    expect((await world.query({ TransactionNo: TransactionNo as string })).Amount).toBe("40000000");
  });

  it("that is taken and refused takes nothing, and says so as 09", async () => {
    world = await open();
    await world.paid();
    await world.call("PUT", "/faults", { mode: "refund-refused" });
    const refused = await world.refund();
    expect([refused.ResponseCode, refused.TransactionStatus]).toEqual(["00", "09"]);
    expect((await world.query({ TransactionNo: refused.TransactionNo as string })).TransactionStatus).toBe("09");
    await world.call("PUT", "/faults", { mode: "none" });
    expect(await world.refund()).toMatchObject({ ResponseCode: "00", TransactionStatus: "05" });
  });
});

describe("an order that only its page knows", () => {
  const pay = async (w: Awaited<ReturnType<typeof open>>) => {
    const text = new URLSearchParams(
      Object.entries({
        vnp_Amount: "65000000",
        vnp_Command: "pay",
        vnp_CreateDate: "20261127080000",
        vnp_CurrCode: "VND",
        vnp_ExpireDate: "20991127080000",
        vnp_IpAddr: "127.0.0.1",
        vnp_Locale: "vn",
        vnp_OrderInfo: "Nop phi",
        vnp_OrderType: "other",
        vnp_ReturnUrl: `${w.origin}/v1/payments/vnpay/return`,
        vnp_TmnCode: w.merchant.tmnCode,
        vnp_TxnRef: "ref1",
        vnp_Version: "2.1.0",
      }),
    ).toString();
    await w.get(`/local/vnpay/pay?${text}&vnp_SecureHash=${hmac("sha512", w.merchant.hashSecret, text)}`);
  };

  it("is not completed until somebody presses a button", async () => {
    world = await open();
    await pay(world);
    expect(await world.query()).toMatchObject({ ResponseCode: "00", TransactionStatus: "01", TransactionNo: "0" });
    expect((await world.refund()).ResponseCode).toBe("91");
  });

  it("is found by the time that the merchant gave it, by no other", async () => {
    world = await open();
    await pay(world);
    expect((await world.query({ TransactionDate: "20261127080001" })).ResponseCode).toBe("91");
  });
});
