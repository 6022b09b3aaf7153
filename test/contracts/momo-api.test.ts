import { createHmac } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { momoProvider } from "../../shared/adapters/momo/provider.ts";
import type { RefundOrder } from "../../shared/domain/payments/provider.ts";
import { anIntent, REFERENCE } from "../builders/payment-intent.ts";
import { type Asked, aServer, type Behaviour } from "../fakes/http-server.ts";
import { aVault } from "../fakes/vault.ts";

const SANDBOX = { partnerCode: "MOMO", accessKey: "F8BBA842ECF85", secretKey: "K951B6PE1waDMi640xX08PD3vg6EkVlz" };
const AT = "2026-11-22T01:20:00.000Z";
const PAYER = { code: "000.00.04.H40-261122-0001", ipAddress: "203.0.113.7", language: "en" } as const;
const intent = anIntent({ provider: "momo", merchant: "MOMO" });

type Data = Record<string, unknown>;

const mac = (names: readonly string[], members: Data): string => {
  const text = ["accessKey", ...names].map((name) => `${name}=${{ ...SANDBOX, ...members }[name]}`).join("&");
  return createHmac("sha256", SANDBOX.secretKey).update(text).digest("hex");
};
const CREATED = ["amount", "orderId", "partnerCode", "payUrl", "requestId", "responseTime", "resultCode"];

let server: Awaited<ReturnType<typeof aServer>>;
beforeAll(async () => {
  server = await aServer();
});
beforeEach(() => void server.asked.splice(0));
afterAll(() => server.close());

const bodyOf = (asked: Asked | undefined): Data => JSON.parse(asked?.body ?? "{}");

/** An answer with what MoMo repeats of a request. */
const echo =
  (changes: Data, status = 200) =>
  (asked: Asked): Behaviour => {
    const { partnerCode, orderId, requestId } = bodyOf(asked);
    const body = {
      partnerCode,
      orderId,
      requestId,
      responseTime: 1_795_310_000_000,
      message: "Thành công.",
      ...changes,
    };
    return { status, body: JSON.stringify(body) };
  };

const providerAt = (apiUrl: string, patienceMs = 1_000) =>
  momoProvider(aVault({ AWSCURRENT: JSON.stringify(SANDBOX) }).secrets, {
    secretId: "momo",
    apiUrl,
    origin: "https://dvc.example.vn",
    patienceMs,
  });
const answering = (...behaviours: ((asked: Asked) => Behaviour)[]) => {
  server.host.behave = (asked) => (behaviours.length > 1 ? behaviours.shift() : behaviours[0])?.(asked) ?? "cut";
  return providerAt(server.url);
};

/** Ways in which MoMo gives no answer that can be believed, and the word for each. */
const unbelievable = (members: Data): [string, (asked: Asked) => Behaviour, string][] => [
  ["says nothing", () => "silent", "timeout"],
  ["cuts the connection", () => "cut", "network"],
  ["stops in the middle", () => "stuck", "timeout"],
  ["never ends", () => "endless", "too-large"],
  ["has a fault", echo(members, 500), "fault"],
  ["sends a page", () => ({ body: "<html>MoMo</html>" }), "not-json"],
  ["sends no code", echo({ ...members, resultCode: undefined }), "not-json"],
  ["sends us on", () => ({ status: 302, body: "", headers: { location: "https://example.com" } }), "redirected"],
  ["speaks of another order", echo({ ...members, orderId: "other" }), "about-another"],
  ["answers another request", echo({ ...members, requestId: "other" }), "about-another"],
  ["speaks to another partner", echo({ ...members, partnerCode: "OTHER" }), "about-another"],
  ["is being maintained", echo({ resultCode: 10 }), "momo-10"],
  ["refuses our signature", echo({ resultCode: 13 }, 400), "momo-13"],
  ["does not know what is wrong", echo({ resultCode: 99 }), "momo-99"],
];

