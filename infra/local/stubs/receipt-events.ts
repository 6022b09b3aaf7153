import { randomUUID } from "node:crypto";
import type { Echo, Message } from "./message-sink.ts";
import type { Fate } from "./simulator.ts";
import type { BusEvent } from "./stub.ts";

/** US dollars a part, as in the guide's example: no local message costs anything. */
const PRICE = 0.06087;

/** Parts of a text in GSM-7; each of several loses seven septets to what joins them. */
const partsOf = ({ length }: string): number => (length <= 160 ? 1 : Math.ceil(length / 153));

const smsStatus: Partial<Record<Fate, readonly [status: string, description: string]>> = {
  delivered: ["DELIVERED", "Message has been accepted by phone"],
  bounced: ["INVALID", "The destination phone number is invalid"],
};

/**
 * AWS End User Messaging: its event, member for member
 * (docs.aws.amazon.com/sms-voice/latest/userguide/monitor-event-bridge.html, …/configuration-sets-event-format.html).
 */
export const smsEvents = (message: Message, fate: Fate, echo: Echo): BusEvent[] => {
  const found = smsStatus[fate];
  if (found === undefined) return [];
  const [status, description] = found;
  return [
    {
      source: "aws.sms-voice",
      "detail-type": "Text Message Delivery Status Updated",
      detail: {
        eventType: `TEXT_${status}`,
        eventVersion: "1.0",
        eventTimestamp: Date.now(),
        isFinal: true,
        originationPhoneNumber: echo.sender,
        destinationPhoneNumber: message.to,
        isoCountryCode: "VN",
        isInternationalSend: false,
        messageId: message.id,
        messageRequestTimestamp: Date.parse(message.at),
        messageEncoding: "GSM",
        messageType: "TRANSACTIONAL",
        messageStatus: status,
        messageStatusDescription: description,
        context: echo.context,
        totalMessageParts: partsOf(message.body),
        totalMessagePrice: partsOf(message.body) * PRICE,
        totalCarrierFee: 0,
      },
    },
  ];
};

const UNKNOWN_USER = { action: "failed", status: "5.1.1", diagnosticCode: "smtp; 550 5.1.1 user unknown" };
const FULL = { action: "failed", status: "5.2.2", diagnosticCode: "smtp; 552 5.2.2 mailbox full" };
const WITHHELD = {
  action: "failed",
  status: "5.1.1",
  diagnosticCode: "Amazon SES did not send the message to this address because it is on the suppression list.",
};

/**
 * Amazon SES: its events, member for member but for the mail's headers
 * (docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html, the same `detail` on the bus). A
 * person's automatic answer comes as a bounce without a mail server's word. Of a mail of no configuration set there are none.
 */
export const sesEvents = (message: Message, fate: Fate, echo: Echo): BusEvent[] => {
  if (echo.tags === undefined) return [];
  const at = new Date().toISOString();
  const recipients = message.to.split(", ");
  const mail = {
    timestamp: message.at,
    source: echo.sender,
    sendingAccountId: "000000000000",
    messageId: message.id,
    destination: recipients,
    headersTruncated: false,
    headers: [],
    commonHeaders: { from: [echo.sender], to: recipients, messageId: message.id, subject: message.subject },
    tags: echo.tags,
  };
  const event = (detailType: string, detail: object): BusEvent => ({
    source: "aws.ses",
    "detail-type": detailType,
    detail: { ...detail, mail },
  });
  const delivery = () =>
    event("Email Delivered", {
      eventType: "Delivery",
      delivery: {
        timestamp: at,
        processingTimeMillis: Date.parse(at) - Date.parse(message.at),
        recipients,
        smtpResponse: "250 2.6.0 Message received",
        reportingMTA: "mta.example.com",
      },
    });
  const bounce = (bounceType: string, bounceSubType: string, why: object) =>
    event("Email Bounced", {
      eventType: "Bounce",
      bounce: {
        bounceType,
        bounceSubType,
        bouncedRecipients: recipients.map((emailAddress) => ({ emailAddress, ...why })),
        timestamp: at,
        feedbackId: randomUUID(),
        reportingMTA: "dsn; mta.example.com",
      },
    });
  const complaint = () =>
    event("Email Complaint Received", {
      eventType: "Complaint",
      complaint: {
        complainedRecipients: recipients.map((emailAddress) => ({ emailAddress })),
        timestamp: at,
        feedbackId: randomUUID(),
        complaintSubType: null,
        complaintFeedbackType: "abuse",
        arrivalDate: at,
      },
    });
  const byFate: Readonly<Record<Fate, () => BusEvent[]>> = {
    delivered: () => [delivery()],
    "automatic-answer": () => [delivery(), bounce("Transient", "General", {})],
    bounced: () => [bounce("Permanent", "General", UNKNOWN_USER)],
    "mailbox-full": () => [bounce("Transient", "MailboxFull", FULL)],
    suppressed: () => [bounce("Permanent", "Suppressed", WITHHELD)],
    withheld: () => [bounce("Permanent", "OnAccountSuppressionList", WITHHELD)],
    complained: () => (message.receipt === null ? [delivery(), complaint()] : [complaint()]),
    none: () => [],
  };
  return byFate[fate]();
};
