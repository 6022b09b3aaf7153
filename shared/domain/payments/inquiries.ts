import { type Instant, instantOf, millisOf } from "../foundation/instant.ts";
import type { PaymentIntent } from "./intent.ts";

const MINUTE_MS = 60_000;

/** How long after its beginning the provider is asked about a payment that is still open. */
const INQUIRED_AFTER_MINUTES = [15, 60, 24 * 60];

/** When the provider is asked next about a payment, seen at `at`; undefined after the last time. */
export const nextInquiry = ({ createdAt }: Pick<PaymentIntent, "createdAt">, at: Instant): Instant | undefined =>
  INQUIRED_AFTER_MINUTES.map((minutes) => instantOf(millisOf(createdAt) + minutes * MINUTE_MS)).find(
    (inquiry) => inquiry > at,
  );

/** Providers tell times to the second, so what was paid at once may seem paid before it was asked for. */
const SECOND_MS = 1_000;

/**
 * The instant that a provider's word counts from when we had to ask for it: its own time of the payment, for the delay
 * is ours, where that can be; else now.
 */
export const heardWhenAsked = (
  paidAt: Instant | undefined,
  { createdAt }: Pick<PaymentIntent, "createdAt">,
  now: Instant,
): Instant =>
  paidAt !== undefined && paidAt <= now && millisOf(paidAt) > millisOf(createdAt) - SECOND_MS ? paidAt : now;
