import type { DossierEvent } from "../../domain/dossiers/event.ts";
import { eventOf } from "./dossier-item.ts";
import { eventsPartition } from "./keys.ts";
import { queryAll } from "./query-all.ts";
import type { Table } from "./table.ts";

/**
 * The chain of a dossier's events, in the order of their versions. What an officer's upload keeps beside them to know its
 * command again has no hash and is none of them.
 */
export const readEvents = async (table: Table, dossierId: string): Promise<DossierEvent[]> =>
  (await queryAll(table, null, "pk", eventsPartition(dossierId)))
    .map((item) => eventOf(item))
    .filter(({ hash }) => hash !== "")
    .sort((a, b) => a.version - b.version);
