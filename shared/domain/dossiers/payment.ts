import type { Digest } from "../foundation/base32.ts";
import { type Instant, instantOf, millisOf } from "../foundation/instant.ts";
import { isRefusal, type Refusal, refuse } from "../foundation/refusal.ts";
import { isSettled } from "../payments/fold.ts";
import { nextInquiry } from "../payments/inquiries.ts";
import { isOpen, orderCodeOf, type PaymentIntent, type PaymentProvider, paymentReference } from "../payments/intent.ts";
import type { PaymentChange } from "../payments/judge-notice.ts";
import type { ProcedureVersion } from "../procedures/procedure-version.ts";
import type { WorkingCalendar } from "../working-time/calendar.ts";
import { addWorkingHours } from "../working-time/due.ts";
import { type Act, type ChangeSet, changeOf } from "./change-set.ts";
import { ACCEPT_WITHIN_WORKING_HOURS } from "./clocks.ts";
import { openDemand } from "./demand.ts";
import type { Accepted, Dossier, Filed, PaymentDue, PaymentDueFirst, Processing, Submitted } from "./dossier.ts";
import { paymentSuffixOf } from "./dossier-id.ts";
import type { DossierRecord } from "./dossier-record.ts";
import { receivedMoney } from "./received-money.ts";
import { resumed, resumedAsItStood } from "./waiting.ts";

/** A new intent for what the dossier must pay now: one open intent a demand. */
export const startPayment = (
  record: DossierRecord,
  version: ProcedureVersion,
  request: { provider: PaymentProvider; merchant: string; expiryMinutes: number; returnUrl?: string | undefined },
  act: Act,
  digest: Digest,
): (ChangeSet & { intent: PaymentIntent }) | Refusal => {
  const { dossier, intents } = record;
  const demand = openDemand(record, version);
  if (demand === null) return refuse("payment-not-due");
  const open = intents.find((intent) => intent.demand === demand.id && isOpen(intent, act.at));
  if (open) {
    const { reference, state } = open;
    return refuse(state === "held" ? "payment-held" : "payment-open", { facts: { reference } });
  }
  const id = paymentReference(dossier.id, paymentSuffixOf(act.commandId, digest));
  const reference = request.provider === "payos" ? orderCodeOf(digest(`order\n${act.commandId}`)) : id;
  const intent: PaymentIntent = {
    id,
    reference,
    dossierId: dossier.id,
    provider: request.provider,
    merchant: request.merchant,
    amount: demand.amount,
    currency: "VND",
    items: demand.items.map(({ id: _, ...item }) => item),
    demand: demand.id,
    state: "pending",
    createdAt: act.at,
    expiresAt: instantOf(millisOf(act.at) + request.expiryMinutes * 60_000),
    heard: [],
    ...(request.returnUrl === undefined ? {} : { returnUrl: request.returnUrl }),
  };
  const facts = { reference, provider: request.provider, amount: intent.amount };
  const change = changeOf(dossier, dossier, { what: "payment-started", facts }, act, digest);
  return { ...change, intent, inquireAt: nextInquiry(intent, act.at) ?? act.at };
};

/** The fee due on submission is in: the dossier counts as received by the service from this instant on. */
const received = (dossier: PaymentDueFirst, calendar: WorkingCalendar, at: Instant): Submitted => {
  const { demand: _, payBy: __, waitingSince: ___, resume: ____, ...rest } = dossier;
  // Money that has come in is recorded whatever the calendar lacks; the limit is then to be set when it is published.
  const limit = addWorkingHours(calendar, at, ACCEPT_WITHIN_WORKING_HOURS);
  const acceptBy = isRefusal(limit) ? null : limit;
  return { ...rest, state: "submitted", submittedAt: at, acceptBy, step: { ...rest.step, since: at, dueAt: acceptBy } };
};

/** A dossier whose demand is met. */
export const goesOn = (
  dossier: PaymentDue,
  version: ProcedureVersion,
  calendar: WorkingCalendar,
  at: Instant,
): Submitted | Accepted | Processing => {
  if (dossier.resume === null) return received(dossier, calendar, at);
  const after = resumed(dossier, version, calendar, at);
  return isRefusal(after) ? resumedAsItStood(dossier, version, at) : after;
};

/** A decided dossier whose fee due on return is in: its result may be handed out. */
export const withReturnFeePaid = (dossier: Dossier): Dossier => {
  if (dossier.state !== "resolved") return dossier;
  const { owesReturnFee: _, ...rest } = dossier;
  return rest;
};

/** What a provider's notice changes: the intent, its event, the money's own rows and the dossier's move, together. */
export const recordPayment = (
  record: DossierRecord,
  payment: PaymentChange,
  { version, calendar }: { version: ProcedureVersion; calendar: WorkingCalendar },
  act: Act,
  digest: Digest,
): ChangeSet => {
  const { dossier } = record;
  const { event: what } = payment;
  // A draft has no intents: whoever has one is filed.
  const filed = record as DossierRecord & { dossier: Filed };
  const money = isSettled(payment.intent.state) ? receivedMoney(filed, payment.intent, payment.refundDue, act.at) : {};
  const { intent } = { intent: payment.intent, ...money };
  const facts = {
    reference: intent.reference,
    provider: intent.provider,
    amount: intent.amount,
    state: intent.state,
    ...(intent.receipt === undefined ? {} : { receipt: intent.receipt }),
  };
  if (!payment.settlesDemand || dossier.state !== "payment-due") {
    const after = payment.settlesDemand ? withReturnFeePaid(dossier) : dossier;
    return { ...changeOf(dossier, after, { what, facts }, act, digest), intent, ...money };
  }
  const after = goesOn(dossier, version, calendar, act.at);
  const moved = { what, move: "payment", facts: { ...facts, acceptBy: after.acceptBy } } as const;
  return { ...changeOf(dossier, after, moved, act, digest), intent, ...money };
};
