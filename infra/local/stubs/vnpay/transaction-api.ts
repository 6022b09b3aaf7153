import type { ApiAnswer } from "../payments/faults.ts";
import type { VnpayMerchant } from "../payments/merchants.ts";
import type { Refund } from "../payments/order-book.ts";
import { localTime } from "../payments/statement.ts";
import { type VnpayBook, type VnpayOrder, type VnpaySettlement, vnpayDate } from "./orders.ts";
import { CODES } from "./results.ts";
import {
  commandOf,
  type Fields,
  isHashed,
  isWellFormed,
  type Refusal,
  readFields,
  signedAnswer,
} from "./transaction-message.ts";

/** How long a refund is worked on (05), then when the payer has it (00); between, it is with the bank (06). Clock time. */
const REFUND_TAKES_MS = 60_000;
const REFUND_ARRIVES_MS = 24 * 3_600_000;

const refundStatus = ({ refused, at }: Refund): string => {
  if (refused !== undefined) return refused;
  const age = Date.now() - Date.parse(at);
  if (age < REFUND_TAKES_MS) return "05";
  return age < REFUND_ARRIVES_MS ? "06" : "00";
};

/** A transaction as both commands answer it. */
const settlementFields = ({ amount, at, transaction, outcome }: VnpaySettlement): Fields => ({
  Amount: String(amount),
  BankCode: "NCB",
  PayDate: vnpayDate(Date.parse(at)),
  TransactionNo: transaction,
  TransactionType: "01",
  TransactionStatus: CODES[outcome].transaction,
});

const refundFields = (refund: Refund): Fields => ({
  Amount: String(refund.amount),
  BankCode: "NCB",
  PayDate: vnpayDate(Date.parse(refund.at)),
  TransactionNo: refund.transaction,
  TransactionType: refund.full ? "02" : "03",
  TransactionStatus: refundStatus(refund),
  OrderInfo: refund.info,
});

/** Of several transactions of one order the one that VNPAY speaks of: paid before held, held before failed. */
const foremost = (settlements: readonly VnpaySettlement[]): VnpaySettlement | undefined =>
  settlements.find(({ outcome }) => outcome === "success") ??
  settlements.find(({ outcome }) => outcome === "suspect") ??
  settlements.at(-1);

/**
 * VNPAY's `merchant_webapi/api/transaction`: `querydr` and `refund` (its page "Truy vấn kết quả thanh toán, hoàn
 * tiền"). Every answer is HTTP 200 and signed.
 *
 * A query tells of the transaction that its `vnp_TransactionNo` names, else of the order's last: the latest refund,
 * where there is one, else the payment (VNPAY's documents give the types 01, 02 and 03 to its answer, and say no more).
 * One request id is good once a day, also after a restart where it asked for a refund.
 */
export const createTransactionApi = (book: VnpayBook, merchantNow: () => VnpayMerchant) => {
  const today = (): string => localTime(Date.now()).slice(0, 10);
  const seen = { day: "", requests: new Set<string>() };

  /** False where the request id was used today; else it is used from now on. */
  const claim = (requestId: string): boolean => {
    if (seen.day !== today()) {
      const refunds = [...book.moves()].filter((move): move is Refund => "of" in move);
      const ofToday = refunds.filter(({ at }) => localTime(at).slice(0, 10) === today());
      Object.assign(seen, { day: today(), requests: new Set(ofToday.map((refund) => refund.requestId)) });
    }
    if (seen.requests.has(requestId)) return false;
    seen.requests.add(requestId);
    return true;
  };

  /** Known by its reference and by the time that the merchant gave it, where its page was ever opened. */
  const orderAsked = (fields: Fields): VnpayOrder | undefined => {
    const order = book.order(fields.TxnRef ?? "");
    return order?.createDate === null || order?.createDate === fields.TransactionDate ? order : undefined;
  };

  const query = (fields: Fields): Fields | Refusal => {
    const order = orderAsked(fields);
    if (order === undefined) return "unknown";
    const number = fields.TransactionNo ?? "";
    const named = number !== "" && number !== "0";
    const settlements = book.settlements(order.reference);
    const refunds = book.refunds(order.reference);
    const found = named
      ? [...settlements, ...refunds].find(({ transaction }) => transaction === number)
      : (refunds.at(-1) ?? foremost(settlements));
    const promotion = { PromotionCode: "", PromotionAmount: "" };
    if (found !== undefined)
      return "of" in found
        ? { ...refundFields(found), ...promotion }
        : { ...settlementFields(found), OrderInfo: order.orderInfo, ...promotion };
    if (named) return "unknown";
    return {
      Amount: String(order.amount),
      BankCode: "",
      PayDate: "",
      TransactionNo: "0",
      TransactionType: "01",
      TransactionStatus: "01",
      OrderInfo: order.orderInfo,
      ...promotion,
    };
  };

  const refund = (fields: Fields, refused: boolean): Fields | Refusal => {
    const order = orderAsked(fields);
    const number = fields.TransactionNo ?? "";
    const settlements = order === undefined ? [] : book.settlements(order.reference);
    const payment =
      number === "" || number === "0"
        ? foremost(settlements)
        : settlements.find(({ transaction }) => transaction === number);
    if (order === undefined || payment === undefined) return "unknown";
    if (payment.outcome !== "success") return "original";
    const amount = Number(fields.Amount);
    const full = fields.TransactionType === "02";
    const left = book.left(payment);
    if (amount > payment.amount || (full && amount !== payment.amount)) return "amount";
    if (full && left === 0) return "duplicate";
    if (full && left < payment.amount) return "afterPartial";
    if (amount > left) return "exceeded";
    const id = fields.RequestId as string;
    const given = book.give({
      reference: order.reference,
      of: payment.transaction,
      id,
      requestId: id,
      info: fields.OrderInfo as string,
      amount,
      full,
      ...(refused ? { refused: "09" } : {}),
    });
    return refundFields(given);
  };

  const outcome = (fields: Fields, merchant: VnpayMerchant, refundsAreRefused: boolean): Fields | Refusal => {
    const command = commandOf(fields);
    if (fields.TmnCode !== merchant.tmnCode) return "merchant";
    if (!isHashed(fields, command, merchant)) return "checksum";
    if (fields.Command !== command || !isWellFormed(fields, command)) return "format";
    if (!claim(fields.RequestId as string)) return "duplicate";
    return command === "refund" ? refund(fields, refundsAreRefused) : query(fields);
  };

  return (body: Record<string, unknown> | undefined, refundsAreRefused: boolean): ApiAnswer => {
    const fields = readFields(body);
    const merchant = merchantNow();
    return signedAnswer(fields, outcome(fields, merchant, refundsAreRefused), merchant);
  };
};
