import type { Instant } from "../foundation/instant.ts";
import type { PaymentIntent } from "../payments/intent.ts";
import { type LedgerRow, paymentRow } from "../payments/ledger.ts";
import type { RefundEntry } from "../payments/refund-entry.ts";
import type { Filed } from "./dossier.ts";
import type { DossierRecord } from "./dossier-record.ts";

/** What money that came in leaves behind, beside the event and the move. */
export type ReceivedMoney = { intent: PaymentIntent; ledger: LedgerRow[]; refunds: { put: RefundEntry[] } };

/**
 * The number of the next receipt of a dossier: its code and which it is. Unique and without gaps by the dossier's own
 * version, so that no counter is shared; the number of a tax authority's series is the e-receipt provider's to give.
 */
const nextReceipt = ({ intents }: DossierRecord, code: string): string =>
  `${code}/BL${intents.filter(({ receipt }) => receipt !== undefined).length + 1}`;

/** Money that came in: its receipt, its row in the ledger and, where nobody owed it, the task to give it back. */
export const receivedMoney = (
  record: DossierRecord & { dossier: Filed },
  intent: PaymentIntent,
  refundDue: boolean,
  at: Instant,
): ReceivedMoney => {
  const { code, id: dossierId, step } = record.dossier;
  const row = paymentRow(intent, at);
  if (row === null) return { intent, ledger: [], refunds: { put: [] } };
  const task: RefundEntry = { list: "due", at, dossierId, intentId: intent.id, unit: step.unit, amount: intent.amount };
  return {
    intent: { ...intent, receipt: nextReceipt(record, code), ...(refundDue ? { refundDueSince: at } : {}) },
    ledger: [row],
    refunds: { put: refundDue ? [task] : [] },
  };
};
