import { GetCommand } from "@aws-sdk/lib-dynamodb";
import { DOSSIER_ID } from "../../domain/dossiers/dossier-id.ts";
import type { DossierStore } from "../../domain/dossiers/dossier-record.ts";
import { commitChange } from "./commit.ts";
import { reserveNumber } from "./day-counter.ts";
import { readEvents } from "./dossier-events.ts";
import { eventOf, type Item, recordOf } from "./dossier-item.ts";
import { dossierPartition, eventKey } from "./keys.ts";
import { queryAll } from "./query-all.ts";
import type { Table } from "./table.ts";

/** An id that cannot be one is not asked of the table: a key has its limits, and nothing is there. */
const itemsOf = async (table: Table, dossierId: string): Promise<Item[]> =>
  DOSSIER_ID.test(dossierId) ? queryAll(table, null, "pk", dossierPartition(dossierId)) : [];

export const dossierStore = (table: Table): DossierStore => ({
  read: async (dossierId) => recordOf(await itemsOf(table, dossierId)),

  readEvent: async (dossierId, commandId) => {
    if (!DOSSIER_ID.test(dossierId)) return undefined;
    const { Item: item } = await table.client.send(
      new GetCommand({ TableName: table.name, Key: eventKey(dossierId, commandId), ConsistentRead: true }),
    );
    return item ? eventOf(item) : undefined;
  },

  readEvents: async (dossierId) => (DOSSIER_ID.test(dossierId) ? readEvents(table, dossierId) : []),

  reserveNumber: (agencyCode, day, dossierId) => reserveNumber(table, agencyCode, day, dossierId),

  commit: (change) => commitChange(table, change),
});
