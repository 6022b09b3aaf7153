import { join } from "node:path";
import { openJournal } from "../journal.ts";

/** An order as the provider knows it; `Own` is what one provider keeps of it besides. */
export type Order<Own = unknown> = Own & {
  /** The merchant's number of it. */
  reference: string;
  /** As the provider counts: VND × 100 at VNPAY, whole VND elsewhere. */
  amount: number;
  /** RFC 3339. */
  createdAt: string;
};

/** How an order ended at the provider; kept, since a merchant may ask again later. */
export type Settlement<Outcome extends string = string> = {
  reference: string;
  outcome: Outcome;
  /** The provider's number of it. */
  transaction: string;
  amount: number;
  /** RFC 3339. */
  at: string;
};

/** Money given back, or refused to be. */
export type Refund = {
  /** Of the order that was paid. */
  reference: string;
  /** The settlement that it takes from. */
  of: string;
  /** The provider's number of the refund. */
  transaction: string;
  /** The merchant's number of the refund. */
  id: string;
  /** The merchant's number of the call that asked for it. */
  requestId: string;
  /** The merchant's words for it. */
  info: string;
  amount: number;
  /** All of the payment in one go. */
  full: boolean;
  /** The provider's code where the refund was taken and refused. */
  refused?: string;
  at: string;
};

type Entry<Own, Outcome extends string> = {
  order?: Order<Own>;
  settlement?: Settlement<Outcome>;
  refund?: Refund;
};

export type OrderBook<Own, Outcome extends string> = {
  /** By its reference, or by the provider's own handle of it. */
  order(key: string): Order<Own> | undefined;
  orders(): readonly Order<Own>[];
  /** Writes an order, new or over what was known of it. */
  keep(order: Order<Own>): Order<Own>;
  settlements(reference: string): readonly Settlement<Outcome>[];
  /** By the provider's number. */
  settlement(transaction: string): Settlement<Outcome> | undefined;
  /** The settlement of this outcome, made where there is none: the same outcome again is the same transaction. */
  settle(order: Order<Own>, outcome: Outcome, amount: number): Settlement<Outcome>;
  refunds(reference: string): readonly Refund[];
  /** By the merchant's number of the refund. */
  refund(id: string): Refund | undefined;
  give(refund: Omit<Refund, "transaction" | "at">): Refund;
  /** What of a settlement was not given back. */
  left(settlement: Settlement<Outcome>): number;
  /** Every settlement and refund, oldest first. */
  moves(): Iterable<Settlement<Outcome> | Refund>;
};

const append = <Value>(lists: Map<string, Value[]>, key: string, value: Value): void => {
  const known = lists.get(key);
  if (known === undefined) lists.set(key, [value]);
  else known.push(value);
};

/**
 * What a provider knows of orders, settlements and refunds, kept in `stateDir`. Each question is one look into a map,
 * however many orders there are.
 *
 * @param handle the provider's own name of an order, where it has one.
 * @param number makes the provider's number of the n-th transaction, unlike all others.
 */
export const openOrderBook = <Own, Outcome extends string>(
  stateDir: string,
  { name, number, handle }: { name: string; number(serial: number): string; handle?(order: Order<Own>): string },
): OrderBook<Own, Outcome> => {
  const journal = openJournal<Entry<Own, Outcome>>(join(stateDir, `${name}-book.jsonl`));
  const orders = new Map<string, Order<Own>>();
  const settlements = new Map<string, Settlement<Outcome>[]>();
  const byTransaction = new Map<string, Settlement<Outcome>>();
  const refunds = new Map<string, Refund[]>();
  const refundsById = new Map<string, Refund>();
  const moves: (Settlement<Outcome> | Refund)[] = [];

  const remember = ({ order, settlement, refund }: Entry<Own, Outcome>): void => {
    if (order !== undefined) {
      orders.set(order.reference, order);
      if (handle !== undefined) orders.set(handle(order), order);
    }
    if (settlement !== undefined) {
      append(settlements, settlement.reference, settlement);
      byTransaction.set(settlement.transaction, settlement);
      moves.push(settlement);
    }
    if (refund !== undefined) {
      append(refunds, refund.reference, refund);
      refundsById.set(refund.id, refund);
      moves.push(refund);
    }
  };
  for (const entry of journal.entries) remember(entry);
  const write = (entry: Entry<Own, Outcome>): void => {
    journal.append(entry);
    remember(entry);
  };

  return {
    order: (key) => orders.get(key),
    orders: () => [...orders].filter(([key, { reference }]) => key === reference).map(([, order]) => order),
    keep: (order) => {
      write({ order });
      return order;
    },
    settlements: (reference) => settlements.get(reference) ?? [],
    settlement: (transaction) => byTransaction.get(transaction),
    settle: ({ reference }, outcome, amount) => {
      const known = settlements.get(reference)?.find((settlement) => settlement.outcome === outcome);
      if (known !== undefined) return known;
      const at = new Date().toISOString();
      const settlement = { reference, outcome, transaction: number(moves.length), amount, at };
      write({ settlement });
      return settlement;
    },
    refunds: (reference) => refunds.get(reference) ?? [],
    refund: (id) => refundsById.get(id),
    give: (asked) => {
      const refund = { ...asked, transaction: number(moves.length), at: new Date().toISOString() };
      write({ refund });
      return refund;
    },
    left: ({ reference, transaction, amount }) =>
      (refunds.get(reference) ?? [])
        .filter(({ of, refused }) => of === transaction && refused === undefined)
        .reduce((rest, refund) => rest - refund.amount, amount),
    moves: () => moves,
  };
};
