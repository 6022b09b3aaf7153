import * as z from "zod";
import type { Digest } from "../foundation/base32.ts";
import { type Fault, fault, type Refusal, refuse } from "../foundation/refusal.ts";
import { WrittenText } from "../foundation/written-text.ts";
import { type PaymentIntent, paymentReference } from "../payments/intent.ts";
import { readableVnd, Vnd } from "../payments/money.ts";
import type { ProcedureVersion } from "../procedures/procedure-version.ts";
import type { WorkingCalendar } from "../working-time/calendar.ts";
import { type Act, type ChangeSet, changeOf } from "./change-set.ts";
import { cancelledIntent, openDemand } from "./demand.ts";
import { paymentSuffixOf } from "./dossier-id.ts";
import type { DossierRecord } from "./dossier-record.ts";
import { goesOn, withReturnFeePaid } from "./payment.ts";
import { receivedMoney } from "./received-money.ts";
import { type Sealing, sealed } from "./words.ts";

const note = WrittenText(2000);

/** What a cashier records: money with the number of its receipt, or a waiver with its reason. */
export const CounterPayment = z.strictObject({
  method: z.enum(["cash", "transfer", "waiver"]),
  amount: Vnd,
  receiptNumber: WrittenText(64).optional(),
  reason: note.optional(),
});
export type CounterPayment = z.infer<typeof CounterPayment>;

const required = (pointer: string, vi: string, en: string): Fault => fault(pointer, "required", vi, en);

const checkParticulars = ({ method, receiptNumber, reason }: CounterPayment): Fault[] => {
  if (method === "waiver") {
    return reason === undefined ? [required("/reason", "Miễn phí cần nêu lý do.", "A waiver needs its reason.")] : [];
  }
  return receiptNumber === undefined
    ? [required("/receiptNumber", "Cần số biên lai.", "The number of the receipt is needed.")]
    : [];
};

/** A payment taken or waived at the counter: the whole of what is due, as a provider's would be. */
export const recordCounterPayment = (
  record: DossierRecord,
  payment: CounterPayment,
  { version, calendar }: { version: ProcedureVersion; calendar: WorkingCalendar },
  act: Act,
  digest: Digest,
  sealing: Sealing,
): (ChangeSet & { intent: PaymentIntent }) | Refusal => {
  const { dossier } = record;
  const demand = openDemand(record, version);
  if (demand === null || dossier.state === "draft") return refuse("payment-not-due");
  const faults = checkParticulars(payment);
  if (faults.length > 0) return refuse("body-invalid", { faults });
  if (payment.amount !== demand.amount) {
    const words = fault(
      "/amount",
      "amount-mismatch",
      `Số tiền phải nộp là ${readableVnd(demand.amount)} đồng.`,
      `The sum due is VND ${readableVnd(demand.amount)}.`,
    );
    return refuse("payment-amount-mismatch", { faults: [words] });
  }
  const { method, receiptNumber, reason } = payment;
  const reference = paymentReference(dossier.id, paymentSuffixOf(act.commandId, digest));
  const taken: PaymentIntent = {
    id: reference,
    reference,
    dossierId: dossier.id,
    provider: method,
    merchant: dossier.step.unit,
    amount: demand.amount,
    currency: "VND",
    items: demand.items.map(({ id: _, ...item }) => item),
    demand: demand.id,
    state: "paid",
    createdAt: act.at,
    expiresAt: act.at,
    heard: [],
    ...(receiptNumber === undefined ? {} : { providerReference: receiptNumber }),
    paidAt: act.at,
    recordedBy: act.actor.id,
  };
  const cancelled = cancelledIntent(record, act.at);
  const money = receivedMoney({ ...record, dossier }, taken, false, act.at);
  const { intent } = money;
  const facts = {
    reference,
    provider: method,
    amount: intent.amount,
    state: intent.state,
    ...(intent.receipt === undefined ? {} : { receipt: intent.receipt }),
  };
  const happened = { what: "payment-confirmed", facts, ...sealed({ reason }, { record, act, sealing }) } as const;
  const waiting = dossier.state === "payment-due" ? goesOn(dossier, version, calendar, act.at) : null;
  const change =
    waiting === null
      ? changeOf(dossier, withReturnFeePaid(dossier), happened, act, digest)
      : changeOf(
          dossier,
          waiting,
          { ...happened, move: "payment", facts: { ...facts, acceptBy: waiting.acceptBy } },
          act,
          digest,
        );
  return { ...change, ...money, ...(cancelled ? { cancelled } : {}) };
};
