import type { DossierRecord, DossierStore } from "../../shared/domain/dossiers/dossier-record.ts";
import { type Authority, belongsTo } from "../../shared/domain/dossiers/moves/check-move.ts";
import { type Refusal, refuse } from "../../shared/domain/foundation/refusal.ts";
import { dossierOfPayment, type PaymentIntent } from "../../shared/domain/payments/intent.ts";

/** A payment of a dossier that the officer's unit holds. Another unit's is as unknown as one that does not exist. */
export const paymentOfUnit = async (
  paymentId: string,
  officer: Authority,
  { read }: Pick<DossierStore, "read">,
): Promise<{ record: DossierRecord; intent: PaymentIntent } | Refusal> => {
  const dossierId = dossierOfPayment(paymentId);
  const record = dossierId === undefined ? undefined : await read(dossierId);
  const intent = record?.intents.find(({ id }) => id === paymentId);
  return record && intent && belongsTo(record.dossier, officer) ? { record, intent } : refuse("payment-not-found");
};
