import type { Instant } from "../../domain/foundation/instant.ts";
import type { NoticeOutcome, PaymentIntent } from "../../domain/payments/intent.ts";
import type { Inquiry } from "../../domain/payments/provider.ts";
import { askTransaction, requestId, type TransactionApi } from "./ask-transaction.ts";
import { fromVnpayTime } from "./local-time.ts";
import { outcomeOf, vndOf } from "./notice.ts";

/** What tells of a refund, not of the payment: types 02 (whole) and 03 (part), and the statuses that refunds alone have. */
const REFUND_TYPES = new Set(["02", "03"]);
const REFUND_STATUSES = new Set(["05", "06", "09"]);

/**
 * The response code that VNPAY's IPN has beside a transaction status. The `vnp_ResponseCode` of a query is not it: it
 * says only that the order was found. 00 and 07 stand in both tables with one meaning, so that a success and a
 * suspicion have the same words, and with them the same key, whether VNPAY told them or was asked. Of a failure the
 * bank's reason (24, 51, …) is in the IPN alone: told and asked are then two notices, of which neither moves money.
 */
const responseCodeOf = (status: string): string => (status === "07" ? "07" : "00");

const outcomeFor = (type: string, status: string): NoticeOutcome =>
  // What was refunded had been paid. Where we have no record of that payment a person must look.
  REFUND_TYPES.has(type) || REFUND_STATUSES.has(status) ? "suspect" : outcomeOf(responseCodeOf(status), status);

/** VNPAY's word on a payment (command `querydr`), as the notice that its IPN would have been. */
export const inquireAtVnpay = async (api: TransactionApi, intent: PaymentIntent, at: Instant): Promise<Inquiry> => {
  const asked = await askTransaction(api, "querydr", intent, {
    requestId: requestId("querydr", intent.id, at),
    at,
    orderInfo: "Truy-van-giao-dich",
  });
  if (asked.answer === "unreachable") return asked;
  const read = (name: string): string => asked.said.get(name) ?? "";
  const code = read("vnp_ResponseCode");
  if (code === "91") return { answer: "unknown" };
  if (code !== "00") return { answer: "unreachable", why: `code-${code}` };
  const status = read("vnp_TransactionStatus");
  if (!/^\d\d$/.test(status)) return { answer: "unreachable", why: "no-status" };
  const paidAt = fromVnpayTime(read("vnp_PayDate"));
  return {
    answer: "told",
    notice: {
      provider: "vnpay",
      reference: intent.reference,
      amountVnd: vndOf(read("vnp_Amount")),
      merchant: read("vnp_TmnCode"),
      outcome: outcomeFor(read("vnp_TransactionType"), status),
      transaction: read("vnp_TransactionNo") || "0",
      status: `${responseCodeOf(status)}-${status}`,
      ...(paidAt === undefined ? {} : { paidAt }),
    },
  };
};
