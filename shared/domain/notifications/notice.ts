import type { Dossier } from "../dossiers/dossier.ts";
import type { DossierEvent, EventName, OutboxMessage } from "../dossiers/event.ts";
import type { Person } from "../dossiers/person.ts";
import type { Instant } from "../foundation/instant.ts";
import type { GivenReminder, ReminderKind } from "../reminders/reminder.ts";
import type { ProviderName } from "./message-provider.ts";

/** The ways to an applicant that need no officer. */
export type ApplicantChannel = "sms" | "email";
/** To the applicant by either, or by an officer's call where both ended badly; to officers, a reminder, by mail alone. */
export type NoticeChannel = ApplicantChannel | "phone" | "officer-email";

export const otherChannel = (channel: ApplicantChannel): ApplicantChannel => (channel === "sms" ? "email" : "sms");

/** One notice: one event told to one person, or one reminder, over one channel. */
export type NoticeKey = { dossierId: string; outboxId: string; channel: NoticeChannel };

/** What a notice tells of: an event, or what officers are reminded of. */
export type ToldOf = EventName | ReminderKind;

/** Why nobody was told. A fact, not a fault: it is kept beside the dossier. */
export type SkipReason =
  | "person-erased"
  | "not-wanted"
  | "no-address"
  | "address-unusable"
  | "no-template"
  | "no-longer-due"
  /** A later reminder of the same thing says it better. */
  | "superseded"
  /** As many courtesies as a day may bring. */
  | "capped";

/** Why a notice never arrived. */
export type UndeliveredReason =
  /** Its provider refuses its recipient or its words for good. */
  | "refused"
  | "bounced"
  /** Taken by the provider, and no report of it came in time. */
  | "no-receipt"
  /** Every provider failed for as long as one goes on trying. */
  | "given-up"
  /** An officer called and reached nobody. */
  | "not-reached";

export type NoticeState =
  /** A worker has it, until its lease ends. */
  | "claimed"
  /** It will be tried again. */
  | "failed"
  /** A provider took it. */
  | "sent"
  | "delivered"
  | "undelivered"
  /** Nobody knows whether a provider took it, and it is not sent again. */
  | "unconfirmed"
  | "skipped"
  /** An officer is to call. */
  | "waiting";

/** What became of a notice. `at` is when it last changed. */
export type Notice = {
  outboxId: string;
  channel: NoticeChannel;
  state: NoticeState;
  attempt: number;
  at: Instant;
  /** When it was first tried. */
  since?: Instant;
  leaseUntil?: Instant;
  /** Who was called last. */
  provider?: ProviderName;
  /** How often its message was put back: of copies, the newest goes on. */
  turn?: number;
  /** Attempts of which nobody knows whether they sent a message: as many more of it may have arrived. */
  doubts: number;
  /** Who must be asked about the last attempt before it is sent again. */
  doubtful?: ProviderName;
  reason?: SkipReason | UndeliveredReason;
  /** The event it tells of; none of a reminder. */
  commandId?: string;
  /** What it tells of; unknown of those written before it was kept. */
  what?: ToldOf;
};

/** What a notice is about, and what became of it so far on the way that was asked for. The person is undefined once erased. */
export type NoticeSubject = {
  event: DossierEvent;
  dossier: Dossier;
  person: Person | undefined;
  notice: Notice | undefined;
};

/** What a courtesy is about, as the dossier stands now, and what became of it so far on the way that was asked for. */
export type CourtesySubject = Omit<NoticeSubject, "event">;

/**
 * Notices, each claimed before its provider is called, so that it is sent once. Every write names the attempt that
 * it belongs to: a worker whose lease has lapsed changes nothing any more.
 */
export type NoticeClaims = {
  read(key: NoticeKey): Promise<Notice | undefined>;
  /** Takes a notice that stands as it was read (`before`); false where somebody else was faster. */
  claim(
    key: NoticeKey,
    before: Notice | undefined,
    claim: {
      at: Instant;
      /** When it was first tried, or first put back. */
      since: Instant;
      leaseUntil: Instant;
      provider: ProviderName;
      doubts: number;
      what: ToldOf;
      commandId?: string;
    },
  ): Promise<boolean>;
  markSent(
    key: NoticeKey,
    attempt: number,
    /** Where no report has come by `receiptBy`, it counts as not delivered. */
    sent: { at: Instant; providerMessageId: string; template: string; receiptBy: Instant | undefined },
  ): Promise<void>;
  markFailed(
    key: NoticeKey,
    attempt: number,
    /** `doubtful` where nobody knows whether that provider took it. */
    failed: { at: Instant; error: string; turn: number; doubtful?: ProviderName; doubts?: number },
  ): Promise<void>;
  /** No provider is awake: it is to be tried again, as it stands. */
  markHeld(
    key: NoticeKey,
    before: Notice | undefined,
    held: { at: Instant; since: Instant; turn: number; what: ToldOf; commandId?: string },
  ): Promise<void>;
  markUnconfirmed(
    key: NoticeKey,
    attempt: number,
    unconfirmed: { at: Instant; template: string; receiptBy: Instant | undefined },
  ): Promise<void>;
  markUndelivered(key: NoticeKey, attempt: number, ended: { at: Instant; reason: UndeliveredReason }): Promise<void>;
  markSkipped(key: NoticeKey, skipped: { at: Instant; reason: SkipReason; what: ToldOf }): Promise<void>;
};

export type NoticeStore = NoticeClaims & {
  /** Event, header, person and notice over one channel in one read; undefined where event or header is not there. */
  readSubject(
    message: Pick<OutboxMessage, "dossierId" | "outboxId" | "commandId">,
    channel: ApplicantChannel,
  ): Promise<NoticeSubject | undefined>;
  /** The same of a courtesy, that no event tells of; undefined where the header is not there. */
  readCourtesy(
    message: Pick<OutboxMessage, "dossierId" | "outboxId">,
    channel: ApplicantChannel,
  ): Promise<CourtesySubject | undefined>;
};

/** All that was told of a dossier: its notices, oldest first, and the reminders given of it, newest first. */
export type Told = { notices: Notice[]; reminders: GivenReminder[] };
