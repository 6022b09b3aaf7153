import * as z from "zod";
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
