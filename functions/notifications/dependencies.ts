import type { AwaitedEvent } from "../../shared/domain/dossiers/change-set.ts";
import type { OutboxMessage } from "../../shared/domain/dossiers/event.ts";
import type { ReadUnsent } from "../../shared/domain/dossiers/unsent-event.ts";

export type RelayDependencies = {
  /** One per consumer, with the events that it waits for; each answers the places of the messages that it did not take. */
  queues: readonly {
    wants: (event: AwaitedEvent) => boolean;
    put: (messages: readonly OutboxMessage[]) => Promise<number[]>;
  }[];
  clearOutbox: (dossierId: string, commandId: string) => Promise<void>;
};

export type SweepDependencies = RelayDependencies & { readUnsent: ReadUnsent };
