import * as z from "zod";
import { CourtesyKind, OfficerReminderKind } from "../reminders/reminder.ts";

/** How often a dead letter may go back to its queue: what failed so often needs a person, not another try. */
export const MOST_REDRIVES = 3;

/** What travels on the queues of notices: ids, and how a message was handled so far. Each id becomes part of a key. */
const Id = z.string().min(1).max(200);

const Instant = z.iso.datetime({ precision: 3 });

const HANDLED = {
  outboxId: Id,
  dossierId: Id,
  /** When it was first put back. */
  since: Instant.optional(),
  /** How often it was put back: of copies, the newest goes on. */
  turn: z.int().min(0).optional(),
  /** How often it came back from the dead letters; absent before the first time. */
  redrives: z.int().min(0).max(MOST_REDRIVES).optional(),
} as const;

/** One event to be told, over the channel of the queue. */
export const EventMessage = z.strictObject({
  ...HANDLED,
  commandId: Id,
  /** The other way ended badly: this one is taken whether it was wanted or not. */
  fallback: z.literal(true).optional(),
});
export type EventMessage = z.infer<typeof EventMessage>;

/** One reminder, or request, to an applicant, over the channel of the queue. */
export const CourtesyMessage = z.strictObject({ ...HANDLED, kind: CourtesyKind, dueAt: Instant });
export type CourtesyMessage = z.infer<typeof CourtesyMessage>;

/** What travels to an applicant. */
export const ApplicantMessage = z.union([EventMessage, CourtesyMessage]);
export type ApplicantMessage = z.infer<typeof ApplicantMessage>;

/** One reminder to officers. */
export const OfficerMessage = z.strictObject({ ...HANDLED, kind: OfficerReminderKind, dueAt: Instant });
export type OfficerMessage = z.infer<typeof OfficerMessage>;

/** What all of them carry. */
export type NoticeMessage = Pick<EventMessage, keyof typeof HANDLED>;

/** An event of the account's bus: by whom, of what kind, and its detail as its source made it. */
export const BusEvent = z.looseObject({
  source: z.string(),
  "detail-type": z.string(),
  detail: z.unknown(),
  redrives: HANDLED.redrives,
});
export type BusEvent = z.infer<typeof BusEvent>;
