import * as z from "zod";
import { instantOf } from "../../domain/foundation/instant.ts";
import type { Receipt, ReceiptOutcome } from "../../domain/notifications/receipt.ts";

/**
 * What a final event says, by its type ("Event types for SMS, MMS, and voice", AWS End User Messaging user guide). The
 * carrier's word that it has the message is the last that comes from many countries, so it counts as delivered.
 * `TEXT_UNKNOWN` is no word on the message: AWS says it after 72 hours without one.
 */
const OUTCOMES: Readonly<Record<string, ReceiptOutcome>> = {
  TEXT_DELIVERED: "delivered",
  TEXT_SUCCESSFUL: "delivered",
  TEXT_BLOCKED: "bounced",
  TEXT_CARRIER_BLOCKED: "bounced",
  TEXT_CARRIER_UNREACHABLE: "bounced",
  TEXT_INVALID: "bounced",
  TEXT_INVALID_MESSAGE: "bounced",
  TEXT_PROTECT_BLOCKED: "bounced",
  TEXT_SPAM: "bounced",
  TEXT_TTL_EXPIRED: "bounced",
  TEXT_UNREACHABLE: "bounced",
};

/** `detail` of "Text Message Delivery Status Updated", source `aws.sms-voice`, as far as it is read. */
const Detail = z.object({
  eventType: z.string().regex(/^[A-Z_]{1,64}$/),
  isFinal: z.boolean(),
  /** Milliseconds since the epoch. */
  eventTimestamp: z.int().positive(),
  context: z.object({ reference: z.string().min(1).max(200).optional() }).optional(),
});

/** The report in an event of AWS End User Messaging; undefined for one that is not the last word, or of another's message. */
export const awsSmsReceipt = (detail: unknown): Receipt | undefined => {
  const { eventType, isFinal, eventTimestamp, context } = Detail.parse(detail);
  const outcome = OUTCOMES[eventType];
  const reference = context?.reference;
  if (!isFinal || outcome === undefined || reference === undefined) return undefined;
  return { reference, channel: "sms", outcome, at: instantOf(eventTimestamp), detail: eventType };
};