describe("opening a payment at MoMo", () => {
  const payUrl = (): string => `${server.url}/v2/gateway/pay?t=TU9NT3x&s=a64fd2cde92`;
  const created = (changes: Data = {}): Data => ({ amount: 650_000, resultCode: 0, payUrl: payUrl(), ...changes });
  const signing =
    (changes: Data, of: Data = {}) =>
    (asked: Asked) => {
      const { partnerCode, orderId, requestId } = bodyOf(asked);
      const body = { partnerCode, orderId, requestId, responseTime: 1, ...created(changes) };
      return echo({ ...body, signature: mac(CREATED, { ...body, ...of }) })(asked);
    };

  it("asks for the intent's order and amount under the order's own number, and no name", async () => {
    expect(await answering(signing({})).open(intent, PAYER)).toEqual({ redirectUrl: payUrl() });
    expect(server.asked.map(({ method, path }) => `${method} ${path}`)).toEqual(["POST /v2/gateway/api/create"]);
    const { signature, ...asked } = bodyOf(server.asked[0]);
    expect(asked).toEqual({
      partnerCode: "MOMO",
      requestId: REFERENCE,
      orderId: REFERENCE,
      amount: 650_000,
      orderInfo: "Nop-phi-ho-so-000.00.04.H40-261122-0001",
      redirectUrl: "https://dvc.example.vn/v1/payments/momo/return",
      ipnUrl: "https://dvc.example.vn/v1/payments/momo/ipn",
      requestType: "captureWallet",
      extraData: "",
      autoCapture: true,
      lang: "en",
    });
    const text =
      "accessKey=F8BBA842ECF85&amount=650000&extraData=&ipnUrl=https://dvc.example.vn/v1/payments/momo/ipn" +
      `&orderId=${REFERENCE}&orderInfo=Nop-phi-ho-so-000.00.04.H40-261122-0001&partnerCode=MOMO` +
      "&redirectUrl=https://dvc.example.vn/v1/payments/momo/return" +
      `&requestId=${REFERENCE}&requestType=captureWallet`;
    expect(signature).toBe(createHmac("sha256", SANDBOX.secretKey).update(text).digest("hex"));
  });

  it("is one request, however often it is made", async () => {
    const provider = answering(signing({}));
    expect(await provider.open(intent, PAYER)).toEqual(await provider.open(intent, PAYER));
    expect(server.asked[0]?.body).toBe(server.asked[1]?.body);
  });

  it.each([undefined, null])("leads to MoMo's own host where it signs nothing: %s", async (signature) => {
    expect(await answering(echo(created({ signature }))).open(intent, PAYER)).toEqual({ redirectUrl: payUrl() });
  });

  it("leads to another host only where MoMo signed for it", async () => {
    const elsewhere = "https://pay.example.vn/x";
    expect(await answering(signing({ payUrl: elsewhere })).open(intent, PAYER)).toEqual({ redirectUrl: elsewhere });
  });

  it.each<[string, (asked: Asked) => Behaviour, string]>([
    ["names another host unsigned", (asked) => echo(created({ payUrl: "https://example.com/x" }))(asked), "signature"],
    ["names no address", (asked) => echo(created({ payUrl: "" }))(asked), "signature"],
    ["signs another address", signing({}, { payUrl: "https://example.com" }), "signature"],
    ["sends an empty signature", (asked) => echo(created({ signature: "" }))(asked), "signature"],
    ["asks for another amount", signing({ amount: 1 }), "about-another"],
    ["finds the amount out of range", echo({ resultCode: 22 }), "momo-22"],
    ["has had the order under another request", echo({ resultCode: 41 }), "momo-41"],
    ["is still at the first request", echo({ resultCode: 7000 }, 422), "momo-7000"],
  ])("leads nowhere where MoMo %s", async (_, behaviour, why) => {
    expect(await answering(behaviour).open(intent, PAYER)).toEqual({ unreachable: why });
  });

  it.each(unbelievable({ amount: 650_000, resultCode: 0, payUrl: "https://example.com/x" }))(
    "leads nowhere where MoMo %s",
    async (_, behaviour, why) => {
      expect(await answering(behaviour).open(intent, PAYER)).toEqual({ unreachable: why });
    },
  );

  it("leads nowhere where nobody is there", async () => {
    const gone = await aServer();
    await gone.close();
    expect(await providerAt(gone.url).open(intent, PAYER)).toEqual({ unreachable: "unreached" });
  });

  it.each([0, -1, 0.5, 10_000_000_000, Number.NaN])("is never tried for %d đồng", async (amount) => {
    await expect(answering(signing({})).open({ ...intent, amount }, PAYER)).rejects.toThrow(RangeError);
    expect(server.asked).toEqual([]);
  });
});

