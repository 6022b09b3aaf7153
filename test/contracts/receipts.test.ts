import { describe, expect, it } from "vitest";
import { sesReceipt } from "../../shared/adapters/email/ses-receipt.ts";
import { awsSmsReceipt } from "../../shared/adapters/sms/aws-sms-receipt.ts";

/** As SES's guide gives it ("Examples of event data"), with our tags beside its own. */
const mail = (tags: object = { reference: ["abc_3"], channel: ["email"] }) => ({
  timestamp: "2026-11-27T02:00:00.012Z",
  source: "Mot Cua <mot-cua@example.vn>",
  sendingAccountId: "111122223333",
  messageId: "EXAMPLE7c191be45-e9aedb9a",
  destination: ["lan@example.com"],
  headersTruncated: false,
  headers: [{ name: "To", value: "lan@example.com" }],
  commonHeaders: { to: ["lan@example.com"] },
  tags: { "ses:configuration-set": ["sample-notices"], "ses:caller-identity": ["deliver-email"], ...tags },
});
const AT = "2026-11-27T02:00:05.669Z";
const bounce = (bounceType: string, bounceSubType: string, recipient: object = {}) => ({
  eventType: "Bounce",
  bounce: {
    bounceType,
    bounceSubType,
    bouncedRecipients: [{ emailAddress: "lan@example.com", ...recipient }],
    timestamp: AT,
    feedbackId: "01000157c44f053b",
  },
  mail: mail(),
});
const FAILED = { action: "failed", status: "5.1.1", diagnosticCode: "smtp; 550 5.1.1 user unknown" };
const about = { reference: "abc:3", channel: "email", at: AT };

describe("an event of SES", () => {
  it("of a delivery is one", () => {
    const delivery = { timestamp: AT, processingTimeMillis: 546, recipients: ["lan@example.com"], smtpResponse: "250" };
    expect(sesReceipt({ eventType: "Delivery", delivery, mail: mail() })).toEqual({
      ...about,
      outcome: "delivered",
      detail: "Delivery",
    });
  });

  it.each([
    ["Permanent", "General", FAILED],
    ["Permanent", "NoEmail", FAILED],
    ["Permanent", "Suppressed", FAILED],
    ["Permanent", "OnAccountSuppressionList", {}],
    ["Transient", "MailboxFull", {}],
    ["Transient", "MessageTooLarge", {}],
    ["Transient", "ContentRejected", {}],
    ["Transient", "AttachmentRejected", {}],
  ])("of a bounce %s %s is its end", (type, subType, recipient) => {
    expect(sesReceipt(bounce(type, subType, recipient))).toEqual({
      ...about,
      outcome: "bounced",
      detail: `Bounce_${type}_${subType}`,
    });
  });

  it("of a person's automatic answer is no bounce, nor what cannot be told from one", () => {
    expect(sesReceipt(bounce("Transient", "General", FAILED))).toBeUndefined();
    expect(sesReceipt(bounce("Transient", "General"))).toBeUndefined();
    expect(sesReceipt(bounce("Undetermined", "Undetermined"))).toBeUndefined();
  });

  it("of a complaint is one, of a virus a bounce", () => {
    const complaint = { complainedRecipients: [], timestamp: AT, feedbackId: "1", complaintFeedbackType: "abuse" };
    expect(sesReceipt({ eventType: "Complaint", complaint, mail: mail() })).toEqual({
      ...about,
      outcome: "complained",
      detail: "Complaint",
    });
    expect(sesReceipt({ eventType: "Reject", reject: { reason: "Bad content" }, mail: mail() })).toEqual({
      ...about,
      at: "2026-11-27T02:00:00.012Z",
      outcome: "bounced",
      detail: "Reject",
    });
  });

  it("names a reminder to officers as it was sent", () => {
    const tags = { reference: ["abc_step-late_1767225600000"], channel: ["officer-email"] };
    const event = { eventType: "Delivery", delivery: { timestamp: AT }, mail: mail(tags) };
    expect(sesReceipt(event)).toMatchObject({ reference: "abc:step-late:1767225600000", channel: "officer-email" });
  });

  it("that is not the last word, or of another's mail, is none", () => {
    for (const eventType of ["Send", "DeliveryDelay", "Open", "Click", "Rendering Failure", "Subscription"])
      expect(sesReceipt({ eventType, mail: mail() })).toBeUndefined();
    for (const tags of [{ reference: [] }, { channel: ["fax"] }, { reference: ["a", "b"] }, { reference: ["a:1"] }])
      expect(
        sesReceipt({ eventType: "Delivery", delivery: { timestamp: AT }, mail: mail(tags) }),
        JSON.stringify(tags),
      ).toBeUndefined();
  });

  it("never lets an address into its word", () => {
    const complaint = { timestamp: AT, complaintFeedbackType: "lan@example.com" };
    expect(sesReceipt({ eventType: "Complaint", complaint, mail: mail() })?.detail).toBe("Complaint");
    expect(sesReceipt(bounce("Permanent", "lan@example.com"))?.detail).toBe("Bounce_Permanent");
  });

  it("of another form fails, so that it is seen", () => {
    expect(() => sesReceipt({ eventType: "Bounce", mail: mail() })).toThrow();
    expect(() => sesReceipt({ eventType: "Delivery", delivery: {}, mail: mail() })).toThrow();
    expect(() => sesReceipt(undefined)).toThrow();
  });
});

