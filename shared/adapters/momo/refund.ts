import { randomUUID } from "node:crypto";
import { Vnd } from "../../domain/payments/money.ts";
import type { RefundAnswer, RefundOrder } from "../../domain/payments/provider.ts";
import { isObject, type JsonObject, wordOf } from "../json/strict-json.ts";
import { askMomo, type MomoApi } from "./ask.ts";
import { isAboutRequest, isUnderWay, RESULT } from "./result-codes.ts";
import { SIGNED } from "./signature.ts";

/** Whether an answer, or a line of one, is about this refund and its amount. */
const isOf = (order: RefundOrder, body: JsonObject): boolean =>
  wordOf(body.get("orderId")) === order.id && wordOf(body.get("amount")) === String(order.amount);

/** What a result code says of a refund that MoMo took; undefined where it is about the request. */
const standing = (code: string, order: RefundOrder, body: JsonObject): RefundAnswer | undefined => {
  if (code === RESULT.success) {
    const transaction = wordOf(body.get("transId"));
    const done = isOf(order, body) && transaction !== undefined;
    return done ? { answer: "refunded", transaction } : { answer: "unreachable", why: "about-another" };
  }
  if (isUnderWay(code)) return { answer: "accepted" };
  return isAboutRequest(code) ? undefined : { answer: "refused", code };
};

/** How a refund that was asked for before stands; undefined where MoMo shows none of its id and amount. */
const standingBefore = async (api: MomoApi, order: RefundOrder): Promise<RefundAnswer | undefined> => {
  const answer = await askMomo(api, "refund/query", SIGNED.query, {
    requestId: randomUUID(),
    orderId: order.id,
    lang: "vi",
  });
  if (answer.answer === "unreachable") return answer;
  const lines = answer.body.get("refundTrans");
  const line = Array.isArray(lines) ? lines.filter(isObject).find((each) => isOf(order, each)) : undefined;
  return line && standing(wordOf(line.get("resultCode")) ?? "", order, line);
};

/** MoMo says that something of this refund was there before: only its record tells what came of it. */
const ASK_AGAIN: ReadonlySet<string> = new Set([
  RESULT.duplicateRequest,
  RESULT.duplicateOrder,
  RESULT.perhapsRefunded,
  RESULT.atWork,
]);

/** Of what is wrong with a request, what will not get right by itself: the amount, the payment that is named. */
const NEVER_TO_BE: ReadonlySet<string> = new Set(["21", "22", RESULT.orderUnknown]);

/** What MoMo also says where an attempt of before, whose answer was lost, has taken the money. */
const PERHAPS_OURS: ReadonlySet<string> = new Set(["21", "22", RESULT.perhapsRefunded]);

/**
 * Gives money back through MoMo. The refund's own id is the order's and the request's: MoMo does a request of one id
 * once, and takes an order's id once. Where it says that it had this one before, its record is asked. A refund that
 * failed for good (1080 among them, which MoMo would have tried later) is never tried again under its id.
 *
 * No answer to this is signed; it must repeat our order, request and amount. Throws RangeError for an amount that is
 * no amount in đồng.
 */
export const refundAtMomo = async (api: MomoApi, order: RefundOrder): Promise<RefundAnswer> => {
  if (!Vnd.safeParse(order.amount).success) throw new RangeError("not an amount that MoMo can be asked for");
  const transId = Number(order.intent.providerReference);
  if (!Number.isSafeInteger(transId) || transId <= 0) return { answer: "refused", code: "no-transaction" };
  const answer = await askMomo(api, "refund", SIGNED.refund, {
    requestId: order.id,
    orderId: order.id,
    amount: order.amount,
    transId,
    lang: "vi",
    description: "Hoan phi",
  });
  if (answer.answer === "unreachable") return answer;
  const { code, body } = answer;
  const before = ASK_AGAIN.has(code) ? await standingBefore(api, order) : undefined;
  if (before) return before;
  if (order.asked && PERHAPS_OURS.has(code)) return { answer: "unreachable", why: `momo-${code}` };
  if (NEVER_TO_BE.has(code)) return { answer: "refused", code };
  return standing(code, order, body) ?? { answer: "unreachable", why: `momo-${code}` };
};
