import { demandOf } from "../../dossiers/demand.ts";
import type { Dossier } from "../../dossiers/dossier.ts";
import type { DossierRecord } from "../../dossiers/dossier-record.ts";
import type { DossierEvent } from "../../dossiers/event.ts";
import type { DossierState } from "../../dossiers/state.ts";
import { provinceDate } from "../../foundation/instant.ts";
import type { ProcedureVersion } from "../../procedures/procedure-version.ts";
import { isSettled } from "../fold.ts";
import type { PaymentIntent } from "../intent.ts";
import type { LedgerRow } from "../ledger.ts";
import type { Mismatch } from "./mismatch.ts";

/** All that money says of one dossier, read after the ledger so that what came in meanwhile is not missed there. */
export type DossierMoney = {
  record: DossierRecord;
  version: ProcedureVersion;
  /** Its chain, by version. */
  events: readonly DossierEvent[];
  /** Its movements from `since` on, and of payments also those before. */
  rows: readonly LedgerRow[];
  /** The first day of which all movements are here, refunds too. */
  since: string;
  /** Payments that stand in a list of what is to be given back. */
  toGiveBack: ReadonlySet<string>;
};

type Found = Omit<Mismatch, "dossierId" | "code">;

const ofIntent = (kind: Mismatch["kind"], intent: PaymentIntent, amounts: Mismatch["amounts"]): Found => ({
  kind,
  provider: intent.provider,
  reference: intent.reference,
  ...(intent.providerReference === undefined ? {} : { transaction: intent.providerReference }),
  amounts,
});

const ofRow = (kind: Mismatch["kind"], row: LedgerRow, amounts: Mismatch["amounts"]): Found => ({
  kind,
  provider: row.provider,
  reference: row.reference,
  transaction: row.transaction,
  amounts,
});

/** A waiver moves no money; whatever else is settled stands in the ledger. */
const hasMoney = ({ state, provider }: PaymentIntent): boolean => isSettled(state) && provider !== "waiver";

const agrees = (row: LedgerRow, intent: PaymentIntent): boolean =>
  row.amount === intent.amount &&
  row.transaction === (intent.providerReference ?? "") &&
  row.provider === intent.provider &&
  row.reference === intent.reference;

const checkLedger = ({ record: { intents }, rows }: DossierMoney): Found[] => {
  const byId = new Map(intents.filter(hasMoney).map((intent) => [intent.id, intent]));
  const paid = rows.filter(({ kind }) => kind === "payment");
  const inLedger = new Set(paid.map(({ intentId }) => intentId));
  return [
    ...rows.flatMap((row): Found[] => {
      const intent = byId.get(row.intentId);
      if (!intent) return [ofRow("ledger-without-payment", row, { ledger: row.amount })];
      if (row.kind === "refund" || agrees(row, intent)) return [];
      return [ofRow("ledger-differs", row, { ledger: row.amount, payment: intent.amount })];
    }),
    ...[...byId.values()]
      .filter(({ id }) => !inLedger.has(id))
      .map((intent) => ofIntent("payment-without-ledger", intent, { payment: intent.amount })),
  ];
};

const checkRefunds = ({ record: { intents }, rows, since }: DossierMoney): Found[] =>
  intents.filter(hasMoney).flatMap((intent) => {
    const back = rows.filter(({ kind, intentId }) => kind === "refund" && intentId === intent.id);
    const ledger = back.reduce((sum, { amount }) => sum + amount, 0);
    const payment = intent.refunded ?? 0;
    // Of a payment from before, refunds of before may lie beyond what was read: only too much can be told.
    const whole = provinceDate(intent.paidAt ?? intent.createdAt) >= since;
    const differs = whole ? ledger !== payment : ledger > payment;
    return differs ? [ofIntent("refunds-differ", intent, { ledger, payment })] : [];
  });

/** The reference under which money was said to meet what was due. */
const confirmedBy = ({ what, facts }: DossierEvent): string | undefined =>
  what === "payment-confirmed" ? String(facts.reference) : undefined;

