import { randomInt } from "node:crypto";
import { join } from "node:path";
import { openJournal } from "./journal.ts";

export const OUTCOMES = ["success", "failed", "suspect"] as const;
export type Outcome = (typeof OUTCOMES)[number];

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
  open(order: Order): Order;
  settlements(reference: string): readonly Settlement[];
  /** The settlement of this outcome, made where there is none: the same outcome again is the same transaction. */
  settle(order: Order, outcome: Settlement["outcome"], payDate: string): Settlement;
};

type Entry = { order: Order } | { settlement: Settlement };

export const openOrderBook = (stateDir: string): OrderBook => {
  const journal = openJournal<Entry>(join(stateDir, "vnpay-orders.jsonl"));
  const settlements = (reference: string): Settlement[] =>
    journal.entries.flatMap((entry) =>
      "settlement" in entry && entry.settlement.reference === reference ? [entry.settlement] : [],
    );
  const order = (reference: string): Order | undefined => {
    for (const entry of journal.entries)
      if ("order" in entry && entry.order.reference === reference) return entry.order;
    return undefined;
  };
  return {
    order,
    open: (wanted) => {
      const known = order(wanted.reference);
      if (known !== undefined) return known;
      journal.append({ order: wanted });
      return wanted;
    },
    settlements,
    settle: (settled, outcome, payDate) => {
      const known = settlements(settled.reference).find((settlement) => settlement.outcome === outcome);
      if (known !== undefined) return known;
      const settlement: Settlement = {
        reference: settled.reference,
        outcome,
        transactionNo: `14${randomInt(100_000, 1_000_000)}${String(journal.entries.length).padStart(4, "0")}`,
        bankTranNo: `VNP14${randomInt(100_000, 1_000_000)}`,
        payDate,
        amount: settled.amount,
      };
      journal.append({ settlement });
      return settlement;
    },
  };
};
