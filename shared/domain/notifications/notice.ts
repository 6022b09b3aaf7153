import type { Dossier } from "../dossiers/dossier.ts";
import type { DossierEvent, OutboxMessage } from "../dossiers/event.ts";
import type { Person } from "../dossiers/person.ts";
import type { Instant } from "../foundation/instant.ts";
import type { GivenReminder } from "../reminders/reminder.ts";

/** To the applicant by either; to officers, a reminder, by mail alone. */
export type NoticeChannel = "sms" | "email" | "officer-email";

/** One notice: one event told to one person, or one reminder to officers, over one channel. */
export type NoticeKey = { dossierId: string; outboxId: string; channel: NoticeChannel };

/** Why nobody was told. A fact, not a fault: it is kept beside the dossier. */
export type SkipReason =
  | "person-erased"
  | "not-wanted"
  | "no-address"
  | "address-unusable"
  | "no-template"
  | "no-longer-due";

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
export type NoticeClaims = {
  claim(key: NoticeKey, claim: { at: Instant; leaseUntil: Instant }): Promise<ClaimOutcome>;
  markSent(
    key: NoticeKey,
    attempt: number,
    sent: { at: Instant; providerMessageId: string; template: string },
  ): Promise<void>;
  markFailed(key: NoticeKey, attempt: number, failed: { at: Instant; error: string }): Promise<void>;
  markSkipped(key: NoticeKey, skipped: { at: Instant; reason: SkipReason }): Promise<void>;
};

export type NoticeStore = NoticeClaims & {
  /** Event, header and person in one read; undefined where the event or the header is not there. */
  readSubject(message: OutboxMessage): Promise<NoticeSubject | undefined>;
};

/** What became of a notice, as officers see it beside the dossier. `at` is when it last changed. */
export type SentNotice = {
  outboxId: string;
  channel: NoticeChannel;
  state: "claimed" | "sent" | "failed" | "skipped" | "delivered" | "undelivered";
  attempt: number;
  at: Instant;
  reason?: SkipReason;
};

/** All that was told of a dossier: its notices, oldest first, and the reminders given to officers, newest first. */
export type Told = { notices: SentNotice[]; reminders: GivenReminder[] };
