import type { Instant } from "../../shared/domain/foundation/instant.ts";
import { isSettled } from "../../shared/domain/payments/fold.ts";
import { heardWhenAsked } from "../../shared/domain/payments/inquiries.ts";
import { type PaymentIntent, PaymentProvider } from "../../shared/domain/payments/intent.ts";
import { log } from "../boundary/log.ts";
import type { PaymentsDependencies } from "./dependencies.ts";
import { recordNotice } from "./record-notice.ts";

/**
 * What came of asking a provider. `settled`: it was not asked, its money is recorded. `recorded`: what it told was new
 * and is stored. `known`: it told nothing new, or what cannot be this payment. `unknown`: it never heard of the payment.
 * `unasked`: there is nobody to ask, which says nothing of whether the provider can be reached.
 */
export type Asked = "settled" | "recorded" | "known" | "unknown" | "unreachable" | "unasked";

const UNASKED: ReadonlySet<string> = new Set(["merchant", "not-offered"]);

/**
 * Asks the provider about a payment and stores what it says as if it had called. Whatever is not settled is asked about:
 * a payment that expired, failed, was held or cancelled may have been paid all the same. Throws where what was told could
 * not be stored.
 */
export const askProvider = async (
  intent: PaymentIntent,
  { at, correlationId }: { at: Instant; correlationId: string },
  dependencies: PaymentsDependencies,
): Promise<Asked> => {
  if (isSettled(intent.state)) return "settled";
  const provider = PaymentProvider.safeParse(intent.provider).data;
  const asked = provider && dependencies.providers[provider];
  const told = asked ? await asked.inquire(intent, at) : ({ answer: "unreachable", why: "not-offered" } as const);
  if (told.answer === "unreachable") {
    log.info("payment-inquiry-unanswered", { correlationId, provider: intent.provider, reason: told.why });
    if (UNASKED.has(told.why)) return "unasked";
  }
  if (told.answer !== "told") return told.answer;
  const { notice } = told;
  const arrival = { at, heardAt: heardWhenAsked(notice.paidAt, intent, at), correlationId };
  const { answer } = await recordNotice(notice, arrival, dependencies);
  log.info("payment-inquiry-answered", { correlationId, provider: intent.provider, answer });
  if (answer === "fault") throw new AnswerNotStored();
  return answer === "recorded" ? "recorded" : "known";
};

/** Others kept writing to the dossier: the provider is asked again. */
class AnswerNotStored extends Error {
  override name = "AnswerNotStored";
}
