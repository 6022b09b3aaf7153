import { randomBytes } from "node:crypto";
import type { ApiAnswer } from "../payments/faults.ts";
import type { MomoMerchant } from "../payments/merchants.ts";
import type { Refund } from "../payments/order-book.ts";
import { foremost, isExpired, type MomoBook, type MomoOrder, resultOf } from "./orders.ts";
import { messageOf, type ResultCode, statusOf } from "./results.ts";
import { isSigned } from "./signature.ts";

type Body = Readonly<Record<string, unknown>>;
/** What a call came to: a code, and what its answer has besides. */
type Outcome = { code: ResultCode; more?: Record<string, unknown> };

/** What each call signs besides the access key. */
const SIGNED = {
  create: [
    "amount",
    "extraData",
    "ipnUrl",
    "orderId",
    "orderInfo",
    "partnerCode",
    "redirectUrl",
    "requestId",
    "requestType",
  ],
  query: ["orderId", "partnerCode", "requestId"],
  refund: ["amount", "description", "orderId", "partnerCode", "requestId", "transId"],
  "refund/query": ["orderId", "partnerCode", "requestId"],
} as const;
export type MomoCall = keyof typeof SIGNED;

const REQUEST_TYPES = ["captureWallet", "payWithMethod", "payWithATM", "payWithCC"];
/** Whole VND. */
const LEAST = 1_000;
const MOST = 50_000_000;
/** Minutes that a pay page stands where the merchant does not say. */
const STANDS_MINUTES = 100;

const isText = (value: unknown, most: number): value is string =>
  typeof value === "string" && value !== "" && value.length <= most;
const isId = (value: unknown): value is string =>
  isText(value, 50) && /^[0-9a-zA-Z](?:[-_.]*[0-9a-zA-Z])*$/.test(value);
const isAddress = (value: unknown): value is string => isText(value, 200) && URL.canParse(value);
const inRange = (amount: number): boolean => amount >= LEAST && amount <= MOST;

const isWellFormed: Record<MomoCall, (body: Body) => boolean> = {
  create: ({ amount, orderInfo, redirectUrl, ipnUrl, requestType, extraData, orderExpireTime = STANDS_MINUTES }) =>
    Number.isSafeInteger(amount) &&
    isText(orderInfo, 255) &&
    isAddress(redirectUrl) &&
    isAddress(ipnUrl) &&
    REQUEST_TYPES.includes(String(requestType)) &&
    typeof extraData === "string" &&
    Number.isSafeInteger(orderExpireTime),
  query: () => true,
  refund: ({ amount, transId, description }) =>
    Number.isSafeInteger(amount) && Number.isSafeInteger(transId) && typeof description === "string",
  "refund/query": () => true,
};

const refundLine = ({ id, amount, refused, transaction, at }: Refund) => ({
  orderId: id,
  amount,
  resultCode: Number(refused ?? 0),
  transId: Number(transaction),
  createdTime: Date.parse(at),
});

/**
 * MoMo's `/v2/gateway/api` (AIO v2: create, query, refund, refund/query). A request id made before with the same order
 * is answered as it was and does nothing again; with another order it is 40. Answers carry no signature, as MoMo's do.
 */
