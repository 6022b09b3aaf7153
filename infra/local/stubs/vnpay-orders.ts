import { randomInt } from "node:crypto";
import { join } from "node:path";
import { openJournal } from "./journal.ts";

export const OUTCOMES = ["success", "failed", "suspect"] as const;
type Outcome = (typeof OUTCOMES)[number];

/** An order as the provider knows it. `amount` is VND × 100, as VNPAY counts. */
export type Order = {
  reference: string;
  amount: number;
  orderInfo: string;
  returnUrl: string | null;
  createdAt: string;
};

/** How an order ended at the provider; kept, since a merchant may ask again later. */
export type Settlement = {
  reference: string;
  outcome: Outcome | "cancelled";
  transactionNo: string;
  bankTranNo: string;
  payDate: string;
  amount: number;
};

export type OrderBook = {
  order(reference: string): Order | undefined;
  /** The order, made where it is new; one settled before its page was opened learns its return address here. */
  open(order: Order): Order;
  settlements(reference: string): readonly Settlement[];
  /** The settlement of this outcome, made where there is none: the same outcome again is the same transaction. */
  settle(order: Order, outcome: Settlement["outcome"], payDate: string): Settlement;
};

type Entry = { order: Order } | { settlement: Settlement };

export const openOrderBook = (stateDir: string): OrderBook => {
  const journal = openJournal<Entry>(join(stateDir, "vnpay-orders.jsonl"));
  const orders = new Map<string, Order>();
  const settlements = new Map<string, Settlement[]>();
  const remember = (entry: Entry): void => {
    if ("order" in entry) orders.set(entry.order.reference, entry.order);
    else {
      const { reference } = entry.settlement;
      settlements.set(reference, [...(settlements.get(reference) ?? []), entry.settlement]);
    }
  };
  for (const entry of journal.entries) remember(entry);
  const write = (entry: Entry): void => {
    journal.append(entry);
    remember(entry);
  };
  return {
    order: (reference) => orders.get(reference),
    open: (wanted) => {
      const known = orders.get(wanted.reference);
      if (known !== undefined && (known.returnUrl !== null || wanted.returnUrl === null)) return known;
      const order =
        known === undefined ? wanted : { ...known, orderInfo: wanted.orderInfo, returnUrl: wanted.returnUrl };
      write({ order });
      return order;
    },
    settlements: (reference) => settlements.get(reference) ?? [],
    settle: (settled, outcome, payDate) => {
      const known = settlements.get(settled.reference)?.find((settlement) => settlement.outcome === outcome);
      if (known !== undefined) return known;
      const settlement: Settlement = {
        reference: settled.reference,
        outcome,
        transactionNo: `14${randomInt(100_000, 1_000_000)}${String(journal.entries.length).padStart(4, "0")}`,
        bankTranNo: `VNP14${randomInt(100_000, 1_000_000)}`,
        payDate,
        amount: settled.amount,
      };
      write({ settlement });
      return settlement;
    },
  };
};
