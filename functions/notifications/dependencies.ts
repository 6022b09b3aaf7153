import type { OutboxMessage } from "../../shared/domain/dossiers/event.ts";

export type RelayDependencies = {
  /** One per consumer; each answers the places of the messages that it did not take. */
  queues: readonly ((messages: readonly OutboxMessage[]) => Promise<number[]>)[];
  clearOutbox: (dossierId: string, commandId: string) => Promise<void>;
};
