import * as z from "zod";
import type { DossierStore } from "../../shared/domain/dossiers/dossier-record.ts";
import { type Instant, inProvince } from "../../shared/domain/foundation/instant.ts";
import {
  dossierOfPayment,
  IntentState,
  type PaymentIntent,
  PaymentMethod,
  shownState,
} from "../../shared/domain/payments/intent.ts";

export const PaymentView = z.object({
  id: z.string(),
  reference: z.string(),
  provider: PaymentMethod,
  amount: z.number().int(),
  state: IntentState,
  createdAt: z.string(),
  expiresAt: z.string(),
  providerReference: z.string().optional(),
  paidAt: z.string().optional(),
  /** What has been given back so far. */
  refunded: z.number().int().optional(),
});

export const paymentView = (intent: PaymentIntent, at: Instant): z.infer<typeof PaymentView> => ({
  id: intent.id,
  reference: intent.reference,
  provider: intent.provider,
  amount: intent.amount,
  state: shownState(intent, at),
  createdAt: inProvince(intent.createdAt),
  expiresAt: inProvince(intent.expiresAt),
  ...(intent.providerReference === undefined ? {} : { providerReference: intent.providerReference }),
  ...(intent.paidAt === undefined ? {} : { paidAt: inProvince(intent.paidAt) }),
  ...(intent.refunded ? { refunded: intent.refunded } : {}),
});

/** A payment as it stands after a command. Throws where it is gone, which nothing can bring about. */
export const shownPayment = async ({ read }: Pick<DossierStore, "read">, id: string, at: Instant) => {
  const record = await read(dossierOfPayment(id) ?? "");
  const intent = record?.intents.find((one) => one.id === id);
  if (!intent) throw new Error("a payment is gone");
  return { status: 200, body: paymentView(intent, at) };
};
