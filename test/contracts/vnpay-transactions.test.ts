import { createHmac } from "node:crypto";
import { afterEach, describe, expect, it } from "vitest";
import { parseVnpayNotice } from "../../shared/adapters/vnpay/notice.ts";
import { vnpayProvider } from "../../shared/adapters/vnpay/provider.ts";
import { signedQuery } from "../../shared/adapters/vnpay/signature.ts";
import { signedRequest, verifiedAnswer } from "../../shared/adapters/vnpay/transaction-signature.ts";
import { noticeKeyOf } from "../../shared/domain/payments/judge-notice.ts";
import type { RefundOrder } from "../../shared/domain/payments/provider.ts";
import { anIntent, REFERENCE } from "../builders/payment-intent.ts";
import { type JsonReply, jsonServer } from "../fakes/json-server.ts";

const KEY = "a-key-for-tests";
const NEXT_KEY = "the-next-key";
const AT = "2026-11-22T02:00:00.000Z";

type Fields = Record<string, string | number>;

const QUERY_ORDER =
  "ResponseId|Command|ResponseCode|Message|TmnCode|TxnRef|Amount|BankCode|PayDate|TransactionNo|TransactionType|TransactionStatus|OrderInfo|PromotionCode|PromotionAmount";
const REFUND_ORDER =
  "ResponseId|Command|ResponseCode|Message|TmnCode|TxnRef|Amount|BankCode|PayDate|TransactionNo|TransactionType|TransactionStatus|OrderInfo";

const hash = (text: string, key: string) => createHmac("sha512", key).update(text).digest("hex");

/** An answer as VNPAY signs it, in the order of its document. */
const signed = (fields: Fields, key = KEY): Fields => {
  const order = fields.vnp_Command === "refund" ? REFUND_ORDER : QUERY_ORDER;
  const text = order.split("|").map((name) => fields[`vnp_${name}`] ?? "");
  return { ...fields, vnp_SecureHash: hash(text.join("|"), key) };
};

const told = (changes: Fields = {}): Fields => ({
  vnp_ResponseId: "fa14474280ea49b9b5987308e35ccb06",
  vnp_Command: "querydr",
  vnp_ResponseCode: "00",
  vnp_Message: "QueryDR Success",
  vnp_TmnCode: "MOTCUA01",
  vnp_TxnRef: REFERENCE,
  vnp_Amount: "65000000",
  vnp_BankCode: "NCB",
  vnp_PayDate: "20261122080500",
  vnp_TransactionNo: "14980726",
  vnp_TransactionType: "01",
  vnp_TransactionStatus: "00",
  vnp_OrderInfo: "Nop-phi-ho-so-000.00.04.H40-261122-0001",
  ...changes,
});

const refundTold = (changes: Fields = {}): Fields =>
  told({
    vnp_Command: "refund",
    vnp_TransactionType: "02",
    vnp_TransactionNo: "14980900",
    vnp_TransactionStatus: "05",
    vnp_OrderInfo: "Hoan-phi-r1",
    ...changes,
  });

const refused = (command: string, code: string): Fields => ({
  vnp_ResponseId: "fa14474280ea49b9b5987308e35ccb07",
  vnp_Command: command,
  vnp_ResponseCode: code,
  vnp_Message: "said by VNPAY",
  vnp_TmnCode: "MOTCUA01",
  vnp_TxnRef: REFERENCE,
});

const secretOf = (hashSecret: string) => JSON.stringify({ tmnCode: "MOTCUA01", hashSecret });
const SECRETS = {
  read: async () => ({ current: secretOf(KEY) }),
  readWithPending: async () => ({ current: secretOf(KEY), pending: secretOf(NEXT_KEY) }),
};

