import * as z from "zod";
import { inProvince } from "../../shared/domain/foundation/instant.ts";
import { CALLBACK_VERDICTS, type CallbackPlace, type CountedCallback } from "../../shared/domain/payments/callback.ts";
import { PaymentProvider } from "../../shared/domain/payments/intent.ts";

export const CallbackView = z.object({
  id: z.string(),
  provider: PaymentProvider,
  day: z.string(),
  verdict: z.enum(CALLBACK_VERDICTS),
  /** How often it came with this verdict. */
  copies: z.number().int(),
  at: z.string(),
  lastAt: z.string(),
  /** Longer than what is kept of a call: it cannot be replayed. */
  cut: z.boolean(),
});

/** The place of a call as one opaque id. */
export const callbackId = ({ provider, day, verdict, id }: CallbackPlace): string =>
  [provider, day, verdict, id].join(".");

const ID = /^(vnpay|payos|momo)\.(\d{4}-\d{2}-\d{2})\.([a-z-]+)\.([a-z0-9-]{1,40})$/;

/** The place that an id names; undefined where it cannot be one of ours. */
export const placeOf = (text: string): CallbackPlace | undefined => {
  const [, provider, day = "", verdict, id = ""] = ID.exec(text) ?? [];
  const known = CALLBACK_VERDICTS.find((one) => one === verdict);
  const of = PaymentProvider.options.find((one) => one === provider);
  return known && of ? { provider: of, day, verdict: known, id } : undefined;
};

export const callbackView = (kept: CountedCallback): z.infer<typeof CallbackView> => ({
  id: callbackId(kept),
  provider: kept.provider,
  day: kept.day,
  verdict: kept.verdict,
  copies: kept.copies,
  at: inProvince(kept.at),
  lastAt: inProvince(kept.lastAt),
  cut: kept.cut,
});
