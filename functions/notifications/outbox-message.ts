import * as z from "zod";
import type { OutboxMessage } from "../../shared/domain/dossiers/event.ts";

/** What travels on the queues of notices: ids only. Each id becomes part of a key. */
const Id = z.string().min(1).max(200);

export const OutboxMessageBody = z.strictObject({
  outboxId: Id,
  dossierId: Id,
  commandId: Id,
}) satisfies z.ZodType<OutboxMessage>;