export const createGatewayApi = (book: MomoBook, merchantNow: () => MomoMerchant, payBase: string) => {
  /** Request ids that made something, each with the number of what it made. */
  const made = new Map<string, string>();
  for (const order of book.orders()) made.set(order.requestId, order.reference);
  for (const move of book.moves()) if ("of" in move) made.set(move.requestId, move.id);

  const created = (order: MomoOrder): Outcome => {
    const payUrl = `${payBase}/${order.payId}`;
    return { code: 0, more: { amount: order.amount, payUrl, shortLink: payUrl } };
  };

  const create = (body: Body): Outcome => {
    const [orderId, requestId, amount] = [body.orderId as string, body.requestId as string, body.amount as number];
    const before = made.get(requestId);
    if (before !== undefined && before !== orderId) return { code: 40 };
    const known = book.order(orderId);
    if (known?.requestId === requestId && known.amount === amount) return created(known);
    if (known !== undefined || book.refund(orderId) !== undefined) return { code: 41 };
    if (!inRange(amount)) return { code: 22 };
    const minutes = (body.orderExpireTime as number | undefined) ?? STANDS_MINUTES;
    made.set(requestId, orderId);
    return created(
      book.keep({
        reference: orderId,
        amount,
        createdAt: new Date().toISOString(),
        payId: randomBytes(18).toString("base64url"),
        requestId,
        orderInfo: body.orderInfo as string,
        redirectUrl: body.redirectUrl as string,
        ipnUrl: body.ipnUrl as string,
        extraData: body.extraData as string,
        lang: body.lang === "en" ? "en" : "vi",
        expiresAt: new Date(Date.now() + minutes * 60_000).toISOString(),
      }),
    );
  };

  const query = ({ orderId }: Body): Outcome => {
    const order = book.order(orderId as string);
    if (order === undefined) return { code: 42 };
    const settlement = foremost(book.settlements(order.reference));
    const more = {
      amount: order.amount,
      extraData: order.extraData,
      transId: Number(settlement?.transaction ?? 0),
      payType: settlement === undefined ? "" : "qr",
      paymentOption: settlement === undefined ? "" : "momo",
      refundTrans: book.refunds(order.reference).map(refundLine),
      promotionInfo: null,
      lastUpdated: Date.parse(settlement?.at ?? order.createdAt),
    };
    if (settlement !== undefined) return { code: resultOf(settlement), more };
    return { code: isExpired(order) ? 1005 : 1000, more };
  };

  const refunded = ({ amount, transaction, refused }: Refund): Outcome => ({
    code: refused === undefined ? 0 : 1088,
    more: { amount, transId: Number(transaction) },
  });

  const refund = (body: Body, refusing: boolean): Outcome => {
    const [orderId, requestId, amount] = [body.orderId as string, body.requestId as string, body.amount as number];
    const payment = book.settlement(String(body.transId));
    const before = made.get(requestId);
    if (before !== undefined && before !== orderId) return { code: 40 };
    const known = book.refund(orderId);
    if (known?.requestId === requestId && known.amount === amount && known.of === String(body.transId))
      return refunded(known);
    if (known !== undefined || book.order(orderId) !== undefined) return { code: 41 };
    if (payment === undefined) return { code: 1080 };
    if (payment.outcome !== "success") return { code: 1088 };
    if (!inRange(amount)) return { code: 22 };
    if (amount > book.left(payment)) return { code: 1081 };
    made.set(requestId, orderId);
    const info = body.description as string;
    const asked = { reference: payment.reference, of: payment.transaction, id: orderId, requestId, info, amount };
    return refunded(book.give({ ...asked, full: amount === payment.amount, ...(refusing ? { refused: "1088" } : {}) }));
  };

  const refundQuery = ({ orderId }: Body): Outcome => {
    const known = book.refund(orderId as string);
    if (known !== undefined) return { code: 0, more: { refundTrans: [refundLine(known)] } };
    const order = book.order(orderId as string);
    if (order === undefined) return { code: 42 };
    return { code: 0, more: { refundTrans: book.refunds(order.reference).map(refundLine) } };
  };

  const outcome = (call: MomoCall, body: Body, refusing: boolean): Outcome => {
    const merchant = merchantNow();
    if (!isId(body.orderId) || !isText(body.requestId, 50)) return { code: 20 };
    if (body.partnerCode !== merchant.partnerCode) return { code: 11 };
    if (!isSigned(SIGNED[call], body, merchant)) return { code: 13 };
    if (!isWellFormed[call](body)) return { code: 20 };
    if (call === "create") return create(body);
    if (call === "query") return query(body);
    return call === "refund" ? refund(body, refusing) : refundQuery(body);
  };

  return (call: MomoCall, body: Body | undefined, refusing: boolean): ApiAnswer => {
    const { code, more } = outcome(call, body ?? {}, refusing);
    const { partnerCode = "", orderId = "", requestId = "", lang } = body ?? {};
    return {
      status: statusOf(code),
      body: {
        partnerCode,
        orderId,
        requestId,
        ...more,
        responseTime: Date.now(),
        message: messageOf(code, lang),
        resultCode: code,
      },
    };
  };
};