const servers: { close: () => Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

const aVnpay = async (reply: (command: string, body: Record<string, string>) => JsonReply, secrets = SECRETS) => {
  const server = await jsonServer(({ body }) => {
    const sent = body as Record<string, string>;
    return reply(sent.vnp_Command ?? "", sent);
  });
  servers.push(server);
  const provider = vnpayProvider(secrets, {
    secretId: "vnpay",
    payUrl: "https://sandbox.vnpayment.vn/paymentv2/vpcpay.html",
    apiUrl: `${server.origin}/merchant_webapi/api/transaction`,
    origin: "https://motcua.example",
  });
  const sent = () => server.requests.map(({ body }) => body as Record<string, string>);
  const refund = (changes: Partial<RefundOrder> = {}, at = AT) =>
    provider.refund?.(anOrder(changes), at) ?? Promise.reject(new Error("VNPAY has refunds"));
  return { provider, sent, refund, requests: server.requests };
};

const anOrder = (changes: Partial<RefundOrder> = {}): RefundOrder => ({
  id: "r1",
  intent: anIntent({ state: "duplicate-paid", providerReference: "14980726" }),
  amount: 650_000,
  full: true,
  by: "0f3c9a",
  at: "2026-11-22T01:59:00.000Z",
  ...changes,
});

describe("the checksum of VNPAY's transaction API", () => {
  it("is that of its documents for a query", () => {
    const request = signedRequest(
      "querydr",
      {
        vnp_RequestId: "1",
        vnp_Version: "2.1.0",
        vnp_TmnCode: "MOTCUA01",
        vnp_TxnRef: "ref",
        vnp_TransactionDate: "20261122080000",
        vnp_CreateDate: "20261122090000",
        vnp_IpAddr: "127.0.0.1",
        vnp_OrderInfo: "info",
      },
      KEY,
    );
    const text = "1|2.1.0|querydr|MOTCUA01|ref|20261122080000|20261122090000|127.0.0.1|info";
    expect(request.vnp_SecureHash).toBe(hash(text, KEY));
  });

  it("is that of its documents for a refund", () => {
    const request = signedRequest(
      "refund",
      {
        vnp_RequestId: "1",
        vnp_Version: "2.1.0",
        vnp_TmnCode: "MOTCUA01",
        vnp_TransactionType: "03",
        vnp_TxnRef: "ref",
        vnp_Amount: "1000000",
        vnp_TransactionNo: "0",
        vnp_TransactionDate: "20261122080000",
        vnp_CreateBy: "by",
        vnp_CreateDate: "20261122090000",
        vnp_IpAddr: "127.0.0.1",
        vnp_OrderInfo: "info",
      },
      KEY,
    );
    const text = "1|2.1.0|refund|MOTCUA01|03|ref|1000000|0|20261122080000|by|20261122090000|127.0.0.1|info";
    expect(request.vnp_SecureHash).toBe(hash(text, KEY));
  });

  it("is never made with an empty key, nor verified with one", () => {
    expect(() => signedRequest("querydr", {}, "")).toThrow(RangeError);
    expect(verifiedAnswer("querydr", signed(told(), ""), [""])).toBeUndefined();
  });
});

describe("a payment asked for at VNPAY", () => {
  it("is named by its reference and by when it was created, in Viet Nam's time", async () => {
    const vnpay = await aVnpay(() => ({ body: signed(told()) }));
    await vnpay.provider.inquire(anIntent({ createdAt: "2026-11-22T17:30:00.000Z" }), "2026-11-22T17:46:00.000Z");
    expect(vnpay.requests[0]?.path).toBe("/merchant_webapi/api/transaction");
    expect(vnpay.sent()[0]).toMatchObject({
      vnp_Version: "2.1.0",
      vnp_Command: "querydr",
      vnp_TmnCode: "MOTCUA01",
      vnp_TxnRef: REFERENCE,
      vnp_TransactionDate: "20261123003000",
      vnp_CreateDate: "20261123004600",
    });
    expect(vnpay.sent()[0]?.vnp_RequestId).toMatch(/^[0-9a-z]{32}$/);
  });

  it("has another request id at every call", async () => {
    const vnpay = await aVnpay(() => ({ body: signed(told()) }));
    await vnpay.provider.inquire(anIntent(), AT);
    await vnpay.provider.inquire(anIntent(), "2026-11-22T02:00:00.001Z");
    await vnpay.provider.inquire(anIntent({ id: `${REFERENCE}x` }), AT);
    expect(new Set(vnpay.sent().map(({ vnp_RequestId }) => vnp_RequestId)).size).toBe(3);
  });

  it.each([
    ["success", "00", "00"],
    ["suspect", "07", "07"],
  ])("is one fact with VNPAY's own notice of it: %s", async (outcome, response, status) => {
    const vnpay = await aVnpay(() => ({ body: signed(told({ vnp_TransactionStatus: status })) }));
    const inquiry = await vnpay.provider.inquire(anIntent(), AT);
    const ipn = parseVnpayNotice(
      signedQuery(
        {
          vnp_Amount: "65000000",
          vnp_PayDate: "20261122080500",
          vnp_ResponseCode: response,
          vnp_TmnCode: "MOTCUA01",
          vnp_TransactionNo: "14980726",
          vnp_TransactionStatus: status,
          vnp_TxnRef: REFERENCE,
        },
        KEY,
      ),
      [KEY],
    );
    if (inquiry.answer !== "told" || !ipn.valid) throw new Error("both were told");
    expect(noticeKeyOf(inquiry.notice)).toBe(noticeKeyOf(ipn.notice));
    expect(inquiry.notice).toMatchObject({ outcome, amountVnd: 650_000, paidAt: "2026-11-22T01:05:00.000Z" });
    expect(ipn.notice).toMatchObject(inquiry.notice);
  });

  it.each([
    ["00", "01", "success"],
    ["01", "01", "unsettled"],
    ["02", "01", "failed"],
    ["04", "01", "suspect"],
    ["07", "01", "suspect"],
    ["05", "02", "suspect"],
    ["06", "03", "suspect"],
    ["00", "02", "suspect"],
    ["05", "", "suspect"],
    ["09", "", "suspect"],
  ])("of status %s and type %s is %s", async (status, type, outcome) => {
    const answer = signed(told({ vnp_TransactionStatus: status, vnp_TransactionType: type }));
    const vnpay = await aVnpay(() => ({ body: answer }));
    expect(await vnpay.provider.inquire(anIntent(), AT)).toMatchObject({ answer: "told", notice: { outcome } });
  });

  it("is unknown where VNPAY never heard of it", async () => {
    const vnpay = await aVnpay(() => ({ body: signed(refused("querydr", "91")) }));
    expect(await vnpay.provider.inquire(anIntent(), AT)).toEqual({ answer: "unknown" });
  });

  it("may be answered with numbers, and in upper-case hexadecimal", async () => {
    const answer = signed(told({ vnp_Amount: 65000000, vnp_TransactionNo: 14980726 }));
    const vnpay = await aVnpay(() => ({
      body: { ...answer, vnp_SecureHash: String(answer.vnp_SecureHash).toUpperCase() },
    }));
    expect(await vnpay.provider.inquire(anIntent(), AT)).toMatchObject({
      notice: { amountVnd: 650_000, transaction: "14980726" },
    });
  });

  it("is believed under the pending key of a rotation", async () => {
    const vnpay = await aVnpay(() => ({ body: signed(told(), NEXT_KEY) }));
    expect(await vnpay.provider.inquire(anIntent(), AT)).toMatchObject({ answer: "told" });
  });

  const unsigned = (fields: Fields): Fields => {
    const { vnp_SecureHash: _, ...rest } = signed(fields);
    return rest;
  };
  it.each<[string, Fields, string]>([
    ["signed with another key", signed(told(), "another"), "signature"],
    ["signed with an empty key", signed(told(), ""), "signature"],
    ["without a hash", unsigned(told()), "signature"],
    ["with an empty hash", { ...told(), vnp_SecureHash: "" }, "signature"],
    ["altered after it was signed", { ...signed(told()), vnp_TransactionStatus: "02" }, "signature"],
    ["unknown, without a hash", refused("querydr", "91"), "signature"],
    [
      "whose fields were moved under one hash",
      {
        ...signed(told({ vnp_TransactionStatus: "02", vnp_OrderInfo: "00|Nop-phi" })),
        vnp_TransactionType: "01|02",
        vnp_TransactionStatus: "00",
        vnp_OrderInfo: "Nop-phi",
      },
      "signature",
    ],
    ["about another order", signed(told({ vnp_TxnRef: "abcdefgh234567aab7k2q8" })), "about-another"],
    ["about another website", signed(told({ vnp_TmnCode: "OTHER001" })), "about-another"],
    ["to another command", signed({ ...told(), vnp_Command: "pay" }), "about-another"],
    ["of a wrong checksum", signed(refused("querydr", "97")), "code-97"],
    ["of a repeated request", signed(refused("querydr", "94")), "code-94"],
    ["without a status", signed(told({ vnp_TransactionStatus: "" })), "no-status"],
  ])("is not told by an answer %s", async (_, body, why) => {
    const vnpay = await aVnpay(() => ({ body }));
    expect(await vnpay.provider.inquire(anIntent(), AT)).toEqual({ answer: "unreachable", why });
  });

  it("is not asked for under another website than it was opened at", async () => {
    const vnpay = await aVnpay(() => ({ body: signed(refused("querydr", "91")) }));
    const answer = await vnpay.provider.inquire(anIntent({ merchant: "FORMER01" }), AT);
    expect(answer).toEqual({ answer: "unreachable", why: "merchant" });
    expect(vnpay.sent()).toEqual([]);
  });

  it("is not told by a page that is no JSON", async () => {
    const vnpay = await aVnpay(() => ({ status: 200, text: "<html>" }));
    expect(await vnpay.provider.inquire(anIntent(), AT)).toEqual({ answer: "unreachable", why: "not-json" });
  });
});

describe("a refund at VNPAY", () => {
  const paymentOnly = { body: signed(told()) };

  it("asks for the whole amount in hundredths, for the payment as it was opened, and names nobody", async () => {
    const vnpay = await aVnpay((command) => (command === "querydr" ? paymentOnly : { body: signed(refundTold()) }));
    expect(await vnpay.refund()).toEqual({ answer: "accepted" });
    expect(vnpay.sent().map(({ vnp_Command }) => vnp_Command)).toEqual(["querydr", "refund"]);
    const { vnp_RequestId, vnp_SecureHash, ...sent } = vnpay.sent()[1] ?? {};
    expect(sent).toEqual({
      vnp_Version: "2.1.0",
      vnp_Command: "refund",
      vnp_TmnCode: "MOTCUA01",
      vnp_TransactionType: "02",
      vnp_TxnRef: REFERENCE,
      vnp_Amount: "65000000",
      vnp_OrderInfo: "Hoan-phi-r1",
      vnp_TransactionNo: "14980726",
      vnp_TransactionDate: "20261122080000",
      vnp_CreateBy: "0f3c9a",
      vnp_CreateDate: "20261122085900",
      vnp_IpAddr: "127.0.0.1",
    });
    expect(vnp_RequestId).toMatch(/^[0-9a-z]{32}$/);
    const text = `${vnp_RequestId}|2.1.0|refund|MOTCUA01|02|${REFERENCE}|65000000|14980726|20261122080000|0f3c9a|20261122085900|127.0.0.1|Hoan-phi-r1`;
    expect(vnp_SecureHash).toBe(hash(text, KEY));
  });

  it("of a part says that it is one", async () => {
    const answer = signed(refundTold({ vnp_TransactionType: "03", vnp_Amount: "10000000" }));
    const vnpay = await aVnpay((command) => (command === "querydr" ? paymentOnly : { body: answer }));
    expect(await vnpay.refund({ amount: 100_000, full: false })).toEqual({ answer: "accepted" });
    expect(vnpay.sent()[1]).toMatchObject({ vnp_TransactionType: "03", vnp_Amount: "10000000" });
  });

  it.each<[string, Fields, object]>([
    ["done", refundTold({ vnp_TransactionStatus: "00" }), { answer: "refunded", transaction: "14980900" }],
    ["in work", refundTold({ vnp_TransactionStatus: "05" }), { answer: "accepted" }],
    ["sent to the bank", refundTold({ vnp_TransactionStatus: "06" }), { answer: "accepted" }],
    ["rejected", refundTold({ vnp_TransactionStatus: "09" }), { answer: "refused", code: "09" }],
    ["of an unknown status", refundTold({ vnp_TransactionStatus: "77" }), { answer: "unreachable", why: "status-77" }],
    ["of another amount", refundTold({ vnp_Amount: "1" }), { answer: "unreachable", why: "about-another" }],
    ["of no such payment", refused("refund", "91"), { answer: "refused", code: "91" }],
    ["of a failed payment", refused("refund", "95"), { answer: "refused", code: "95" }],
    ["of more than was paid", refused("refund", "02"), { answer: "refused", code: "02" }],
    ["that VNPAY could not verify", refused("refund", "97"), { answer: "unreachable", why: "code-97" }],
    ["that met a fault", refused("refund", "99"), { answer: "unreachable", why: "code-99" }],
  ])("answers for one %s", async (_, answer, expected) => {
    const vnpay = await aVnpay((command) => (command === "querydr" ? paymentOnly : { body: signed(answer) }));
    expect(await vnpay.refund()).toEqual(expected);
  });

  it("is unknown where its answer cannot be believed", async () => {
    const vnpay = await aVnpay((command) =>
      command === "querydr" ? paymentOnly : { body: signed(refundTold({ vnp_TransactionStatus: "00" }), "another") },
    );
    expect(await vnpay.refund()).toEqual({ answer: "unreachable", why: "signature" });
  });

  it("is not sent while its payment cannot be asked for", async () => {
    const vnpay = await aVnpay(() => ({ status: 200, text: "" }));
    expect(await vnpay.refund()).toEqual({ answer: "unreachable", why: "not-json" });
    expect(vnpay.sent().map(({ vnp_Command }) => vnp_Command)).toEqual(["querydr"]);
  });

  it("that VNPAY tells of is not sent again", async () => {
    const standing = refundTold({ vnp_Command: "querydr", vnp_TransactionStatus: "06" });
    const vnpay = await aVnpay(() => ({ body: signed(standing) }));
    expect(await vnpay.refund()).toEqual({ answer: "accepted" });
    expect(vnpay.sent().map(({ vnp_Command }) => vnp_Command)).toEqual(["querydr"]);
  });

  it("takes another part of the same amount not for itself", async () => {
    const part = { vnp_TransactionType: "03", vnp_Amount: "10000000" };
    const other = refundTold({ ...part, vnp_Command: "querydr", vnp_OrderInfo: "Hoan-phi-r0" });
    const vnpay = await aVnpay((command) => ({ body: signed(command === "querydr" ? other : refundTold(part)) }));
    await vnpay.refund({ amount: 100_000, full: false });
    expect(vnpay.sent().map(({ vnp_Command }) => vnp_Command)).toEqual(["querydr", "refund"]);
  });

  it("asks again how it stands where VNPAY knew the request", async () => {
    let asked = 0;
    const vnpay = await aVnpay((command) => {
      if (command === "refund") return { body: signed(refused("refund", "94")) };
      asked += 1;
      return asked === 1
        ? paymentOnly
        : { body: signed(refundTold({ vnp_Command: "querydr", vnp_TransactionStatus: "00" })) };
    });
    expect(await vnpay.refund()).toEqual({ answer: "refunded", transaction: "14980900" });
    expect(new Set(vnpay.sent().map(({ vnp_RequestId }) => vnp_RequestId)).size).toBe(3);
  });

  it("of the whole is taken over where VNPAY works on one; a part is not, for that may be another", async () => {
    const vnpay = await aVnpay((command) =>
      command === "querydr" ? paymentOnly : { body: signed(refused("refund", "94")) },
    );
    expect(await vnpay.refund()).toEqual({ answer: "accepted" });
    expect(await vnpay.refund({ amount: 100_000, full: false })).toEqual({
      answer: "unreachable",
      why: "asked-before",
    });
  });

  it("sends the same request at every attempt, whatever became of the first", async () => {
    const vnpay = await aVnpay((command) => (command === "querydr" ? paymentOnly : { status: 500, text: "" }));
    await vnpay.refund({}, AT);
    await vnpay.refund({}, "2026-11-22T05:00:00.000Z");
    await vnpay.refund({ id: "r2" }, AT);
    const [first, second, other] = vnpay.sent().filter(({ vnp_Command }) => vnp_Command === "refund");
    expect(second).toEqual(first);
    expect(other?.vnp_RequestId).not.toBe(first?.vnp_RequestId);
  });

  it("of a part is never sent after its day, in which alone VNPAY knows a repeated request", async () => {
    const vnpay = await aVnpay((command) => (command === "querydr" ? paymentOnly : { body: signed(refundTold()) }));
    const part = { amount: 100_000, full: false, asked: true } as const;
    expect(await vnpay.refund(part, "2026-11-22T17:00:00.000Z")).toEqual({ answer: "unreachable", why: "day-over" });
    expect(await vnpay.refund({}, "2026-11-22T17:00:00.000Z")).toEqual({ answer: "accepted" });
    expect(vnpay.sent().map(({ vnp_Command }) => vnp_Command)).toEqual(["querydr", "querydr", "refund"]);
  });

  it("of a part that was never asked for is sent on a later day too: approved before midnight, its turn came after", async () => {
    const part = { vnp_TransactionType: "03", vnp_Amount: "10000000" };
    const vnpay = await aVnpay((command) => (command === "querydr" ? paymentOnly : { body: signed(refundTold(part)) }));
    const order = { amount: 100_000, full: false };
    expect(await vnpay.refund(order, "2026-11-22T17:00:00.000Z")).toEqual({ answer: "accepted" });
  });

  it.each([
    ["02", "unreachable"],
    ["04", "unreachable"],
    ["13", "unreachable"],
    ["93", "unreachable"],
    ["91", "refused"],
    ["95", "refused"],
  ])("whose first answer was lost is, at code %s, %s: the first may have taken the money", async (code, answer) => {
    const vnpay = await aVnpay((command) =>
      command === "querydr" ? paymentOnly : { body: signed(refused("refund", code)) },
    );
    expect(await vnpay.refund({ asked: true })).toMatchObject({ answer });
  });

  it.each([
    { amount: 650_001, full: false },
    { amount: 650_000, full: false },
    { amount: 649_999, full: true },
    { amount: 0, full: false },
    { amount: 0.5, full: false },
  ])("of $amount đồng, whole: $full, is not to be had of 650,000", async (changes) => {
    const vnpay = await aVnpay(() => paymentOnly);
    await expect(vnpay.refund(changes)).rejects.toThrow(RangeError);
    expect(vnpay.sent()).toEqual([]);
  });
});
