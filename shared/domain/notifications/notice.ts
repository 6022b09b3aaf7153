import type { Dossier } from "../dossiers/dossier.ts";
import type { DossierEvent, OutboxMessage } from "../dossiers/event.ts";
import type { Person } from "../dossiers/person.ts";
import { type Instant, readable } from "../foundation/instant.ts";
import { readableVnd } from "../payments/money.ts";
import type { Filling } from "./placeholder.ts";
import { CODED, TEMPLATES, type TemplateName } from "./templates.ts";

export type NoticeChannel = "sms" | "email";

/** One notice: one event told to one person over one channel. */
export type NoticeKey = { dossierId: string; outboxId: string; channel: NoticeChannel };

/** Why nobody was told. A fact, not a fault: it is kept beside the dossier. */
export type SkipReason = "person-erased" | "not-wanted" | "no-address" | "address-unusable" | "no-template";

/** What a notice is about. The person is undefined once erased. */
export type NoticeSubject = { event: DossierEvent; dossier: Dossier; person: Person | undefined };

export type ClaimOutcome =
  | { outcome: "claimed"; attempt: number }
  /** Sent, or deliberately not sent: nothing is left to do. */
  | { outcome: "settled" }
  /** Another worker has it until then. */
  | { outcome: "leased"; until: Instant };

/**
 * Notices, each claimed before its provider is called, so that it is sent once. Every write names the attempt that
 * it belongs to: a worker whose lease has lapsed changes nothing any more.
 */
export type NoticeStore = {
  /** Event, header and person in one read; undefined where the event or the header is not there. */
  readSubject(message: OutboxMessage): Promise<NoticeSubject | undefined>;
  claim(key: NoticeKey, claim: { at: Instant; leaseUntil: Instant }): Promise<ClaimOutcome>;
  markSent(
    key: NoticeKey,
    attempt: number,
    sent: { at: Instant; providerMessageId: string; template: string },
  ): Promise<void>;
  markFailed(key: NoticeKey, attempt: number, failed: { at: Instant; error: string }): Promise<void>;
  markSkipped(key: NoticeKey, skipped: { at: Instant; reason: SkipReason }): Promise<void>;
};

/** What became of a notice, as officers see it beside the dossier. `at` is when it last changed. */
export type SentNotice = {
  outboxId: string;
  channel: NoticeChannel;
  state: "claimed" | "sent" | "failed" | "skipped";
  attempt: number;
  at: Instant;
  reason?: SkipReason;
};

/** Names for the ids that events carry; undefined for one that is not known. */
export type Names = {
  procedure(code: string, version: number): Promise<string | undefined>;
  unit(id: string, at: Instant): string | undefined;
  officer(sub: string): { name: string; title: string } | undefined;
};

/** The words that tell of an event; undefined where nobody is told of it. */
export const templateOf = (event: DossierEvent): TemplateName | undefined => {
  if (event.from === event.to) return undefined;
  if (event.to === "submitted" && event.from === "payment-due") return "submitted-paid";
  return Object.keys(TEMPLATES).find((name): name is TemplateName => name === event.to);
};

const text = (value: unknown): string | undefined => (typeof value === "string" && value !== "" ? value : undefined);

const instant = (value: unknown): string | undefined => {
  const found = text(value);
  return found === undefined ? undefined : readable(found);
};

const coded = <Words extends Record<string, string>>(words: Words, code: unknown): string | undefined =>
  typeof code === "string" ? words[code] : undefined;

/** The values that an event has for the placeholders; what it lacks is absent. */
export const fillingOf = async (
  { event, dossier, person }: NoticeSubject & { person: Person },
  names: Names,
  link: string,
): Promise<Filling> => {
  const words = CODED[person.language];
  const { facts } = event;
  const sub = event.officer ?? (event.actor.kind === "officer" ? event.actor.id : undefined);
  const officer = sub === undefined ? undefined : names.officer(sub);
  const values = {
    code: event.code,
    link,
    when: readable(event.at),
    due: instant(facts.dueAt ?? ("dueAt" in dossier ? dossier.dueAt : undefined)),
    acceptBy: instant(facts.acceptBy ?? ("acceptBy" in dossier ? dossier.acceptBy : undefined)),
    amount: typeof facts.amount === "number" ? readableVnd(facts.amount) : undefined,
    procedure: await names.procedure(dossier.procedure.code, dossier.procedure.version),
    agency: event.unit === undefined ? undefined : names.unit(event.unit, event.at),
    officer: officer?.name,
    officerTitle: officer?.title,
    name: person.applicant.fullName,
    reason: text(facts.reason),
    legalBasis: text(facts.legalBasis),
    outcome: coded(words.outcome, facts.outcome),
    method: coded(words.method, facts.method ?? dossier.delivery),
    trackingNumber: text(facts.trackingNumber),
  };
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
};
