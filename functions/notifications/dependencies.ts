import type { AwaitedEvent } from "../../shared/domain/dossiers/change-set.ts";
import type { OutboxMessage } from "../../shared/domain/dossiers/event.ts";
import type { ReadUnsent } from "../../shared/domain/dossiers/unsent-event.ts";
import type { Instant } from "../../shared/domain/foundation/instant.ts";
import type { ReadReport } from "../../shared/domain/notifications/read-report.ts";
import type { Receipt } from "../../shared/domain/notifications/receipt.ts";

export type RelayDependencies = {
  /** One per consumer, with the events that it waits for; each answers the places of the messages that it did not take. */
  queues: readonly {
    wants: (event: AwaitedEvent) => boolean;
    put: (messages: readonly OutboxMessage[]) => Promise<number[]>;
  }[];
  clearOutbox: (dossierId: string, commandId: string) => Promise<void>;
};

/** Of what eSMS calls. */
export type EsmsReportDependencies = {
  readReport: (report: { token: string; rawQuery: string; at: Instant }) => Promise<ReadReport>;
  /** Stores what became of the message; the same receipt again, and one of a message that is settled, change nothing. */
  recordReceipt: (receipt: Receipt) => Promise<void>;
};
export type SweepDependencies = RelayDependencies & { readUnsent: ReadUnsent };
