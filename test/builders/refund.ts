import { sha256 } from "../../shared/adapters/crypto/digest.ts";
import { sealing } from "../../shared/adapters/crypto/sealing.ts";
import { type ChangeSet, changeOf } from "../../shared/domain/dossiers/change-set.ts";
import type { DossierRecord, DossierStore } from "../../shared/domain/dossiers/dossier-record.ts";
import { createDraft } from "../../shared/domain/dossiers/draft.ts";
import { receivedMoney } from "../../shared/domain/dossiers/received-money.ts";
import { admitSubmission, submitDossier } from "../../shared/domain/dossiers/submit-dossier.ts";
import { isRefusal, type Refusal } from "../../shared/domain/foundation/refusal.ts";
import { type PaymentIntent, paymentReference } from "../../shared/domain/payments/intent.ts";
import { type FoundRefund, findPayment } from "../../shared/domain/payments/refunds/refund-change.ts";
import { requestRefund } from "../../shared/domain/payments/refunds/request-refund.ts";
import { act, calendar, expectDone, fullContent, LAN, MONDAY, officer, procedure, terms } from "./dossier.ts";
import { anIntent } from "./payment-intent.ts";

const notice = await procedure("1.004650");

export const CASHIER = officer("cashier");
export const LEADER = officer("leader");
export const PAID = 650_000;

let codes = 0;

/** A filed dossier whose payment came in, in a store: as `intent` says, and owed by nobody where `due`. */
export const paidDossier = async (
  store: Pick<DossierStore, "commit">,
  intent: Partial<PaymentIntent> = {},
  due = false,
  at: string = MONDAY,
): Promise<{ id: string; payment: string; unit: string }> => {
  codes += 1;
  const draft = expectDone(
    createDraft(
      {
        version: notice,
        channel: "online",
        submitter: { kind: "citizen", sub: "lan" },
        owner: `citizen:payer-${codes}`,
        content: fullContent(notice),
        wordsKey: sealing.newKey(),
      },
      { ...act(LAN, at), commandId: `paid-dossier-${codes}` },
      sha256,
    ),
  );
  const verdicts = draft.documents.map((file) => ({ documentId: file.id, state: "clean" as const, at }));
  const record = { dossier: draft.after, person: draft.person, documents: draft.documents, files: [], verdicts };
  const admission = expectDone(
    admitSubmission({ ...record, intents: [], refunds: [] }, notice, new Set(), { calendar, terms }, at),
  );
  const filed = submitDossier(admission, `H42.77-261123-${String(codes).padStart(4, "0")}`, act(LAN, at), sha256);
  const { after: dossier } = filed;
  if (!dossier || dossier.state === "draft") throw new Error("nothing was filed");
  const payment = paymentReference(dossier.id, "aaaaaa");
  const took = anIntent({
    id: payment,
    reference: payment,
    dossierId: dossier.id,
    state: due ? "duplicate-paid" : "paid",
    amount: PAID,
    paidAt: at,
    providerReference: "14000001",
    ...intent,
  });
  const money = receivedMoney({ ...record, dossier, intents: [], refunds: [] }, took, due, at);
  const paid = changeOf(dossier, dossier, { what: "payment-confirmed" }, act(LAN, at), sha256);
  for (const change of [draft, filed, { ...paid, ...money }] satisfies ChangeSet[]) {
    const outcome = await store.commit(change);
    if (outcome !== "committed") throw new Error(`not committed: ${outcome}`);
  }
  return { id: dossier.id, payment, unit: dossier.step.unit };
};

export const mustRead = async (store: Pick<DossierStore, "read">, id: string): Promise<DossierRecord> => {
  const record = await store.read(id);
  if (!record) throw new Error("no such dossier");
  return record;
};

/** A refund of a record's one payment; the newest where none is named. */
export const refundOf = (record: DossierRecord, refundId?: string): FoundRefund => {
  const found = expectDone(findPayment(record, record.intents[0]?.id ?? ""));
  const refund = refundId ? record.refunds.find(({ id }) => id === refundId) : record.refunds.at(-1);
  if (!refund) throw new Error("no such refund");
  return { ...found, refund };
};

export const asked = (record: DossierRecord, amount: number, by = CASHIER, at: string = MONDAY): ChangeSet | Refusal =>
  requestRefund(record, record.intents[0]?.id ?? "", { amount, reason: "Thu thừa" }, act(by, at), sha256, sealing);

/** Commits what was decided about a dossier as it is now; a refusal is thrown. Answers with the refund's id. */
export const must = async (
  store: Pick<DossierStore, "commit" | "read">,
  id: string,
  decide: (record: DossierRecord) => ChangeSet | Refusal | null,
): Promise<string> => {
  const change = decide(await mustRead(store, id));
  if (change === null || isRefusal(change)) throw new Error(`refused: ${JSON.stringify(change)}`);
  const outcome = await store.commit(change);
  if (outcome !== "committed") throw new Error(`not committed: ${outcome}`);
  return change.refund?.after.id ?? "";
};
