import { type Instant, provinceDate } from "../../domain/foundation/instant.ts";
import { Vnd } from "../../domain/payments/money.ts";
import type { RefundAnswer, RefundOrder } from "../../domain/payments/provider.ts";
import { askTransaction, requestId, type TransactionApi } from "./ask-transaction.ts";

const FULL = "02";
const PARTIAL = "03";
const typeOf = (order: RefundOrder): string => (order.full ? FULL : PARTIAL);
const hundredthsOf = (order: RefundOrder): string => String(order.amount * 100);

/** Names the refund and nobody: letters, digits and `-`, and found again in VNPAY's answers and statements. */
const orderInfoOf = (order: RefundOrder): string =>
  `Hoan-phi-${order.id}`.replaceAll(/[^A-Za-z0-9-]/g, "-").slice(0, 255);
/** `vnp_CreateBy`, an opaque subject. */
const createdBy = (order: RefundOrder): string => order.by.replaceAll(/[^A-Za-z0-9-]/g, "-").slice(0, 245);

/**
 * Codes after which nothing will be given back, whatever is repeated: 02 merchant unknown or more than was paid (its
 * documents differ), 03 not a request, 04 and 13 whole and part contradict, 91 no such payment, 93 not an amount, 95
 * the payment had failed. Any other code leaves it open what was done.
 */
const REFUSED = new Set(["02", "03", "04", "13", "91", "93", "95"]);
/** Of these, what VNPAY also says where an attempt of before, whose answer was lost, has taken the money. */
const PERHAPS_OURS = new Set(["02", "04", "13", "93"]);
/** A refund of this payment was asked for before and is being worked on: perhaps this one, perhaps another. */
const ASKED_BEFORE = "94";

const unreachable = (why: string): RefundAnswer => ({ answer: "unreachable", why });

/** How a refund stands by its transaction status: 05 in work, 06 sent to the bank, 09 rejected there. */
const byStatus = (said: ReadonlyMap<string, string>): RefundAnswer => {
  const status = said.get("vnp_TransactionStatus") ?? "";
  if (status === "00") return { answer: "refunded", transaction: said.get("vnp_TransactionNo") || "0" };
  if (status === "05" || status === "06") return { answer: "accepted" };
  return status === "09" ? { answer: "refused", code: "09" } : unreachable(`status-${status}`);
};

/**
 * What VNPAY knows of this refund, undefined where it tells of the payment alone. Two parts of one payment may be of
 * one amount: a part is this refund only under its own order information.
 */
const standing = async (
  api: TransactionApi,
  order: RefundOrder,
  at: Instant,
  time: "before" | "after",
): Promise<RefundAnswer | undefined> => {
  const asked = await askTransaction(api, "querydr", order.intent, {
    requestId: requestId("refund-standing", time, order.id, at),
    at,
    orderInfo: "Truy-van-hoan-phi",
  });
  if (asked.answer === "unreachable") return asked;
  const { said } = asked;
  const code = said.get("vnp_ResponseCode") ?? "";
  if (code === "91") return { answer: "refused", code };
  if (code !== "00") return unreachable(`code-${code}`);
  const same = said.get("vnp_TransactionType") === typeOf(order) && said.get("vnp_Amount") === hundredthsOf(order);
  const own = order.full || said.get("vnp_OrderInfo") === orderInfoOf(order);
  return same && own ? byStatus(said) : undefined;
};

const send = (api: TransactionApi, order: RefundOrder) =>
  askTransaction(api, "refund", order.intent, {
    requestId: requestId("refund", order.id),
    at: order.at,
    orderInfo: orderInfoOf(order),
    more: {
      vnp_TransactionType: typeOf(order),
      vnp_Amount: hundredthsOf(order),
      vnp_TransactionNo: order.intent.providerReference ?? "0",
      vnp_CreateBy: createdBy(order),
    },
  });

/**
 * Gives money back (command `refund`), or says how that stands. Every attempt at one refund sends the very same
 * request, and asks for the refund's standing before and where VNPAY says that it was asked already.
 *
 * VNPAY knows a repeated `vnp_RequestId` within its day only, and the total of a payment's refunds always. So a whole
 * refund can be repeated on any day, a part only on the day of its approval: later it is sent where it never was, else
 * asked for, and where VNPAY tells nothing it stays `unreachable` ("day-over") until a person looks at VNPAY's merchant
 * site.
 *
 * Throws RangeError for an amount that is not to be had from the intent.
 */
export const refundAtVnpay = async (api: TransactionApi, order: RefundOrder, at: Instant): Promise<RefundAnswer> => {
  const { amount, full, intent } = order;
  if (!Vnd.safeParse(amount).success || (full ? amount !== intent.amount : amount >= intent.amount)) {
    throw new RangeError("not an amount that can be refunded of this payment");
  }
  const stands = await standing(api, order, at, "before");
  if (stands) return stands;
  if (!full && order.asked && provinceDate(at) !== provinceDate(order.at)) return unreachable("day-over");
  const asked = await send(api, order);
  if (asked.answer === "unreachable") return asked;
  const { said } = asked;
  const code = said.get("vnp_ResponseCode") ?? "";
  if (code === ASKED_BEFORE) {
    // A whole refund can only be this one: nothing else was ever to be given back of the payment.
    return (await standing(api, order, at, "after")) ?? (full ? { answer: "accepted" } : unreachable("asked-before"));
  }
  const final = REFUSED.has(code) && !(order.asked && PERHAPS_OURS.has(code));
  if (code !== "00") return final ? { answer: "refused", code } : unreachable(`code-${code}`);
  const same = said.get("vnp_Amount") === hundredthsOf(order) && said.get("vnp_TransactionType") === typeOf(order);
  return same ? byStatus(said) : unreachable("about-another");
};