/** As the guide of AWS End User Messaging gives it ("Monitoring with EventBridge"). */
const text = (change: object = {}) => ({
  eventType: "TEXT_SUCCESSFUL",
  eventVersion: "1.0",
  eventTimestamp: Date.parse(AT),
  isFinal: true,
  originationPhoneNumber: "MotCua",
  destinationPhoneNumber: "+84912345678",
  isoCountryCode: "VN",
  messageId: "ed23196c-75ce-4727-93ee-7bf72b64998f",
  messageRequestTimestamp: Date.parse(AT) - 400,
  messageEncoding: "GSM",
  messageType: "TRANSACTIONAL",
  messageStatus: "SUCCESSFUL",
  context: { reference: "abc:3" },
  totalMessageParts: 1,
  totalMessagePrice: 0.06087,
  totalCarrierFee: 0,
  ...change,
});

describe("an event of AWS End User Messaging", () => {
  it.each(["TEXT_DELIVERED", "TEXT_SUCCESSFUL"])("%s is a delivery", (eventType) => {
    expect(awsSmsReceipt(text({ eventType }))).toEqual({
      reference: "abc:3",
      channel: "sms",
      outcome: "delivered",
      at: AT,
      detail: eventType,
    });
  });

  it.each([
    "BLOCKED",
    "CARRIER_BLOCKED",
    "CARRIER_UNREACHABLE",
    "INVALID",
    "INVALID_MESSAGE",
    "PROTECT_BLOCKED",
    "SPAM",
    "TTL_EXPIRED",
    "UNREACHABLE",
  ])("TEXT_%s is the end of the message", (status) => {
    const eventType = `TEXT_${status}`;
    expect(awsSmsReceipt(text({ eventType }))).toMatchObject({ outcome: "bounced", detail: eventType });
  });

  it("that is not the last word, knows nothing, or is of another's message, is none", () => {
    expect(awsSmsReceipt(text({ isFinal: false }))).toBeUndefined();
    for (const status of ["QUEUED", "PENDING", "SENT", "UNKNOWN", "SOMETHING_NEW"])
      expect(awsSmsReceipt(text({ eventType: `TEXT_${status}` }))).toBeUndefined();
    for (const context of [undefined, {}, { campaign: "1" }]) expect(awsSmsReceipt(text({ context }))).toBeUndefined();
  });

  it("of another form fails, so that it is seen", () => {
    for (const change of [{ eventTimestamp: AT }, { isFinal: "true" }, { eventType: "+84912345678" }])
      expect(() => awsSmsReceipt(text(change))).toThrow();
  });
});
