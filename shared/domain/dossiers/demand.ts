import type { Instant } from "../foundation/instant.ts";
import { afterOccurrence, type DemandStanding } from "../payments/fold.ts";
import { isOpen, type PaymentIntent } from "../payments/intent.ts";
import { feesDue, totalOf } from "../procedures/fees.ts";
import type { ProcedureVersion } from "../procedures/procedure-version.ts";
import type { Demand } from "./dossier.ts";
import type { DossierRecord } from "./dossier-record.ts";
import { filedAs } from "./filed-as.ts";
import type { DossierState } from "./state.ts";

/** What a procedure version asks to be paid at a moment of the dossier's life; null where nothing is. */
export const demandOf = (
  version: ProcedureVersion,
  record: Pick<DossierRecord, "dossier" | "person">,
  due: Exclude<Demand["due"], "request">,
  at: Instant,
): Demand | null => {
  const items = feesDue(version, filedAs(record), due, at);
  return items.length === 0 ? null : { id: due, due, amount: totalOf(items), items };
};

/** The items of a demand as a public fact of an event: ids and sums, `card-appraisal=650000`. */
export const itemsAsFact = ({ items }: Demand): string => items.map(({ id, amount }) => `${id}=${amount}`).join(" ");

/** The demand of a submission as its event tells it; null where nothing was to be paid. */
export const demandOfFact = (fact: unknown, version: ProcedureVersion): Demand | null => {
  if (typeof fact !== "string") return null;
  const rules = new Map(version.channels.flatMap(({ fees }) => fees).map((rule) => [rule.id, rule]));
  const items = fact.split(" ").flatMap((item) => {
    const [id = "", amount] = item.split("=");
    const rule = rules.get(id);
    if (!rule) return [];
    const { name, kind, beneficiary } = rule;
    return [{ id, name, kind, amount: Number(amount), ...(beneficiary ? { beneficiary } : {}) }];
  });
  return { id: "submission", due: "submission", amount: totalOf(items), items };
};

/** Money that came in late still met a demand that was open. */
const isMet = (demand: Demand, intents: readonly PaymentIntent[]): boolean =>
  intents.some((intent) => intent.demand === demand.id && (intent.state === "paid" || intent.state === "late-paid"));

/** What is to be paid now: by a dossier that waits for it, or before its result is handed out. */
export const openDemand = (record: DossierRecord, version: ProcedureVersion): Demand | null => {
  const { dossier, intents } = record;
  if (dossier.state === "payment-due") return dossier.demand;
  if (dossier.state !== "resolved") return null;
  const demand = demandOf(version, record, "return", dossier.decision.at);
  return demand !== null && isMet(demand, intents) ? null : demand;
};

/** States in which nothing can be owed any more: the dossier ended without a result, or was never filed. */
const GONE: readonly DossierState[] = ["draft", "refused", "withdrawn", "stopped"];

/** Where the demand that an intent was made for stands now. */
export const demandStanding = (
  record: DossierRecord,
  version: ProcedureVersion,
  intent: PaymentIntent | undefined,
): DemandStanding => {
  const open = openDemand(record, version);
  if (open !== null && open.id === intent?.demand) return "open";
  return GONE.includes(record.dossier.state) ? "gone" : "paid";
};

/** The open intent of a dossier that ends, cancelled: nobody is asked to pay for it any more. */
export const cancelledIntent = ({ intents }: DossierRecord, at: Instant): PaymentIntent | undefined => {
  const open = intents.find((intent) => isOpen(intent, at) && intent.state === "pending");
  return open && { ...open, state: afterOccurrence(open.state, { kind: "cancelled" }) };
};
