import type { PaymentIntent } from "../../shared/domain/payments/intent.ts";
import { type ReceiptedPayment, receiptedPayment } from "../../shared/domain/slips/fee-receipt.ts";
import { anIntent } from "./payment-intent.ts";

export const DOSSIER_CODE = "H40.36.26-261122-0001";
export const TRACKING_URL = "https://motcua.example.vn/v1/tracking/abcdefgh234567aaabcdefgh234567aa";

/** An intent as it stands once its money is recorded: paid through VNPAY unless `changes` say otherwise. */
export const aPaidIntent = (changes: Partial<PaymentIntent> = {}): PaymentIntent =>
  anIntent({
    state: "paid",
    receipt: `${DOSSIER_CODE}/BL1`,
    paidAt: "2026-11-22T01:05:00.000Z",
    providerReference: "14980726",
    ...changes,
  });

export const aReceiptedPayment = (changes: Partial<PaymentIntent> = {}): ReceiptedPayment => {
  const payment = receiptedPayment([aPaidIntent(changes)]);
  if (!payment) throw new Error("a payment without a receipt");
  return payment;
};

export const ACCOUNT = {
  account: "3511.0.1049876",
  bank: "Kho bạc Nhà nước Ninh Bình",
  name: "Sở Du lịch tỉnh Ninh Bình",
};

/** Five items of both kinds, taken in cash. */
export const atCounter: Partial<PaymentIntent> = {
  provider: "cash",
  merchant: "tourism",
  recordedBy: "officer-tourism-cashier",
  providerReference: "0001234",
  items: [
    {
      name: "Phí thẩm định cấp thẻ hướng dẫn viên du lịch nội địa",
      kind: "fee",
      amount: 650_000,
      beneficiary: ACCOUNT,
    },
    { name: "Lệ phí cấp giấy phép", kind: "charge", amount: 1_200_000 },
    { name: "Phí thẩm định nội dung", kind: "fee", amount: 12_000_000, beneficiary: ACCOUNT },
    { name: "Lệ phí đăng ký", kind: "charge", amount: 5000 },
    { name: "Phí trả kết quả qua bưu chính công ích", kind: "fee", amount: 35_500 },
  ],
  amount: 13_890_500,
};