describe("asking MoMo how a payment stands", () => {
  /** As MoMo's sandbox answers: `lastUpdated` is the payment's time, `responseTime` that of the question. */
  const PAID = {
    extraData: "",
    amount: 650_000,
    transId: 3_305_080_682,
    payType: "qr",
    resultCode: 0,
    refundTrans: [],
    lastUpdated: 1_795_309_500_000,
    signature: null,
  };
  const told = { provider: "momo", reference: REFERENCE, amountVnd: 650_000, merchant: "MOMO" };

  it("is told of the payment, as its IPN would tell", async () => {
    expect(await answering(echo(PAID)).inquire(intent, AT)).toEqual({
      answer: "told",
      notice: {
        ...told,
        outcome: "success",
        transaction: "3305080682",
        status: "0",
        paidAt: "2026-11-22T01:05:00.000Z",
      },
    });
    expect(server.asked.map(({ path }) => path)).toEqual(["/v2/gateway/api/query"]);
    const { requestId, signature, ...asked } = bodyOf(server.asked[0]);
    expect(asked).toEqual({ partnerCode: "MOMO", orderId: REFERENCE, lang: "vi" });
    expect(signature).toBe(mac(["orderId", "partnerCode", "requestId"], { ...asked, requestId }));
    expect(String(requestId)).toMatch(/^.{1,50}$/);
  });

  it("is a request of its own each time", async () => {
    const provider = answering(echo(PAID));
    await provider.inquire(intent, AT);
    await provider.inquire(intent, AT);
    expect(bodyOf(server.asked[0]).requestId).not.toBe(bodyOf(server.asked[1]).requestId);
  });

  it("knows no time of payment where a refund has changed it since", async () => {
    const refunded = { ...PAID, refundTrans: [{ orderId: "r", amount: 1000, resultCode: 0, transId: 1 }] };
    const inquiry = await answering(echo(refunded)).inquire(intent, AT);
    expect(inquiry.answer === "told" && inquiry.notice.paidAt).toBeUndefined();
  });

  it.each([
    [1000, "unsettled"],
    [7000, "unsettled"],
    [7002, "unsettled"],
    [9000, "unsettled"],
    [1003, "failed"],
    [1005, "failed"],
    [1006, "failed"],
  ])("hears of %d that it is %s", async (resultCode, outcome) => {
    expect(await answering(echo({ ...PAID, resultCode, transId: undefined })).inquire(intent, AT)).toEqual({
      answer: "told",
      notice: { ...told, outcome, transaction: "0", status: String(resultCode) },
    });
  });

  it("hears that nobody opened it", async () => {
    expect(await answering(echo({ resultCode: 42 }, 400)).inquire(intent, AT)).toEqual({ answer: "unknown" });
  });

  it.each(unbelievable(PAID))("hears nothing where MoMo %s", async (_, behaviour, why) => {
    expect(await answering(behaviour).inquire(intent, AT)).toEqual({ answer: "unreachable", why });
  });
});

