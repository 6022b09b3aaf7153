import { randomBytes } from "node:crypto";
import type { ApiAnswer } from "../payments/faults.ts";
import type { PayosMerchant } from "../payments/merchants.ts";
import { type PayosBook, type PayosOrder, paidOf, payosInstant, statusOf } from "./orders.ts";
import { isSignedRequest, signatureOf } from "./signature.ts";
import { vietQr } from "./viet-qr.ts";

/** The bank of the account, as NAPAS numbers it. */
export const BANK = { bin: "970436", shortName: "Vietcombank", name: "Ngân hàng TMCP Ngoại Thương Việt Nam" };
export const ACCOUNT_NAME = "KHO BAC NHA NUOC THU NGHIEM";

/** payOS refuses with HTTP 200 and a code; nothing is signed then. */
const REFUSALS = {
  format: ["20", "Thông tin truyền lên không đúng."],
  unknown: ["101", "Mã thanh toán không tồn tại"],
  signature: ["201", "Mã kiểm tra(signature) không hợp lệ"],
  channel: ["214", "Cổng thanh toán không tồn tại hoặc đã tạm dừng"],
  exists: ["231", "Đơn thanh toán đã tồn tại"],
} as const;

/** Longer words do not fit a transfer's text. */
const LONGEST_DESCRIPTION = 25;

export const refusal = (why: keyof typeof REFUSALS): ApiAnswer => {
  const [code, desc] = REFUSALS[why];
  return { status: 200, body: { code, desc, data: null } };
};

export const success = (data: Record<string, unknown>, { checksumKey }: PayosMerchant): ApiAnswer => ({
  status: 200,
  body: { code: "00", desc: "success", data, signature: signatureOf(data, checksumKey) },
});

type Body = Readonly<Record<string, unknown>>;

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) > 0;
const isAddress = (value: unknown): value is string => typeof value === "string" && URL.canParse(value);

const isWellFormed = ({ orderCode, amount, description, cancelUrl, returnUrl, expiredAt }: Body): boolean =>
  isCount(orderCode) &&
  isCount(amount) &&
  typeof description === "string" &&
  description !== "" &&
  description.length <= LONGEST_DESCRIPTION &&
  isAddress(cancelUrl) &&
  isAddress(returnUrl) &&
  (expiredAt === undefined || expiredAt === null || (isCount(expiredAt) && expiredAt * 1000 > Date.now()));

export const qrCodeOf = (order: PayosOrder, { accountNumber }: PayosMerchant): string =>
  vietQr({ bin: BANK.bin, accountNumber, amount: order.amount, description: order.description });

/** payOS's `/v2/payment-requests` (npm `@payos/node` 2.0.5 calls it so). */
export const createPaymentRequests = (book: PayosBook, merchantNow: () => PayosMerchant, webBase: string) => {
  const show = (order: PayosOrder): ApiAnswer => {
    const merchant = merchantNow();
    const settlements = book.settlements(order.reference);
    const paid = paidOf(settlements);
    const transactions = settlements
      .filter(({ outcome }) => outcome !== "failed")
      .map(({ transaction, amount, at }) => ({
        reference: transaction,
        amount,
        accountNumber: merchant.accountNumber,
        description: order.description,
        transactionDateTime: payosInstant(at),
        virtualAccountName: null,
        virtualAccountNumber: null,
        counterAccountBankId: null,
        counterAccountBankName: null,
        counterAccountName: null,
        counterAccountNumber: null,
      }));
    return success(
      {
        id: order.paymentLinkId,
        orderCode: Number(order.reference),
        amount: order.amount,
        amountPaid: paid,
        amountRemaining: Math.max(order.amount - paid, 0),
        status: statusOf(order, settlements),
        createdAt: payosInstant(order.createdAt),
        transactions,
        cancellationReason: order.cancelled?.reason ?? null,
        canceledAt: order.cancelled === null ? null : payosInstant(order.cancelled.at),
      },
      merchant,
    );
  };

  return {
    create: (body: Body): ApiAnswer => {
      const merchant = merchantNow();
      if (!isWellFormed(body)) return refusal("format");
      if (!isSignedRequest(body, merchant.checksumKey)) return refusal("signature");
      const reference = String(body.orderCode);
      if (book.order(reference) !== undefined) return refusal("exists");
      const order = book.keep({
        reference,
        amount: body.amount as number,
        createdAt: new Date().toISOString(),
        paymentLinkId: randomBytes(16).toString("hex"),
        description: body.description as string,
        returnUrl: body.returnUrl as string,
        cancelUrl: body.cancelUrl as string,
        expiredAt: (body.expiredAt as number | null | undefined) ?? null,
        cancelled: null,
      });
      const data = {
        bin: BANK.bin,
        accountNumber: merchant.accountNumber,
        accountName: ACCOUNT_NAME,
        amount: order.amount,
        description: order.description,
        orderCode: body.orderCode,
        currency: "VND",
        paymentLinkId: order.paymentLinkId,
        status: "PENDING",
        ...(order.expiredAt === null ? {} : { expiredAt: order.expiredAt }),
        checkoutUrl: `${webBase}/${order.paymentLinkId}`,
        qrCode: qrCodeOf(order, merchant),
      };
      return success(data, merchant);
    },
    show: (key: string): ApiAnswer => {
      const order = book.order(key);
      return order === undefined ? refusal("unknown") : show(order);
    },
    /** Ends a link that nobody paid; on any other it changes nothing. */
    cancel: (key: string, reason: unknown): ApiAnswer => {
      const order = book.order(key);
      if (order === undefined) return refusal("unknown");
      if (statusOf(order, book.settlements(order.reference)) !== "PENDING") return show(order);
      const at = new Date().toISOString();
      return show(book.keep({ ...order, cancelled: { at, reason: typeof reason === "string" ? reason : null } }));
    },
  };
};
