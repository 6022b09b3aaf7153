import * as z from "zod";
import { CourtesyKind } from "../../shared/domain/reminders/reminder.ts";
import type { CourtesyMessage } from "./deliver-courtesy.ts";
import type { EventMessage } from "./deliver-notice.ts";

/** What travels on the queues of notices: ids, and how a message was handled so far. Each id becomes part of a key. */
const Id = z.string().min(1).max(200);

export const HANDLED = {
  /** When it was first put back. */
  since: z.iso.datetime({ precision: 3 }).optional(),
} as const;

export const EventMessageBody = z.strictObject({
  outboxId: Id,
  dossierId: Id,
  commandId: Id,
  ...HANDLED,
  /** The other way ended badly: this one is taken whether it was wanted or not. */
  fallback: z.literal(true).optional(),
}) satisfies z.ZodType<EventMessage>;

const CourtesyMessageBody = z.strictObject({
  outboxId: Id,
  dossierId: Id,
  kind: CourtesyKind,
  dueAt: z.iso.datetime({ precision: 3 }),
  ...HANDLED,
}) satisfies z.ZodType<CourtesyMessage>;

/** What travels to an applicant: of an event, or a courtesy. */
export const ApplicantMessageBody = z.union([EventMessageBody, CourtesyMessageBody]);