describe("giving money back through MoMo", () => {
  const order: RefundOrder = {
    id: "rabcdefgh234567aab7k2q9",
    intent: { ...intent, state: "refund-due", providerReference: "4084757146" },
    amount: 50_000,
    full: false,
    by: "officer-leader",
    at: AT,
  };
  const DONE = { amount: 50_000, transId: 4_084_999_999, resultCode: 0 };
  const line = (changes: Data = {}): Data => ({ orderId: order.id, createdTime: 1, ...DONE, ...changes });
  const record = (...refundTrans: Data[]) => echo({ resultCode: 0, refundTrans });
  const refund = (...behaviours: ((asked: Asked) => Behaviour)[]) => answering(...behaviours).refund?.(order, AT);

  it("asks under the refund's own number for the payment's transaction", async () => {
    expect(await refund(echo(DONE))).toEqual({ answer: "refunded", transaction: "4084999999" });
    expect(server.asked.map(({ path }) => path)).toEqual(["/v2/gateway/api/refund"]);
    const { signature, ...asked } = bodyOf(server.asked[0]);
    expect(asked).toEqual({
      partnerCode: "MOMO",
      requestId: order.id,
      orderId: order.id,
      amount: 50_000,
      transId: 4_084_757_146,
      lang: "vi",
      description: "Hoan phi",
    });
    const text =
      `accessKey=F8BBA842ECF85&amount=50000&description=Hoan phi&orderId=${order.id}&partnerCode=MOMO` +
      `&requestId=${order.id}&transId=4084757146`;
    expect(signature).toBe(createHmac("sha256", SANDBOX.secretKey).update(text).digest("hex"));
  });

  it("is the same request at every attempt", async () => {
    const provider = answering(() => "cut", echo(DONE));
    expect(await provider.refund?.(order, AT)).toEqual({ answer: "unreachable", why: "network" });
    expect(await provider.refund?.(order, "2026-11-23T01:20:00.000Z")).toMatchObject({ answer: "refunded" });
    expect(server.asked[0]?.body).toBe(server.asked[1]?.body);
  });

  it.each([7000, 7002])("is on its way where MoMo answers %d", async (resultCode) => {
    expect(await refund(echo({ ...DONE, resultCode }, 422))).toEqual({ answer: "accepted" });
  });

  it.each([21, 22, 42, 1001, 1080, 1088, 4001])("is never to be where MoMo answers %d", async (resultCode) => {
    expect(await refund(echo({ ...DONE, resultCode }))).toEqual({ answer: "refused", code: String(resultCode) });
    expect(server.asked).toHaveLength(1);
  });

  it.each([40, 41, 1081, 7000])(
    "asks MoMo's record where it answers %d, and does nothing twice",
    async (resultCode) => {
      const other = line({ orderId: "another-refund", transId: 1 });
      const answers: [Data[], unknown][] = [
        [[other, line()], { answer: "refunded", transaction: "4084999999" }],
        [[line({ resultCode: 7002 })], { answer: "accepted" }],
        [[line({ resultCode: 1088 })], { answer: "refused", code: "1088" }],
      ];
      for (const [lines, answer] of answers) {
        server.asked.splice(0);
        expect(await refund(echo({ resultCode }), record(...lines))).toEqual(answer);
        expect(server.asked.map(({ path }) => path)).toEqual([
          "/v2/gateway/api/refund",
          "/v2/gateway/api/refund/query",
        ]);
      }
      const { requestId, signature, ...asked } = bodyOf(server.asked[1]);
      expect(asked).toEqual({ partnerCode: "MOMO", orderId: order.id, lang: "vi" });
      expect(signature).toBe(mac(["orderId", "partnerCode", "requestId"], { ...asked, requestId }));
    },
  );

  it.each([
    [40, { answer: "unreachable", why: "momo-40" }],
    [41, { answer: "unreachable", why: "momo-41" }],
    [1081, { answer: "refused", code: "1081" }],
    [7000, { answer: "accepted" }],
  ])("is never done where the record does not show it after %d", async (resultCode, answer) => {
    const foreign = [line({ amount: 1 }), line({ orderId: "another-refund" })];
    expect(await refund(echo({ resultCode }), record(...foreign))).toEqual(answer);
    expect(await refund(echo({ resultCode }), echo({ resultCode: 42 }))).toEqual(answer);
    expect(await refund(echo({ resultCode }), () => "cut")).toEqual({ answer: "unreachable", why: "network" });
  });

  it.each([21, 22, 1081])("stays open at %d after an attempt that may have taken the money", async (resultCode) => {
    const answers = [echo({ resultCode }), record()] as const;
    expect(await refund(...answers)).toEqual({ answer: "refused", code: String(resultCode) });
    const again = answering(...answers).refund?.({ ...order, asked: true }, AT);
    expect(await again).toEqual({ answer: "unreachable", why: `momo-${resultCode}` });
  });

  it.each(unbelievable(DONE))("stays open where MoMo %s", async (_, behaviour, why) => {
    expect(await refund(behaviour)).toEqual({ answer: "unreachable", why });
  });

  it.each([
    ["another amount", { ...DONE, amount: 1 }],
    ["no amount", { ...DONE, amount: undefined }],
    ["no number", { ...DONE, transId: undefined }],
  ])("stays open where MoMo calls it done with %s", async (_, said) => {
    expect(await refund(echo(said))).toEqual({ answer: "unreachable", why: "about-another" });
  });

  it.each([undefined, "", "0", "FT26326000001"])("is never asked for the transaction %j", async (providerReference) => {
    const { providerReference: _, ...unpaid } = order.intent;
    const of = { ...order, intent: providerReference === undefined ? unpaid : { ...unpaid, providerReference } };
    expect(await answering(echo(DONE)).refund?.(of, AT)).toEqual({ answer: "refused", code: "no-transaction" });
    expect(server.asked).toEqual([]);
  });

  it.each([0, -1, 0.5, Number.NaN])("is never asked for %d đồng", async (amount) => {
    await expect(answering(echo(DONE)).refund?.({ ...order, amount }, AT)).rejects.toThrow(RangeError);
    expect(server.asked).toEqual([]);
  });
});
