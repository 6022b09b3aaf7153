import type { Instant } from "../foundation/instant.ts";
import type { AwaitedEvent } from "./change-set.ts";
import type { OutboxMessage } from "./event.ts";

/** An event that somebody waits for, and the message by which it is handed on. */
export type AwaitedMessage = { message: OutboxMessage; event: AwaitedEvent };

/** Where an event stands among those that were not handed on. */
export type UnsentPlace = { at: Instant; dossierId: string; commandId: string };

/** One page of what still carries its outbox mark. `oldest` also counts what cannot be read any more. */
export type UnsentPage = { oldest: Instant | undefined; unsent: AwaitedMessage[]; next: UnsentPlace | null };

/**
 * The events of a shard that are older than an instant and not handed on, oldest first, by the index as it has them:
 * one that was handed on meanwhile is left out. `next` is where the page ended; null where it was the last.
 */
export type ReadUnsent = (
  shard: number,
  before: Instant,
  page: { limit: number; after: UnsentPlace | undefined },
) => Promise<UnsentPage>;
