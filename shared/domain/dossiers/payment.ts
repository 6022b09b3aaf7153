import type { Digest } from "../foundation/base32.ts";
import { type Instant, instantOf, millisOf } from "../foundation/instant.ts";
import { isRefusal, type Refusal, refuse } from "../foundation/refusal.ts";
import { isOpen, type PaymentIntent, type PaymentProvider, paymentReference } from "../payments/intent.ts";
import type { PaymentChange } from "../payments/judge-notice.ts";
import type { ProcedureVersion } from "../procedures/procedure-version.ts";
import type { WorkingCalendar } from "../working-time/calendar.ts";
import { addWorkingHours } from "../working-time/due.ts";
import { type Act, type ChangeSet, changeOf } from "./change-set.ts";
import { ACCEPT_WITHIN_WORKING_HOURS } from "./clocks.ts";
import { openDemand } from "./demand.ts";
import type { Accepted, Dossier, PaymentDue, PaymentDueFirst, Processing, Submitted } from "./dossier.ts";
import { paymentSuffixOf } from "./dossier-id.ts";
import type { DossierRecord } from "./dossier-record.ts";
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
  if (open) return refuse("payment-open", { facts: { reference: open.reference } });
  const reference = paymentReference(dossier.id, paymentSuffixOf(act.commandId, digest));
  const intent: PaymentIntent = {
    id: reference,
    reference,
    dossierId: dossier.id,
    provider: request.provider,
    merchant: request.merchant,
    amount: demand.amount,
    currency: "VND",
    items: demand.items.map(({ name, kind, amount }) => ({ name, kind, amount })),
    demand: demand.id,
    state: "pending",
    createdAt: act.at,
    expiresAt: instantOf(millisOf(act.at) + request.expiryMinutes * 60_000),
    heard: [],
    ...(request.returnUrl === undefined ? {} : { returnUrl: request.returnUrl }),
  };
  const facts = { reference, provider: request.provider, amount: intent.amount };
  return { ...changeOf(dossier, dossier, { what: "payment-started", facts }, act, digest), intent };
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

/** What a provider's notice changes: the intent, its event and the dossier's move, together. */
export const recordPayment = (
  record: DossierRecord,
  payment: PaymentChange,
  { version, calendar }: { version: ProcedureVersion; calendar: WorkingCalendar },
  act: Act,
  digest: Digest,
): ChangeSet => {
  const { dossier } = record;
  const { intent, event: what } = payment;
  const facts = { reference: intent.reference, provider: intent.provider, amount: intent.amount, state: intent.state };
  if (!payment.settlesDemand || dossier.state !== "payment-due") {
    const after = payment.settlesDemand ? withReturnFeePaid(dossier) : dossier;
    return { ...changeOf(dossier, after, { what, facts }, act, digest), intent };
  }
  const after = goesOn(dossier, version, calendar, act.at);
  const moved = { what, move: "payment", facts: { ...facts, acceptBy: after.acceptBy } } as const;
  return { ...changeOf(dossier, after, moved, act, digest), intent };
};
