import { createHmac } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { payosProvider } from "../../shared/adapters/payos/provider.ts";
import { anIntent, REFERENCE } from "../builders/payment-intent.ts";
import { aServer, type Behaviour } from "../fakes/http-server.ts";
import { aVault } from "../fakes/vault.ts";

const KEY = "KHOATHUNGHIEMCUAMOTCUA0123456789";
const ORDER = 4_503_599_627_370_496;
const LINK = "124c33293c934a85be5b7f8761a27a07";
const AT = "2026-11-22T01:20:00.000Z";
const PAYER = { code: "000.00.04.H40-261122-0001", ipAddress: "203.0.113.7", language: "vi" } as const;
const intent = anIntent({
  reference: String(ORDER),
  provider: "payos",
  merchant: "12345678",
  items: [
    { name: "Phí thẩm định", kind: "fee", amount: 600_000 },
    { name: "Lệ phí", kind: "charge", amount: 50_000 },
  ],
});

type Data = Record<string, unknown>;

/** An answer as payOS signs it; its package made the same signatures for the links of `payos-notice.test.ts`. */
const saying = (data: Data, key = KEY): Behaviour => {
  const text = Object.keys(data)
    .sort()
    .map((name) => {
      const value = data[name];
      const items = Array.isArray(value) && value.map((item: Data) => Object.fromEntries(Object.entries(item).sort()));
      return `${name}=${items ? JSON.stringify(items) : (value ?? "")}`;
    })
    .join("&");
  const signature = createHmac("sha256", key).update(text).digest("hex");
  return { body: JSON.stringify({ code: "00", desc: "success", data, signature }) };
};
const refusing = (code: string, status = 200): Behaviour => ({
  status,
  body: JSON.stringify({ code, desc: "…", data: null, signature: null }),
});

const created = (changes: Data = {}): Data => ({
  bin: "970422",
  accountNumber: "12345678",
  accountName: "TRUNG TAM PHUC VU HANH CHINH CONG",
  amount: 650_000,
  description: "611220001",
  orderCode: ORDER,
  currency: "VND",
  paymentLinkId: LINK,
  status: "PENDING",
  checkoutUrl: `https://pay.payos.vn/web/${LINK}`,
  qrCode: "00020101021238570010A000000727",
  ...changes,
});
const transfer = (changes: Data = {}): Data => ({
  reference: "FT26326000001",
  amount: 650_000,
  accountNumber: "12345678",
  description: "VQRIO123",
  transactionDateTime: "2026-11-22T08:05:00+07:00",
  counterAccountName: null,
  ...changes,
});
const link = (changes: Data = {}): Data => ({
  id: LINK,
  orderCode: ORDER,
  amount: 650_000,
  amountPaid: 0,
  amountRemaining: 650_000,
  status: "PENDING",
  createdAt: "2026-11-22T08:00:00+07:00",
  transactions: [],
  canceledAt: null,
  cancellationReason: null,
  ...changes,
});
const paid = (changes: Data = {}): Data =>
  link({ status: "PAID", amountPaid: 650_000, amountRemaining: 0, transactions: [transfer()], ...changes });

let server: Awaited<ReturnType<typeof aServer>>;
beforeAll(async () => {
  server = await aServer();
});
beforeEach(() => void server.asked.splice(0));
afterAll(() => server.close());

const merchant = { clientId: "client-1", apiKey: "api-1", checksumKey: KEY, accountNumber: "12345678" };
const providerAt = (apiUrl: string, patienceMs = 5_000, secret: Data = merchant) =>
  payosProvider(aVault({ AWSCURRENT: JSON.stringify(secret) }).secrets, {
    secretId: "payos",
    apiUrl,
    origin: "https://dvc.example.vn",
    patienceMs,
  });
const answering = (first: Behaviour, ...later: Behaviour[]) => {
  const answers = [first, ...later];
  server.host.behave = () => (answers.length > 1 ? answers.shift() : answers[0]) ?? "cut";
  return providerAt(server.url, 1_000);
};

