import type { NoticeOutcome } from "../../domain/payments/intent.ts";
import type { ProviderNotice } from "../../domain/payments/judge-notice.ts";
import { MOST_VND } from "../../domain/payments/money.ts";
import { fromVnpayTime } from "./local-time.ts";
import { verifiedParameters } from "./signature.ts";

export type VnpayNotice = ProviderNotice & {
  responseCode: string;
  transactionStatus: string;
  bankCode?: string;
};

export type ParsedNotice = { valid: false; why: "signature" } | { valid: true; notice: VnpayNotice };

/** Statuses in which the bank has taken money that VNPAY does not yet call paid: 04 reversed, 07 suspected of fraud. */
const DEBITED = new Set(["04", "07"]);

/**
 * What VNPAY's two codes say together (its tables `vnp_ResponseCode`, `vnp_TransactionStatus`). Paid only when both
 * say so. Where the transaction succeeded and the response denies it, or money left the payer's account without
 * success, a person decides. 01 is a transaction that has not ended.
 */
export const outcomeOf = (responseCode: string, transactionStatus: string): NoticeOutcome => {
  if (responseCode === "07" || DEBITED.has(transactionStatus)) return "suspect";
  if (transactionStatus === "00") return responseCode === "00" ? "success" : "suspect";
  return transactionStatus === "01" ? "unsettled" : "failed";
};

/** Whole đồng of VNPAY's hundredths, null where they are not. */
export const vndOf = (hundredths: string): number | null => {
  if (!/^[1-9]\d{0,11}$/.test(hundredths)) return null;
  const amount = Number(hundredths) / 100;
  return Number.isSafeInteger(amount) && amount <= MOST_VND ? amount : null;
};

/**
 * A call of VNPAY (IPN, or the return of the browser) from its raw query. Nothing is read before the signature holds.
 *
 * @param keys hash secrets in force, the current one first.
 */
export const parseVnpayNotice = (rawQuery: string, keys: readonly string[]): ParsedNotice => {
  const parameters = verifiedParameters(rawQuery, keys);
  if (!parameters) return { valid: false, why: "signature" };
  const read = (name: string): string => parameters.get(name) ?? "";
  const responseCode = read("vnp_ResponseCode");
  const transactionStatus = read("vnp_TransactionStatus");
  const paidAt = fromVnpayTime(read("vnp_PayDate"));
  const currency = parameters.get("vnp_CurrCode");
  const bankCode = parameters.get("vnp_BankCode");
  return {
    valid: true,
    notice: {
      provider: "vnpay",
      reference: read("vnp_TxnRef"),
      amountVnd: vndOf(read("vnp_Amount")),
      merchant: read("vnp_TmnCode"),
      outcome: outcomeOf(responseCode, transactionStatus),
      transaction: read("vnp_TransactionNo") || "0",
      status: `${responseCode}-${transactionStatus}`,
      responseCode,
      transactionStatus,
      ...(currency === undefined ? {} : { currency }),
      ...(bankCode === undefined ? {} : { bankCode }),
      ...(paidAt === undefined ? {} : { paidAt }),
    },
  };
};
