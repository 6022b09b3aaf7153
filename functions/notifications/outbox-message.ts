import * as z from "zod";
import type { OutboxMessage } from "../../shared/domain/dossiers/event.ts";
import { MOST_REDRIVES } from "../../shared/domain/notifications/dead-letter.ts";

/** What travels on the queues of notices: ids only. Each id becomes part of a key. */
const Id = z.string().min(1).max(200);

export const OutboxMessageBody = z.strictObject({
  outboxId: Id,
  dossierId: Id,
  commandId: Id,
  /** How often it came back from the dead letters; absent before the first time. */
  redrives: z.int().min(0).max(MOST_REDRIVES).optional(),
}) satisfies z.ZodType<OutboxMessage>;