/** Ways in which payOS gives no answer that can be believed, and the word for each. */
const UNBELIEVABLE: [string, (data: Data) => Behaviour, string][] = [
  ["says nothing", () => "silent", "timeout"],
  ["cuts the connection", () => "cut", "network"],
  ["stops in the middle", () => "stuck", "timeout"],
  ["never ends", () => "endless", "too-large"],
  ["has a fault", (data) => ({ ...(saying(data) as object), status: 500 }) as Behaviour, "fault"],
  ["sends a page", () => ({ body: "<html>payOS</html>" }), "not-json"],
  ["sends us on", () => ({ status: 302, body: "", headers: { location: "https://example.com" } }), "redirected"],
  ["signs with another key", (data) => saying(data, "other"), "signature"],
  ["signs nothing", (data) => ({ body: JSON.stringify({ code: "00", data, signature: null }) }), "signature"],
  ["sends no data", () => ({ body: '{"code":"00","data":null}' }), "signature"],
  ["speaks of another order", (data) => saying({ ...data, orderCode: 123 }), "about-another"],
  ["knows no such channel", () => refusing("214"), "payos-214"],
  ["refuses our key", () => refusing("401", 401), "payos-401"],
];

describe("opening a payment at payOS", () => {
  it("asks for the intent's order, its amount, and no name of a person or of a fee", async () => {
    expect(await answering(saying(created())).open(intent, PAYER)).toEqual({
      redirectUrl: `https://pay.payos.vn/web/${LINK}`,
    });
    expect(server.asked).toMatchObject([
      {
        method: "POST",
        path: "/v2/payment-requests",
        headers: { "x-client-id": "client-1", "x-api-key": "api-1" },
      },
    ]);
    expect(JSON.parse(server.asked[0]?.body ?? "")).toEqual({
      orderCode: ORDER,
      amount: 650_000,
      description: "611220001",
      cancelUrl: "https://dvc.example.vn/v1/payments/payos/return",
      returnUrl: "https://dvc.example.vn/v1/payments/payos/return",
      expiredAt: 1_795_310_100,
      /** Made by the npm package `@payos/node` 2.0.5 for these members and this key. */
      signature: "f02013e62f205686628fc8464a29ff91973768ef985edd07cab6b2358a5879d2",
    });
    expect(new Date(1_795_310_100_000).toISOString()).toBe(intent.expiresAt);
    expect(server.asked[0]?.body).toContain(`"orderCode":${ORDER},`);
  });

  it.each(["PENDING", "PROCESSING", "UNDERPAID", "PAID"])(
    "leads to the page of the link that exists already, %s",
    async (status) => {
      const provider = answering(refusing("231"), saying(link({ status })));
      expect(await provider.open(intent, PAYER)).toEqual({ redirectUrl: `${server.url}/web/${LINK}` });
      expect(server.asked.map(({ method, path }) => `${method} ${path}`)).toEqual([
        "POST /v2/payment-requests",
        `GET /v2/payment-requests/${ORDER}`,
      ]);
    },
  );

  it.each<[string, Behaviour, string]>([
    ["is cancelled", saying(link({ status: "CANCELLED" })), "link-cancelled"],
    ["has expired", saying(link({ status: "EXPIRED" })), "link-expired"],
    ["asks for another amount", saying(link({ amount: 1 })), "about-another"],
    ["has an id that is no part of an address", saying(link({ id: "../x" })), "about-another"],
    ["cannot be found after all", refusing("101"), "payos-101"],
    ["is not signed for", saying(link(), "other"), "signature"],
  ])("leads nowhere where the link that exists %s", async (_, found, why) => {
    expect(await answering(refusing("231"), found).open(intent, PAYER)).toEqual({ unreachable: why });
  });

  it.each(UNBELIEVABLE)("leads nowhere where payOS %s", async (_, behaviour, why) => {
    expect(await answering(behaviour(created())).open(intent, PAYER)).toEqual({ unreachable: why });
  });

  it.each([
    ["another amount", { amount: 1 }],
    ["no address", { checkoutUrl: "" }],
    ["an address that is none", { checkoutUrl: "pay here" }],
  ])("leads nowhere where payOS signs %s", async (_, changes) => {
    expect(await answering(saying(created(changes))).open(intent, PAYER)).toEqual({ unreachable: "about-another" });
  });

  it("leads nowhere where nobody is there", async () => {
    const gone = await aServer();
    await gone.close();
    expect(await providerAt(gone.url).open(intent, PAYER)).toEqual({ unreachable: "unreached" });
  });

  it.each([REFERENCE, "0", "-1", "1e5", "9007199254740993", ""])(
    "is never tried for the order code %j",
    async (code) => {
      const wrong = { ...intent, reference: code };
      await expect(answering(saying(created())).open(wrong, PAYER)).rejects.toThrow(RangeError);
      await expect(answering(saying(link())).inquire(wrong, AT)).rejects.toThrow(RangeError);
      expect(server.asked).toEqual([]);
    },
  );

  it.each([0, -1, 0.5, 10_000_000_000, Number.NaN])("is never tried for %d đồng", async (amount) => {
    await expect(answering(saying(created())).open({ ...intent, amount }, PAYER)).rejects.toThrow(RangeError);
    expect(server.asked).toEqual([]);
  });

  it("is never tried before a person wrote the keys", async () => {
    server.host.behave = () => saying(created());
    const unset = providerAt(server.url, 1_000, { ...merchant, clientId: "UNSET" });
    await expect(unset.open(intent, PAYER)).rejects.toThrow(/^the payOS secret is not/);
    expect(server.asked).toEqual([]);
  });
});

