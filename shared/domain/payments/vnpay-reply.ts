import type { CallbackAnswer } from "./callback.ts";

/** VNPAY's answer to an IPN, always with HTTP 200. */
export type VnpayReply = { RspCode: string; Message: string };

/**
 * VNPAY's own words (IPN page of its integration guide). It stops calling after 00 and 02 and calls again after
 * the rest, up to ten times, five minutes apart.
 */
export const VNPAY_REPLY: Record<CallbackAnswer, VnpayReply> = {
  recorded: { RspCode: "00", Message: "Confirm Success" },
  "order-unknown": { RspCode: "01", Message: "Order not found" },
  "already-confirmed": { RspCode: "02", Message: "Order already confirmed" },
  "amount-mismatch": { RspCode: "04", Message: "Invalid amount" },
  "checksum-failed": { RspCode: "97", Message: "Fail checksum" },
  fault: { RspCode: "99", Message: "Unknown error" },
};
