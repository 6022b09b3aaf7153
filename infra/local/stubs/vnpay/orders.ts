import { randomInt } from "node:crypto";
import { type Order, type OrderBook, openOrderBook, type Settlement } from "../payments/order-book.ts";
import { localTime } from "../payments/statement.ts";

export const OUTCOMES = ["success", "failed", "suspect"] as const;
type Outcome = (typeof OUTCOMES)[number] | "cancelled";

/** What VNPAY keeps of an order; amounts in its book are VND × 100, as it counts. */
type Own = {
  orderInfo: string;
  /** Null where it was settled before anybody opened its page. */
  returnUrl: string | null;
  /** The merchant's `vnp_CreateDate`; null as above. */
  createDate: string | null;
};
export type VnpayOrder = Order<Own>;
export type VnpaySettlement = Settlement<Outcome>;
export type VnpayBook = OrderBook<Own, Outcome>;

export const openVnpayBook = (stateDir: string): VnpayBook =>
  openOrderBook<Own, Outcome>(stateDir, {
    name: "vnpay",
    number: (serial) => `14${randomInt(100_000, 1_000_000)}${String(serial).padStart(4, "0")}`,
  });

/** `yyyyMMddHHmmss` in GMT+7. */
export const vnpayDate = (millis: number): string => localTime(millis).replace(/\D/g, "");

/** Milliseconds of a `yyyyMMddHHmmss` in GMT+7, or undefined where it is not one. */
export const millisOfVnpayDate = (text: string): number | undefined => {
  const parts = /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})$/.exec(text);
  if (parts === null) return undefined;
  const [, year, month, day, hour, minute, second] = parts;
  const millis = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}+07:00`);
  return Number.isNaN(millis) ? undefined : millis;
};
