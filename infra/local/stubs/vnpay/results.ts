import { type Caller, createCaller, type HeardAnswer } from "../payments/caller.ts";
import type { VnpayMerchant } from "../payments/merchants.ts";
import { type VnpayOrder, type VnpaySettlement, vnpayDate } from "./orders.ts";
import { type Parameters, signedQuery } from "./signature.ts";

/** What the merchant answered: HTTP status and VNPAY's own words, null where there was no such answer. */
type IpnAnswer = { status: number | null; RspCode: string | null; Message: string | null };

/** VNPAY's codes of the response and of the transaction. */
export const CODES: Record<VnpaySettlement["outcome"], { response: string; transaction: string }> = {
  success: { response: "00", transaction: "00" },
  failed: { response: "51", transaction: "02" },
  suspect: { response: "07", transaction: "07" },
  cancelled: { response: "24", transaction: "02" },
};

/** The parameters of the IPN and of the way back to the merchant's page. */
export const resultParameters = (
  order: VnpayOrder,
  settlement: VnpaySettlement,
  merchant: VnpayMerchant,
): Parameters => ({
  vnp_Amount: String(settlement.amount),
  vnp_BankCode: "NCB",
  vnp_BankTranNo:
    settlement.outcome === "success" || settlement.outcome === "suspect" ? `VNP${settlement.transaction}` : "",
  vnp_CardType: "ATM",
  vnp_OrderInfo: order.orderInfo,
  vnp_PayDate: vnpayDate(Date.parse(settlement.at)),
  vnp_ResponseCode: CODES[settlement.outcome].response,
  vnp_TmnCode: merchant.tmnCode,
  vnp_TransactionNo: settlement.transaction,
  vnp_TransactionStatus: CODES[settlement.outcome].transaction,
  vnp_TxnRef: order.reference,
});

/** VNPAY waits for an answer about this long before it counts the call as failed. */
const PATIENCE_MS = 30_000;

const wordsOf = ({ status, body }: HeardAnswer): IpnAnswer => {
  let words: Partial<IpnAnswer> = {};
  try {
    words = (JSON.parse(body ?? "") ?? {}) as Partial<IpnAnswer>;
  } catch {
    // A merchant that is down answers in its gateway's words: none of VNPAY's.
  }
  return { status, RspCode: words.RspCode ?? null, Message: words.Message ?? null };
};

/** VNPAY calls again until the merchant answers 00 or 02. */
const isFinal = (answer: HeardAnswer): boolean => {
  const { status, RspCode } = wordsOf(answer);
  return status === 200 && (RspCode === "00" || RspCode === "02");
};

export type IpnCaller = Pick<Caller, "stop"> & {
  call(parameters: Parameters, hashSecret: string, copies: number): Promise<IpnAnswer[]>;
};

/** The merchant's IPN address is agreed with VNPAY, not part of an order. */
export const createIpnCaller = (origin: string, log: (line: string) => void): IpnCaller => {
  const caller = createCaller({ name: "vnpay", patienceMs: PATIENCE_MS, isFinal, log });
  return {
    call: async (parameters, hashSecret, copies) => {
      const url = `${origin}/v1/payments/vnpay/ipn?${signedQuery(parameters, hashSecret)}`;
      return (await caller.call({ url }, copies)).map(wordsOf);
    },
    stop: caller.stop,
  };
};
