import { randomInt } from "node:crypto";
import { type Order, type OrderBook, openOrderBook, type Settlement } from "../payments/order-book.ts";
import type { ResultCode } from "./results.ts";

export const OUTCOMES = ["success", "failed", "suspect"] as const;
type Outcome = (typeof OUTCOMES)[number];

type Own = {
  /** What the pay page's address ends in. */
  payId: string;
  requestId: string;
  orderInfo: string;
  redirectUrl: string;
  ipnUrl: string;
  extraData: string;
  lang: string;
  /** RFC 3339: nobody can pay after it. */
  expiresAt: string;
};
export type MomoOrder = Order<Own>;
/** `suspect`: authorised only, not captured. */
export type MomoSettlement = Settlement<Outcome>;
export type MomoBook = OrderBook<Own, Outcome>;

export const openMomoBook = (stateDir: string): MomoBook =>
  openOrderBook<Own, Outcome>(stateDir, {
    name: "momo",
    // A JSON number at MoMo: ten digits, and more of them only after a million transactions.
    number: (serial) => `${randomInt(4_000, 5_000)}${String(serial).padStart(6, "0")}`,
    handle: ({ payId }) => payId,
  });

const RESULTS: Record<Outcome, ResultCode> = { success: 0, failed: 1006, suspect: 9000 };
export const resultOf = ({ outcome }: MomoSettlement): ResultCode => RESULTS[outcome];

/** Of several transactions of one order the one that MoMo speaks of: paid before authorised, authorised before failed. */
export const foremost = (settlements: readonly MomoSettlement[]): MomoSettlement | undefined =>
  settlements.find(({ outcome }) => outcome === "success") ??
  settlements.find(({ outcome }) => outcome === "suspect") ??
  settlements.at(-1);

export const isExpired = ({ expiresAt }: MomoOrder): boolean => Date.parse(expiresAt) <= Date.now();
