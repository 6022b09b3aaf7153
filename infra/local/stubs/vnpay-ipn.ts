import type { Merchant } from "./merchant.ts";
import type { Order, Settlement } from "./vnpay-orders.ts";
import { type Parameters, signedQuery } from "./vnpay-signature.ts";

/** What the merchant answered: HTTP status and VNPAY's own words, null where there was no such answer. */
export type IpnAnswer = { status: number | null; RspCode: string | null; Message: string | null };

/** VNPAY's codes of the response and of the transaction. */
const CODES: Record<Settlement["outcome"], { response: string; transaction: string }> = {
  success: { response: "00", transaction: "00" },
  failed: { response: "51", transaction: "02" },
  suspect: { response: "07", transaction: "07" },
  cancelled: { response: "24", transaction: "02" },
};

export const resultParameters = (order: Order, settlement: Settlement, merchant: Merchant): Parameters => ({
  vnp_Amount: String(settlement.amount),
  vnp_BankCode: "NCB",
  vnp_BankTranNo: settlement.outcome === "success" || settlement.outcome === "suspect" ? settlement.bankTranNo : "",
  vnp_CardType: "ATM",
  vnp_OrderInfo: order.orderInfo,
  vnp_PayDate: settlement.payDate,
  vnp_ResponseCode: CODES[settlement.outcome].response,
  vnp_TmnCode: merchant.tmnCode,
  vnp_TransactionNo: settlement.transactionNo,
  vnp_TransactionStatus: CODES[settlement.outcome].transaction,
  vnp_TxnRef: order.reference,
});

/** VNPAY waits for an answer about this long before it counts the call as failed. */
const PATIENCE_MS = 30_000;
const RETRY_EVERY_MS = 5 * 60_000;
const MOST_CALLS = 10;

const callOnce = async (url: string): Promise<IpnAnswer> => {
  try {
    const response = await fetch(url, { redirect: "manual", signal: AbortSignal.timeout(PATIENCE_MS) });
    const text = await response.text();
    const words = /^\s*\{/.test(text) ? (JSON.parse(text) as Partial<IpnAnswer>) : {};
    return { status: response.status, RspCode: words.RspCode ?? null, Message: words.Message ?? null };
  } catch {
    return { status: null, RspCode: null, Message: null };
  }
};

const isFinal = ({ status, RspCode }: IpnAnswer): boolean => status === 200 && (RspCode === "00" || RspCode === "02");

/**
 * Calls the merchant's IPN, `copies` times at once. A call that is not answered 00 or 02 is made again, up to ten
 * times in all, every five minutes of real time, until `stop`.
 */
export const createIpnCaller = (origin: string, log: (line: string) => void) => {
  const timers = new Set<NodeJS.Timeout>();
  const retryLater = (url: string, calls: number): void => {
    if (calls >= MOST_CALLS) return;
    const timer = setTimeout(async () => {
      timers.delete(timer);
      const answer = await callOnce(url);
      log(`vnpay: IPN call ${calls + 1} answered ${answer.RspCode ?? "nothing"}`);
      if (!isFinal(answer)) retryLater(url, calls + 1);
    }, RETRY_EVERY_MS);
    timer.unref();
    timers.add(timer);
  };
  return {
    call: async (parameters: Parameters, hashSecret: string, copies: number): Promise<IpnAnswer[]> => {
      const url = `${origin}/v1/payments/vnpay/ipn?${signedQuery(parameters, hashSecret)}`;
      const answers = await Promise.all(Array.from({ length: copies }, () => callOnce(url)));
      if (!answers.some(isFinal)) retryLater(url, 1);
      return answers;
    },
    stop: (): void => {
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
    },
  };
};
