import type { DossierEvent } from "../../shared/domain/dossiers/event.ts";
import { type ReminderTemplate, TEMPLATES, type TemplateName } from "../../shared/domain/notifications/templates.ts";

/** The event that each template tells of; the reminders' are those that they come back to. */
export const EVENTS: Record<TemplateName, Partial<DossierEvent>> = {
  "payment-due": {
    what: "dossier-submitted",
    from: "draft",
    to: "payment-due",
    facts: { amount: 650_000 },
    changed: { answerBy: "2026-12-02T02:00:00.000Z" },
  },
  submitted: {
    what: "dossier-submitted",
    from: "draft",
    to: "submitted",
    facts: { acceptBy: "2026-11-23T09:30:00.000Z" },
  },
  "submitted-paid": { what: "payment-confirmed", from: "payment-due", to: "submitted", facts: { amount: 650_000 } },
  "accepted-payment-due": {
    what: "dossier-accepted",
    from: "submitted",
    to: "payment-due",
    facts: { amount: 650_000 },
    changed: { answerBy: "2026-12-02T02:00:00.000Z" },
  },
  "payment-requested": {
    what: "payment-requested",
    from: "processing",
    to: "payment-due",
    facts: { amount: 20_000 },
    changed: { answerBy: "2026-12-02T02:00:00.000Z" },
  },
  "payment-received": { what: "payment-confirmed", from: "payment-due", to: "processing", facts: { amount: 20_000 } },
  "supplement-requested": {
    what: "supplement-requested",
    from: "accepted",
    to: "awaiting-supplement",
    facts: {},
    changed: { answerBy: "2026-12-22T16:59:59.000Z" },
  },
  "supplement-answered": { what: "supplement-answered", from: "awaiting-supplement", to: "accepted", facts: {} },
  extended: {
    what: "dossier-extended",
    from: "processing",
    to: "processing",
    facts: { previousDueAt: "2026-12-07T02:00:00.000Z", dueAt: "2026-12-14T02:00:00.000Z" },
  },
  "due-corrected": {
    what: "dates-corrected",
    from: "processing",
    to: "processing",
    facts: { previousDueAt: "2027-02-05T02:00:00.000Z", dueAt: "2027-02-15T02:00:00.000Z" },
    changed: { dueAt: "2027-02-15T02:00:00.000Z" },
  },
  "acceptance-corrected": {
    what: "dates-corrected",
    from: "submitted",
    to: "submitted",
    facts: { previousAcceptBy: null, acceptBy: "2027-02-15T02:00:00.000Z" },
    changed: { acceptBy: "2027-02-15T02:00:00.000Z" },
  },
  stopped: { what: "dossier-stopped", from: "processing", to: "stopped", facts: { reason: "decided" } },
  "stopped-unpaid": { what: "dossier-stopped", from: "payment-due", to: "stopped", facts: { reason: "unpaid" } },
  "stopped-lapsed": {
    what: "dossier-stopped",
    from: "awaiting-supplement",
    to: "stopped",
    facts: { reason: "lapsed" },
  },
  withdrawn: { what: "dossier-withdrawn", from: "submitted", to: "withdrawn", facts: {} },
  accepted: {},
  refused: {
    what: "dossier-refused",
    from: "submitted",
    to: "refused",
    facts: {},
  },
  processing: { what: "dossier-assigned", from: "accepted", to: "processing", facts: {} },
  resolved: {
    what: "dossier-decided",
    from: "processing",
    to: "resolved",
    facts: { outcome: "granted", number: "12" },
  },
  "resolved-denied": {
    what: "dossier-decided",
    from: "processing",
    to: "resolved",
    facts: { outcome: "denied", number: null },
  },
  returned: {
    what: "result-returned",
    from: "resolved",
    to: "returned",
    facts: { method: "counter", trackingNumber: null },
  },
  posted: {
    what: "result-returned",
    from: "resolved",
    to: "returned",
    facts: { method: "post", trackingNumber: "EB123456789VN" },
  },
  "refund-completed": {
    what: "refund-completed",
    from: "returned",
    to: "returned",
    facts: { reference: "abc", refund: "abc", provider: "vnpay", amount: 650_000, state: "refunded" },
  },
  "answer-soon-supplement": {
    what: "supplement-requested",
    from: "accepted",
    to: "awaiting-supplement",
    facts: {},
    changed: { answerBy: "2026-12-22T16:59:59.000Z" },
  },
  "answer-soon-payment": {
    what: "payment-requested",
    from: "processing",
    to: "payment-due",
    facts: { amount: 20_000 },
    changed: { answerBy: "2026-12-02T02:00:00.000Z" },
  },
  "rating-asked": {
    what: "result-returned",
    from: "resolved",
    to: "returned",
    facts: { method: "online", trackingNumber: null },
  },
};

const REMINDERS: ReadonlySet<TemplateName> = new Set<ReminderTemplate>([
  "answer-soon-supplement",
  "answer-soon-payment",
  "rating-asked",
]);

const TEMPLATE_NAMES = Object.keys(TEMPLATES) as TemplateName[];
/** Those that an event asks for. */
export const EVENT_TEMPLATES = TEMPLATE_NAMES.filter((name) => !REMINDERS.has(name));
export const EVERY_NOTICE = TEMPLATE_NAMES.flatMap((name) =>
  (["vi", "en"] as const).map((language) => [name, language] as const),
);
