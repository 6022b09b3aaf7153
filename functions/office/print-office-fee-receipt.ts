import * as z from "zod";
import { belongsTo } from "../../shared/domain/dossiers/moves/check-move.ts";
import { isRefusal, refuse } from "../../shared/domain/foundation/refusal.ts";
import { feeReceipt, receiptedPayment } from "../../shared/domain/slips/fee-receipt.ts";
import { CONTENT_TYPES } from "../../shared/domain/slips/prints.ts";
import { authorityOf } from "../boundary/authority.ts";
import { http, type Operation } from "../boundary/http.ts";
import { attachment } from "../boundary/reply.ts";
import type { ReceiptDependencies } from "./dependencies.ts";
import { receiptWiring } from "./wiring.ts";

export const spec = {
  route: "GET /v1/office/dossiers/{id}/slips/fee-receipt",
  summary: {
    vi: "Biên lai thu phí, lệ phí của hồ sơ trong đơn vị",
    en: "The fee receipt of a dossier of the unit",
  },
  identity: "officer",
  path: z.object({ id: z.string() }),
  query: z.strictObject({ payment: z.string().max(64).optional() }),
} as const;

/** Of the payment that is named, else of the one paid last. Drawn for each call and kept nowhere: it says who paid. */
export const printOfficeFeeReceipt: Operation<typeof spec, ReceiptDependencies> = async (
  { identity, path, query },
  { store, links, catalogue, register, printer },
) => {
  const officer = authorityOf(register, identity);
  if (isRefusal(officer)) return officer;
  const record = await store.read(path.id);
  if (!record || !belongsTo(record.dossier, officer)) return refuse("dossier-not-found");
  const { dossier, person, intents } = record;
  const payment = receiptedPayment(intents, query.payment);
  if (!payment) return refuse("fee-receipt-not-found");
  const { code, version: number } = dossier.procedure;
  const [version, { trackingUrl }] = await Promise.all([catalogue.version(code, number), links.of(dossier)]);
  if (!version) throw new Error(`procedure ${code} has lost version ${number}`);
  const sheet = feeReceipt(payment, person.applicant, dossier.code, { version, register, trackingUrl });
  return attachment(await printer.pdf(sheet), `fee-receipt-${payment.receipt}.pdf`, CONTENT_TYPES.pdf);
};

export const handler = http(spec, receiptWiring, printOfficeFeeReceipt);
