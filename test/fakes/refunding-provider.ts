import type { Instant } from "../../shared/domain/foundation/instant.ts";
import type { RefundAnswer, RefundOrder } from "../../shared/domain/payments/provider.ts";

/** A provider that gives money back once under one id, however often it is asked, and has its bad days. */
export class RefundingProvider {
  /** Money given back, by the refund's id. */
  readonly paid = new Map<string, number>();
  /** Orders as they came, copies too. */
  readonly orders: RefundOrder[] = [];
  /** What it says instead of the truth, call by call; the money goes all the same where `pays`. */
  readonly moods: { answer: RefundAnswer; pays?: boolean }[] = [];
  /** When it says that it paid; nothing where it tells no time. */
  paidAt: Instant | undefined;

  refund = async (order: RefundOrder): Promise<RefundAnswer> => {
    this.orders.push(structuredClone(order));
    const mood = this.moods.shift();
    if (mood && !mood.pays) return mood.answer;
    this.paid.set(order.id, order.amount);
    const at = this.paidAt === undefined ? {} : { at: this.paidAt };
    return mood?.answer ?? { answer: "refunded", transaction: `T-${order.id}`, ...at };
  };
}