/** Whether nobody owed a payment's money: it says so, came a second time, or no event says that it met a demand. */
const isUnowed = (intent: PaymentIntent, confirmed: ReadonlySet<string | undefined>): boolean =>
  intent.refundDueSince !== undefined ||
  intent.state === "duplicate-paid" ||
  (intent.state === "late-paid" && !confirmed.has(intent.reference));

const checkUnowed = ({ record: { intents }, events, toGiveBack }: DossierMoney): Found[] => {
  const confirmed = new Set(events.map(confirmedBy));
  return intents
    .filter((intent) => hasMoney(intent) && isUnowed(intent, confirmed))
    .filter(({ id, reserved = 0 }) => reserved === 0 && !toGiveBack.has(id))
    .map((intent) => ofIntent("unowed-without-refund", intent, { payment: intent.amount }));
};

const meets = (demandId: string, { state, demand }: PaymentIntent): boolean =>
  demand === demandId && (state === "paid" || state === "late-paid");

const checkWaiting = ({ record: { dossier, intents } }: DossierMoney): Found[] => {
  const awaited =
    dossier.state === "payment-due"
      ? dossier.demand.id
      : dossier.state === "resolved" && dossier.owesReturnFee
        ? "return"
        : undefined;
  const paid = intents.find((intent) => awaited !== undefined && meets(awaited, intent));
  return paid ? [ofIntent("paid-not-moved", paid, { payment: paid.amount })] : [];
};

/** Where a dossier goes on to when what was due is paid. */
const WENT_ON: readonly DossierState[] = ["submitted", "accepted", "processing"];
/** Events that say what is to be paid from then on. */
const ASKING: readonly DossierEvent["what"][] = ["dossier-submitted", "dossier-accepted", "payment-requested"];

const unpaid = (reference: string, demand?: number): Found => ({
  kind: "moved-unpaid",
  reference,
  amounts: { ...(demand === undefined ? {} : { demand }) },
});

/** Every step of the chain that a payment had to open, by whether one did. */
const checkMoves = ({ record: { intents }, events }: DossierMoney): Found[] => {
  const settled = new Set(
    intents.flatMap(({ state, reference }) => (state === "paid" || state === "late-paid" ? [reference] : [])),
  );
  let demand: number | undefined;
  return events.flatMap((event): Found[] => {
    const { what, from, to, facts } = event;
    const asked = ASKING.includes(what) && typeof facts.amount === "number" && facts.amount > 0;
    if (asked) demand = Number(facts.amount);
    if (asked && to !== "payment-due") return [unpaid(`${what}-${event.version}`, demand)];
    if (from !== "payment-due" || !WENT_ON.includes(to)) return [];
    const reference = confirmedBy(event);
    return reference !== undefined && settled.has(reference)
      ? []
      : [unpaid(reference ?? `${what}-${event.version}`, demand)];
  });
};

const decidedAt = (dossier: Dossier): string | undefined =>
  dossier.state === "returned" || (dossier.state === "resolved" && !dossier.owesReturnFee)
    ? dossier.decision.at
    : undefined;

/** The fee due before a result is handed out is no step of its own: the version says what it was. */
const checkReturn = ({ record, version }: DossierMoney): Found[] => {
  const at = decidedAt(record.dossier);
  const demand = at === undefined ? null : demandOf(version, record, "return", at);
  const met = demand === null || record.intents.some((intent) => meets(demand.id, intent));
  return met ? [] : [unpaid(demand.id, demand.amount)];
};

const CHECKS = [checkLedger, checkRefunds, checkUnowed, checkWaiting, checkMoves, checkReturn];

/** Every disagreement of a dossier, its payments and the ledger; empty where all is well. */
export const checkDossier = (money: DossierMoney): Mismatch[] => {
  const { dossier } = money.record;
  const whose = { dossierId: dossier.id, ...(dossier.state === "draft" ? {} : { code: dossier.code }) };
  return CHECKS.flatMap((check) => check(money)).map((found) => ({ ...found, ...whose }));
};
