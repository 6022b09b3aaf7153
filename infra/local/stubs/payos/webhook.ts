import { type Caller, createCaller } from "../payments/caller.ts";
import type { PayosMerchant } from "../payments/merchants.ts";
import { localTime } from "../payments/statement.ts";
import type { PayosOrder, PayosSettlement } from "./orders.ts";
import { signatureOf } from "./signature.ts";

/** Not published; as long as VNPAY waits. */
const PATIENCE_MS = 30_000;

/** Any 2xx is an answer. */
const isTaken = ({ status }: { status: number | null }): boolean => status !== null && status >= 200 && status < 300;

export const createWebhookCaller = (log: (line: string) => void): Caller =>
  createCaller({ name: "payos", patienceMs: PATIENCE_MS, isFinal: isTaken, log });

/** The payer's account, which a transfer may or may not tell. */
const COUNTER_ACCOUNT = {
  counterAccountBankId: "",
  counterAccountBankName: "",
  counterAccountName: "",
  counterAccountNumber: "",
  virtualAccountName: "",
  virtualAccountNumber: "",
};

const signed = (data: Record<string, unknown>, ok: boolean, { checksumKey }: PayosMerchant): string =>
  JSON.stringify({
    code: ok ? "00" : "01",
    desc: ok ? "success" : "failed",
    success: ok,
    data,
    signature: signatureOf(data, checksumKey),
  });

/** The body of the webhook for one transfer. payOS publishes that of success only; a failure is told by its codes. */
export const webhookBody = (order: PayosOrder, settlement: PayosSettlement, merchant: PayosMerchant): string => {
  const ok = settlement.outcome !== "failed";
  const data = {
    orderCode: Number(order.reference),
    amount: settlement.amount,
    description: order.description,
    accountNumber: merchant.accountNumber,
    reference: settlement.transaction,
    transactionDateTime: localTime(settlement.at).replace("T", " "),
    currency: "VND",
    paymentLinkId: order.paymentLinkId,
    code: ok ? "00" : "01",
    desc: ok ? "Thành công" : "Giao dịch thất bại",
    ...COUNTER_ACCOUNT,
  };
  return signed(data, ok, merchant);
};

/** The event that payOS tries a webhook with before it registers it: the sample of its documents. */
const SAMPLE = {
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
  ...COUNTER_ACCOUNT,
};

/** Whether the merchant takes the sample event at `url`: once, never again. */
export const takesSample = async (url: string, merchant: PayosMerchant): Promise<boolean> => {
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json; charset=utf-8" },
      body: signed(SAMPLE, true, merchant),
      redirect: "manual",
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    await response.text();
    return isTaken(response);
  } catch {
    return false;
  }
};
