import type { Digest } from "../foundation/base32.ts";
import { type Refusal, refuse } from "../foundation/refusal.ts";
import { type IntentState, type PaymentIntent, shownState } from "../payments/intent.ts";
import { type Act, type ChangeSet, changeOf } from "./change-set.ts";
import type { DossierRecord } from "./dossier-record.ts";

/** What each may end: a payer what nobody has paid yet; a cashier also what the provider holds back. */
const MAY_END: Record<"payer" | "cashier", readonly IntentState[]> = {
  payer: ["pending"],
  cashier: ["pending", "held"],
};

/**
 * Ends an open payment, so that its demand can be paid otherwise. Money that its provider takes all the same is recorded
 * as late. What a person ends stays ended although a held one outweighs it among a provider's own notices.
 */
export const cancelPayment = (
  record: DossierRecord,
  intentId: string,
  { by, words }: { by: "payer" | "cashier"; words: { sealed?: string } },
  act: Act,
  digest: Digest,
): (ChangeSet & { intent: PaymentIntent }) | Refusal => {
  const { dossier, intents } = record;
  const intent = intents.find(({ id }) => id === intentId);
  if (!intent) return refuse("payment-not-found");
  const state = shownState(intent, act.at);
  if (!MAY_END[by].includes(state))
    return refuse("payment-not-open", { members: { payment: { id: intent.id, state } } });
  const cancelled: PaymentIntent = { ...intent, state: "cancelled" };
  const { reference, provider, amount } = intent;
  const facts = { reference, provider, amount, state: cancelled.state };
  const change = changeOf(dossier, dossier, { what: "payment-cancelled", facts, ...words }, act, digest);
  return { ...change, intent: cancelled };
};
