import * as z from "zod";
import { own, ownerOf } from "../../shared/domain/dossiers/ownership.ts";
import { isRefusal, refuse } from "../../shared/domain/foundation/refusal.ts";
import { feeReceipt, receiptedPayment } from "../../shared/domain/slips/fee-receipt.ts";
import { CONTENT_TYPES } from "../../shared/domain/slips/prints.ts";
import { http, type Operation } from "../boundary/http.ts";
import { attachment } from "../boundary/reply.ts";
import type { ReceiptDependencies } from "./dependencies.ts";
import { receiptWiring } from "./wiring.ts";

export const spec = {
  route: "GET /v1/dossiers/{id}/slips/fee-receipt",
  summary: { vi: "Biên lai thu phí, lệ phí của hồ sơ", en: "The fee receipt of one's own dossier" },
  identity: "citizen",
  path: z.object({ id: z.string() }),
  query: z.strictObject({ payment: z.string().max(64).optional() }),
} as const;

/** Of the payment that is named, else of the one paid last. Drawn for each call and kept nowhere: it says who paid. */
export const printFeeReceipt: Operation<typeof spec, ReceiptDependencies> = async (
  { identity, path, query },
  { store, links, catalogue, register, printer },
) => {
  const record = own(await store.read(path.id), ownerOf(identity));
  if (isRefusal(record)) return record;
  const { dossier, person, intents } = record;
  const payment = receiptedPayment(intents, query.payment);
  if (dossier.state === "draft" || !payment) return refuse("fee-receipt-not-found");
  const [version, { trackingUrl }] = await Promise.all([
    catalogue.version(dossier.procedure.code, dossier.procedure.version),
    links.of(dossier),
  ]);
  if (!version) return refuse("dossier-not-found");
  const sheet = feeReceipt(payment, person.applicant, dossier.code, { version, register, trackingUrl });
  return attachment(await printer.pdf(sheet), `fee-receipt-${payment.receipt}.pdf`, CONTENT_TYPES.pdf);
};

export const handler = http(spec, receiptWiring, printFeeReceipt);
