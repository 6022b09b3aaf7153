import type { IntentState } from "./intent.ts";

/** Where the demand of an intent stands when a payment is reported: `gone` is withdrawn, stopped or refused. */
export type DemandStanding = "open" | "paid" | "gone";

/** What may befall an intent. Refunds move an intent on from where this fold ends. */
export type Occurrence =
  | { kind: "success"; demand: DemandStanding; late: boolean }
  | { kind: "suspect" }
  | { kind: "failed" }
  | { kind: "unsettled" }
  | { kind: "expired" }
  | { kind: "cancelled" };

/** States in which the provider has said that the money is there: nothing that it says later changes them. */
const SETTLED: ReadonlySet<IntentState> = new Set(["paid", "late-paid", "duplicate-paid", "refund-due", "refunded"]);

export const isSettled = (state: IntentState): boolean => SETTLED.has(state);

/** Which of two states without money outlasts the other, so that their order of arrival does not matter. */
const WEIGHT = { pending: 0, failed: 1, expired: 2, cancelled: 3, held: 4 } as const;
type Unsettled = keyof typeof WEIGHT;

const REACHED: Record<Exclude<Occurrence["kind"], "success">, Unsettled> = {
  unsettled: "pending",
  failed: "failed",
  expired: "expired",
  cancelled: "cancelled",
  suspect: "held",
};

/**
 * The state of an intent after one more occurrence: total, idempotent and, among a provider's notices, independent of
 * their order. Success is absorbing; of the rest the heavier wins.
 */
export const afterOccurrence = (state: IntentState, occurrence: Occurrence): IntentState => {
  if (isSettled(state)) return state;
  if (occurrence.kind === "success") {
    if (occurrence.demand === "paid") return "duplicate-paid";
    const closed = state === "expired" || state === "cancelled";
    return occurrence.demand === "gone" || occurrence.late || closed ? "late-paid" : "paid";
  }
  const reached = REACHED[occurrence.kind];
  return WEIGHT[reached] > WEIGHT[state as Unsettled] ? reached : state;
};

/** The state that a series of occurrences leads to. */
export const foldState = (occurrences: readonly Occurrence[]): IntentState =>
  occurrences.reduce<IntentState>(afterOccurrence, "pending");
