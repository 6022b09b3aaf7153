import type { OutboxMessage } from "../../shared/domain/dossiers/event.ts";

/** What the relay knows of an event, to tell who waits for it. */
export type RelayedEvent = { code?: string | undefined; from: string | null; to: string; what: string };

export type RelayDependencies = {
  /** One per consumer, with the events that it waits for; each answers the places of the messages that it did not take. */
  queues: readonly {
    wants: (event: RelayedEvent) => boolean;
    put: (messages: readonly OutboxMessage[]) => Promise<number[]>;
  }[];
  clearOutbox: (dossierId: string, commandId: string) => Promise<void>;
};
