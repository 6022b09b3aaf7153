import * as z from "zod";
import { instantOf } from "../../domain/foundation/instant.ts";
import type { Receipt, ReceiptOutcome } from "../../domain/notifications/receipt.ts";
import { ReadTags } from "./ses-tags.ts";

/** A word of SES's; anything else is left out, for it could quote an address. */
const Word = z
  .string()
  .regex(/^[A-Za-z]{1,64}$/)
  .optional()
  .catch(undefined);
const At = z.iso.datetime({ offset: true });
const Mail = z.object({ timestamp: At, tags: ReadTags });

/**
 * `detail` of SES's events on the bus, source `aws.ses`, as far as it is read ("Contents of event data", SES developer
 * guide). Other kinds ("Send", "DeliveryDelay", "Open", …) are no last word.
 */
const Detail = z.discriminatedUnion("eventType", [
  z.object({ eventType: z.literal("Delivery"), mail: Mail, delivery: z.object({ timestamp: At }) }),
  z.object({
    eventType: z.literal("Bounce"),
    mail: Mail,
    bounce: z.object({
      timestamp: At,
      bounceType: z.enum(["Undetermined", "Permanent", "Transient"]),
      bounceSubType: Word,
    }),
  }),
  z.object({
    eventType: z.literal("Complaint"),
    mail: Mail,
    complaint: z.object({ timestamp: At }),
  }),
  /** A virus was found: SES took the mail and does not deliver it. */
  z.object({ eventType: z.literal("Reject"), mail: Mail }),
]);
type Detail = z.output<typeof Detail>;
type Bounce = Extract<Detail, { eventType: "Bounce" }>["bounce"];

const FINAL: ReadonlySet<unknown> = new Set(["Delivery", "Bounce", "Complaint", "Reject"]);

const Kind = z.object({ eventType: z.string() });

/**
 * SES reports a soft bounce only once it has given up: `Permanent` (its suppression lists among them) and `Transient`
 * (mailbox full, too large, content refused) end the mail. A person's automatic answer ("out of office") comes as
 * `Transient` `General` or `Undetermined`, of a mail that was delivered; a mail of which that is all that is heard and
 * that was not is found by the report that never comes.
 */
const isBounced = ({ bounceType, bounceSubType }: Bounce): boolean =>
  bounceType === "Permanent" ||
  (bounceType === "Transient" && bounceSubType !== undefined && bounceSubType !== "General");

type Said = { outcome: ReceiptOutcome; timestamp: string; words: (string | undefined)[] };

const saidBy = (event: Detail): Said | undefined => {
  switch (event.eventType) {
    case "Delivery":
      return { outcome: "delivered", timestamp: event.delivery.timestamp, words: [] };
    case "Complaint": {
      return { outcome: "complained", timestamp: event.complaint.timestamp, words: [] };
    }
    case "Reject":
      return { outcome: "bounced", timestamp: event.mail.timestamp, words: [] };
    case "Bounce": {
      const { timestamp, bounceType, bounceSubType } = event.bounce;
      return isBounced(event.bounce)
        ? { outcome: "bounced", timestamp, words: [bounceType, bounceSubType] }
        : undefined;
    }
  }
};

/**
 * The report in an event of Amazon SES; undefined for one that is not the last word, or of another's mail. A mail to
 * several has an event for each of them.
 */
export const sesReceipt = (detail: unknown): Receipt | undefined => {
  if (!FINAL.has(Kind.parse(detail).eventType)) return undefined;
  const event = Detail.parse(detail);
  const said = saidBy(event);
  const { tags } = event.mail;
  if (said === undefined || tags === undefined) return undefined;
  return {
    ...tags,
    outcome: said.outcome,
    at: instantOf(Date.parse(said.timestamp)),
    detail: [event.eventType, ...said.words].filter((word) => word !== undefined).join("_"),
  };
};