describe("asking payOS how a payment stands", () => {
  const told = { provider: "payos", reference: String(ORDER), amountVnd: 650_000, merchant: "12345678" };

  it("is told of the payment, as its webhook would tell", async () => {
    expect(await answering(saying(paid())).inquire(intent, AT)).toEqual({
      answer: "told",
      notice: {
        ...told,
        outcome: "success",
        transaction: "FT26326000001",
        status: "PAID",
        paidAt: "2026-11-22T01:05:00.000Z",
      },
    });
    expect(server.asked).toMatchObject([{ method: "GET", path: `/v2/payment-requests/${ORDER}`, body: "" }]);
  });

  it.each([
    ["PENDING", "unsettled"],
    ["PROCESSING", "unsettled"],
    ["CANCELLED", "failed"],
    ["EXPIRED", "failed"],
    ["FAILED", "failed"],
  ])("hears of %s that it is %s", async (status, outcome) => {
    expect(await answering(saying(link({ status }))).inquire(intent, AT)).toEqual({
      answer: "told",
      notice: { ...told, outcome, transaction: "0", status },
    });
  });

  it.each(["UNDERPAID", "CANCELLED", "EXPIRED", "FAILED"])(
    "leaves it to a person where a part came in and it is %s",
    async (status) => {
      const part = link({ status, amountPaid: 1_000, transactions: [transfer({ amount: 1_000 })] });
      expect(await answering(saying(part)).inquire(intent, AT)).toMatchObject({
        notice: { outcome: "suspect", amountVnd: 650_000, transaction: "FT26326000001", status },
      });
    },
  );

  it("hears the sum that came in, from the transfer that completed it", async () => {
    const parts = [
      transfer({ amount: 50_000 }),
      transfer({ amount: 700_000, reference: "FT2", accountNumber: "87654321" }),
    ];
    expect(
      await answering(saying(paid({ amountPaid: 750_000, transactions: parts }))).inquire(intent, AT),
    ).toMatchObject({ notice: { amountVnd: 750_000, transaction: "FT2", merchant: "87654321" } });
  });

  it("hears that nobody opened it", async () => {
    expect(await answering(refusing("101")).inquire(intent, AT)).toEqual({ answer: "unknown" });
  });

  it.each(UNBELIEVABLE)("hears nothing where payOS %s", async (_, behaviour, why) => {
    expect(await answering(behaviour(paid())).inquire(intent, AT)).toEqual({ answer: "unreachable", why });
  });

  it("hears nothing in a status that payOS has not", async () => {
    const odd = await answering(saying(paid({ status: "REFUNDED" }))).inquire(intent, AT);
    expect(odd).toEqual({ answer: "unreachable", why: "status" });
  });
});

describe("closing a payment at payOS", () => {
  it("asks for the link to be cancelled", async () => {
    expect(await answering(saying(link({ status: "CANCELLED" }))).cancel?.(intent, AT)).toMatchObject({
      answer: "told",
      notice: { outcome: "failed", status: "CANCELLED" },
    });
    expect(server.asked).toMatchObject([{ method: "POST", path: `/v2/payment-requests/${ORDER}/cancel` }]);
  });

  it("hears of the payment that came first", async () => {
    expect(await answering(refusing("20"), saying(paid())).cancel?.(intent, AT)).toMatchObject({
      notice: { outcome: "success" },
    });
  });

  it("hears that there is nothing to close", async () => {
    expect(await answering(refusing("101")).cancel?.(intent, AT)).toEqual({ answer: "unknown" });
  });
});

it("payOS gives no money back by itself", () => {
  expect(providerAt("http://127.0.0.1:9").refund).toBeUndefined();
});
