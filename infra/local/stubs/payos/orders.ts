import { randomInt } from "node:crypto";
import { type Order, type OrderBook, openOrderBook, type Settlement } from "../payments/order-book.ts";
import { localTime } from "../payments/statement.ts";

export const OUTCOMES = ["success", "failed", "underpaid"] as const;
type Outcome = (typeof OUTCOMES)[number];

type Own = {
  /** 32 hex digits; the address of the checkout page ends in it. */
  paymentLinkId: string;
  description: string;
  returnUrl: string;
  cancelUrl: string;
  /** Seconds since 1970, null where it never expires. */
  expiredAt: number | null;
  cancelled: { at: string; reason: string | null } | null;
};
export type PayosOrder = Order<Own>;
/** A transfer that arrived; `failed` is one that did not. */
export type PayosSettlement = Settlement<Outcome>;
export type PayosBook = OrderBook<Own, Outcome>;

export const openPayosBook = (stateDir: string): PayosBook =>
  openOrderBook<Own, Outcome>(stateDir, {
    name: "payos",
    number: (serial) => `FT${randomInt(10_000_000, 100_000_000)}${String(serial).padStart(4, "0")}`,
    handle: ({ paymentLinkId }) => paymentLinkId,
  });

/** Whole VND that arrived. */
export const paidOf = (settlements: readonly PayosSettlement[]): number =>
  settlements.filter(({ outcome }) => outcome !== "failed").reduce((sum, { amount }) => sum + amount, 0);

/** Money that arrived says more than a cancellation or an expiry. */
export const statusOf = (order: PayosOrder, settlements: readonly PayosSettlement[]): string => {
  const paid = paidOf(settlements);
  if (paid >= order.amount) return "PAID";
  if (paid > 0) return "UNDERPAID";
  if (order.cancelled !== null) return "CANCELLED";
  if (settlements.length > 0) return "FAILED";
  return order.expiredAt !== null && order.expiredAt * 1000 <= Date.now() ? "EXPIRED" : "PENDING";
};

/** `2026-11-27T08:30:05+07:00`, as payOS writes instants of a payment link. */
export const payosInstant = (at: string): string => `${localTime(at)}+07:00`;
