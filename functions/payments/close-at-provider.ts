import type { Instant } from "../../shared/domain/foundation/instant.ts";
import type { PaymentIntent, PaymentProvider } from "../../shared/domain/payments/intent.ts";
import { log } from "../boundary/log.ts";
import type { PaymentsDependencies } from "./dependencies.ts";
import { recordNotice } from "./record-notice.ts";

/**
 * Tells the provider that a payment was ended here, where it has a call for that, so that its page takes no money any
 * more. Money that it took before is what it answers, and is recorded. Where it does not answer, the reconciler asks.
 */
export const closeAtProvider = async (
  intent: PaymentIntent,
  { at, correlationId }: { at: Instant; correlationId: string },
  dependencies: PaymentsDependencies,
): Promise<void> => {
  const closed = await dependencies.providers[intent.provider as PaymentProvider]?.cancel?.(intent, at);
  if (closed?.answer === "told") await recordNotice(closed.notice, { at, heardAt: at, correlationId }, dependencies);
  if (closed?.answer === "unreachable")
    log.info("payment-not-closed", { correlationId, provider: intent.provider, reason: closed.why });
};
