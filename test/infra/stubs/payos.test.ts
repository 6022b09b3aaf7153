import { afterEach, describe, expect, it, vi } from "vitest";
import { createPayosStub } from "../../../infra/local/stubs/payos/payos.ts";
import { signatureOf } from "../../../infra/local/stubs/payos/signature.ts";
import { vietQr } from "../../../infra/local/stubs/payos/viet-qr.ts";
import { hmac, openProvider } from "./provider-world.ts";

type Merchant = { clientId: string; apiKey: string; checksumKey: string; accountNumber: string };
type Answer = { code: string; desc: string; data: Record<string, unknown> | null; signature?: string };

/** payOS's rule, for the flat values and lists that it sends. */
const sign = (data: Record<string, unknown>, key: string): string =>
  hmac(
    "sha256",
    key,
    Object.keys(data)
      .sort()
      .map((name) => {
        const value = data[name];
        if (value === null) return `${name}=`;
        if (!Array.isArray(value)) return `${name}=${value}`;
        const sorted = value.map((one) => Object.fromEntries(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1))));
        return `${name}=${JSON.stringify(sorted)}`;
      })
      .join("&"),
  );

const open = async (more: { statuses?: number[]; otherwise?: number; stateDir?: string } = {}) => {
  const world = await openProvider<Merchant>("payos", createPayosStub, more);
  const { clientId, apiKey, checksumKey } = world.merchant;
  const call = async (method: string, path: string, body?: unknown, keys = { clientId, apiKey }) => {
    const response = await fetch(`${world.origin}/local/payos${path}`, {
      method,
      headers: { "x-client-id": keys.clientId, "x-api-key": keys.apiKey, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: response.status, answer: (await response.json()) as Answer };
  };
  const request = (more: Record<string, unknown> = {}, key = checksumKey) => {
    const body: Record<string, unknown> = {
      orderCode: 4503599627370496,
      amount: 650_000,
      description: "HS H40.01-261127",
      cancelUrl: `${world.origin}/huy`,
      returnUrl: `${world.origin}/ve?ho-so=1`,
      ...more,
    };
    const names = ["amount", "cancelUrl", "description", "orderCode", "returnUrl"];
    return { ...body, signature: hmac("sha256", key, names.map((name) => `${name}=${body[name]}`).join("&")) };
  };
  return {
    ...world,
    api: call,
    request,
    create: async (fields: Record<string, unknown> = {}) =>
      (await call("POST", "/v2/payment-requests", request(fields))).answer,
    link: async (key: string | number) => (await call("GET", `/v2/payment-requests/${key}`)).answer.data,
  };
};

let world: Awaited<ReturnType<typeof open>>;
afterEach(async () => {
  vi.useRealTimers();
  await world.stop();
});

const CODE = "4503599627370496";

describe("the signature of payOS", () => {
  it("is that of its published sample", async () => {
    world = await open();
    const sample = {
      orderCode: 123,
      amount: 3000,
      description: "VQRIO123",
      accountNumber: "12345678",
      reference: "TF230204212323",
      transactionDateTime: "2023-02-04 18:25:00",
      currency: "VND",
      paymentLinkId: "124c33293c43417ab7879e14c8d9eb18",
      code: "00",
      desc: "Thành công",
      counterAccountBankId: "",
      counterAccountBankName: "",
      counterAccountName: "",
      counterAccountNumber: "",
      virtualAccountName: "",
      virtualAccountNumber: "",
    };
    const key = "1a54716c8f0efb2744fb28b6e38b25da7f67a925d98bc1c18bd8faaecadd7675";
    const published = "412e915d2871504ed31be63c8f62a149a4410d34c4c42affc9006ef9917eaa03";
    expect([signatureOf(sample, key), sign(sample, key)]).toEqual([published, published]);
  });
});

describe("a VietQR code", () => {
  it("ends in the checksum of EMV", async () => {
    world = await open();
    const text = vietQr({ bin: "970403", accountNumber: "0011012345678", amount: 180_000, description: "thanh toan" });
    // Laid out as the dynamic example of NAPAS' specification; its CRC rule gives that example 2E2E and this text 9C33.
    expect(text).toBe(
      "00020101021238570010A00000072701270006970403011300110123456780208QRIBFTTA53037045406180000" +
        "5802VN62140810thanh toan63049C33",
    );
  });
});

describe("a payment link", () => {
  it("is made and signed, with its checkout page and its QR text", async () => {
    world = await open();
    const { status, answer } = await world.api("POST", "/v2/payment-requests", world.request());
    expect([status, answer.code, answer.desc]).toEqual([200, "00", "success"]);
    expect(answer.data).toMatchObject({
      accountNumber: world.merchant.accountNumber,
      amount: 650_000,
      orderCode: Number(CODE),
      currency: "VND",
      status: "PENDING",
      paymentLinkId: expect.stringMatching(/^[0-9a-f]{32}$/),
      checkoutUrl: `${world.origin}/local/payos/web/${answer.data?.paymentLinkId}`,
      qrCode: expect.stringMatching(/^000201010212.*54066500005802VN.*6304[0-9A-F]{4}$/),
    });
    expect(answer.signature).toBe(sign(answer.data ?? {}, world.merchant.checksumKey));
  });

  it("of an order code used before is 231", async () => {
    world = await open();
    await world.create();
    expect(await world.create({ amount: 1 })).toEqual({ code: "231", desc: "Đơn thanh toán đã tồn tại", data: null });
  });

  const refusals: [
    string,
    (w: Awaited<ReturnType<typeof open>>) => Promise<{ status: number; answer: Answer }>,
    string,
  ][] = [
    ["with another checksum key", (w) => w.api("POST", "/v2/payment-requests", w.request({}, "0".repeat(64))), "201"],
    [
      "whose amount was changed after it was signed",
      (w) => w.api("POST", "/v2/payment-requests", { ...w.request(), amount: 1 }),
      "201",
    ],
    [
      "without a signature",
      (w) => w.api("POST", "/v2/payment-requests", { ...w.request(), signature: undefined }),
      "201",
    ],
    ["of nothing", (w) => w.api("POST", "/v2/payment-requests", w.request({ amount: 0 })), "20"],
    ["in text", (w) => w.api("POST", "/v2/payment-requests", w.request({ orderCode: CODE })), "20"],
    [
      "with more words than a transfer holds",
      (w) => w.api("POST", "/v2/payment-requests", w.request({ description: "x".repeat(26) })),
      "20",
    ],
    ["expired before it is made", (w) => w.api("POST", "/v2/payment-requests", w.request({ expiredAt: 1 })), "20"],
    [
      "from another channel",
      (w) => w.api("POST", "/v2/payment-requests", w.request(), { clientId: w.merchant.clientId, apiKey: "x" }),
      "214",
    ],
    ["that nobody made", (w) => w.api("GET", "/v2/payment-requests/77"), "101"],
    ["that nobody made, to be cancelled", (w) => w.api("POST", "/v2/payment-requests/77/cancel", {}), "101"],
  ];
  for (const [what, ask, code] of refusals) {
    it(`${what} is refused with ${code}, by HTTP 200 and without data`, async () => {
      world = await open();
      const { status, answer } = await ask(world);
      expect([status, answer.code, answer.data, answer.signature]).toEqual([200, code, null, undefined]);
      expect(await world.link(CODE)).toBeNull();
    });
  }

  it("tells what arrived, by order code and by its own id", async () => {
    world = await open();
    const { data } = await world.create();
    await world.settle({ reference: CODE, outcome: "underpaid", webhook: false });
    expect(await world.link(CODE)).toMatchObject({
      status: "UNDERPAID",
      amountPaid: 325_000,
      amountRemaining: 325_000,
    });
    const { body } = await world.settle({ reference: CODE, outcome: "success", webhook: false });
    const { answer } = await world.api("GET", `/v2/payment-requests/${data?.paymentLinkId}`);
    expect(answer.data).toMatchObject({ id: data?.paymentLinkId, status: "PAID", amountPaid: 650_000 });
    expect(answer.data?.transactions).toHaveLength(2);
    expect(answer.data?.transactions).toContainEqual(
      expect.objectContaining({ reference: body.transaction, amount: 325_000 }),
    );
    expect(answer.signature).toBe(sign(answer.data ?? {}, world.merchant.checksumKey));
  });

  it("is cancelled with its reason, but not when it is paid", async () => {
    world = await open();
    await world.create();
    await world.create({ orderCode: 2 });
    await world.settle({ reference: "2", outcome: "success", webhook: false });
    const cancel = (code: string) =>
      world.api("POST", `/v2/payment-requests/${code}/cancel`, { cancellationReason: "Đổi ý" });
    expect((await cancel(CODE)).answer.data).toMatchObject({
      status: "CANCELLED",
      cancellationReason: "Đổi ý",
      canceledAt: expect.stringMatching(/\+07:00$/),
    });
    expect((await cancel("2")).answer.data).toMatchObject({ status: "PAID", canceledAt: null });
  });

  it("expires, and is paid all the same by money that comes late", async () => {
    vi.useFakeTimers({ toFake: ["Date"], now: Date.parse("2026-11-27T03:00:00Z") });
    world = await open();
    await world.create({ expiredAt: Date.parse("2026-11-27T03:15:00Z") / 1000 });
    vi.setSystemTime(Date.parse("2026-11-27T03:15:00Z"));
    expect(await world.link(CODE)).toMatchObject({ status: "EXPIRED" });
    await world.settle({ reference: CODE, outcome: "success", webhook: false });
    expect(await world.link(CODE)).toMatchObject({ status: "PAID" });
  });
});

describe("a webhook of payOS", () => {
  it("has the body of the documents, signed", async () => {
    vi.useFakeTimers({ toFake: ["Date"], now: Date.parse("2026-11-27T20:30:05Z") });
    world = await open({ otherwise: 200 });
    const { data } = await world.create();
    const settled = await world.settle({ reference: CODE, outcome: "success" });
    expect(settled).toMatchObject({
      status: 200,
      body: { reference: CODE, transaction: expect.stringMatching(/^FT\d+$/), webhook: [{ status: 200, body: "" }] },
    });
    const [call] = world.heard;
    expect([call?.method, call?.path, call?.contentType]).toEqual([
      "POST",
      "/v1/payments/payos/webhook",
      "application/json; charset=utf-8",
    ]);
    const sent = JSON.parse(call?.body ?? "");
    expect(sent).toEqual({
      code: "00",
      desc: "success",
      success: true,
      data: {
        orderCode: Number(CODE),
        amount: 650_000,
        description: "HS H40.01-261127",
        accountNumber: world.merchant.accountNumber,
        reference: settled.body.transaction,
        transactionDateTime: "2026-11-28 03:30:05",
        currency: "VND",
        paymentLinkId: data?.paymentLinkId,
        code: "00",
        desc: "Thành công",
        counterAccountBankId: "",
        counterAccountBankName: "",
        counterAccountName: "",
        counterAccountNumber: "",
        virtualAccountName: "",
        virtualAccountNumber: "",
      },
      signature: sign(sent.data, world.merchant.checksumKey),
    });
  });

  it("says by its codes that a transfer failed, and by its amount that it was too small", async () => {
    world = await open();
    await world.create();
    await world.settle({ reference: CODE, outcome: "failed" });
    await world.settle({ reference: CODE, outcome: "underpaid", amount: 7 });
    const [failed, short] = world.heard.map(({ body }) => JSON.parse(body));
    expect([failed.code, failed.success, failed.data.code]).toEqual(["01", false, "01"]);
    expect([short.success, short.data.amount]).toEqual([true, 7]);
  });

  it("is the same transfer again for the same outcome, also over a restart", async () => {
    world = await open();
    await world.create();
    const first = await world.settle({ reference: CODE, outcome: "success", copies: 3 });
    expect(new Set(world.heard.map(({ body }) => body)).size).toBe(1);
    expect(first.body.webhook).toHaveLength(3);
    const { stateDir } = world.context;
    const { merchant } = world;
    await world.stop();
    world = await open({ stateDir });
    const again = await world.settle({ reference: CODE, outcome: "success", webhook: false });
    expect(again.body).toEqual({ reference: CODE, transaction: first.body.transaction, webhook: [] });
    expect([world.merchant, world.heard]).toEqual([merchant, []]);
  });

  it("comes again every five minutes until it is answered by any 2xx", async () => {
    const realTimeout = setTimeout;
    /** As long as a call that should not be made would take to arrive. */
    const nothingComes = () => new Promise((resolve) => realTimeout(resolve, 100));
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    world = await open({ statuses: [500, 302, 404], otherwise: 202 });
    await world.create();
    await world.settle({ reference: CODE, outcome: "success" });
    for (let calls = 2; calls <= 4; calls += 1) {
      await vi.advanceTimersByTimeAsync(4 * 60_000);
      await nothingComes();
      expect(world.heard).toHaveLength(calls - 1);
      await vi.advanceTimersByTimeAsync(60_000);
      await vi.waitFor(() => expect(world.log).toHaveLength(calls - 1));
      expect(world.heard).toHaveLength(calls);
    }
    await vi.advanceTimersByTimeAsync(60 * 60_000);
    await nothingComes();
    expect(world.heard).toHaveLength(4);
  });

  it("is tried with the sample event before it is registered", async () => {
    world = await open({ statuses: [200, 500], otherwise: 200 });
    const webhookUrl = `${world.origin}/v1/payments/payos/webhook`;
    const taken = await world.api("POST", "/confirm-webhook", { webhookUrl });
    expect([taken.status, taken.answer.code, taken.answer.data?.webhookUrl]).toEqual([200, "00", webhookUrl]);
    const sent = JSON.parse(world.heard[0]?.body ?? "");
    expect(sent.data.orderCode).toBe(123);
    expect(sent.signature).toBe(sign(sent.data, world.merchant.checksumKey));
    const refused = await world.api("POST", "/confirm-webhook", { webhookUrl });
    expect([refused.status, refused.answer.code]).toEqual([400, "20"]);
    // The same listener under another name is another origin: it could be reached, and is not asked.
    const foreign = await world.api("POST", "/confirm-webhook", {
      webhookUrl: webhookUrl.replace("127.0.0.1", "localhost"),
    });
    expect([foreign.status, world.heard.length]).toEqual([400, 2]);
  });

  it("is signed with the key the provider changed to", async () => {
    world = await open();
    await world.create();
    const checksumKey = "a".repeat(64);
    expect((await world.call("PUT", "/merchant", { checksumKey })).body).toEqual({ ...world.merchant, checksumKey });
    await world.settle({ reference: CODE, outcome: "success" });
    const sent = JSON.parse(world.heard[0]?.body ?? "");
    expect(sent.signature).toBe(sign(sent.data, checksumKey));
  });
});

describe("the checkout page of payOS", () => {
  it("shows the order, its account and its VietQR text, and escapes what the merchant wrote", async () => {
    world = await open();
    const { data } = await world.create({ description: "<b>Phi</b>" });
    const response = await fetch(String(data?.checkoutUrl));
    const page = await response.text();
    expect([response.status, response.headers.get("content-type")]).toEqual([200, "text/html; charset=utf-8"]);
    expect(page).toContain("650.000 ₫");
    expect(page).toContain("&lt;b&gt;Phi&lt;/b&gt;");
    expect(page).toContain(world.merchant.accountNumber);
    expect(page).toContain(String(data?.qrCode).replaceAll("<", "&lt;").replaceAll(">", "&gt;"));
  });

  for (const [outcome, path, cancel, status, calls] of [
    ["success", "/ve", "false", "PAID", 1],
    ["underpaid", "/ve", "false", "UNDERPAID", 1],
    ["cancel", "/huy", "true", "CANCELLED", 0],
  ] as const) {
    it(`sends the citizen back from "${outcome}" as payOS does`, async () => {
      world = await open();
      const { data } = await world.create();
      const id = String(data?.paymentLinkId);
      const response = await world.press(`/local/payos/web/${id}`, { outcome });
      const back = new URL(response.headers.get("location") ?? "");
      expect([response.status, back.pathname, world.heard.length]).toEqual([303, path, calls]);
      expect(Object.fromEntries(back.searchParams)).toEqual({
        ...(path === "/ve" ? { "ho-so": "1" } : {}),
        code: "00",
        id,
        cancel,
        status,
        orderCode: CODE,
      });
    });
  }

  it("of a link that nobody made is not found, of one cancelled gone", async () => {
    world = await open();
    const { data } = await world.create();
    await world.api("POST", `/v2/payment-requests/${CODE}/cancel`, {});
    expect((await fetch(String(data?.checkoutUrl))).status).toBe(410);
    expect((await world.get(`/local/payos/web/${"0".repeat(32)}`)).status).toBe(404);
  });
});
