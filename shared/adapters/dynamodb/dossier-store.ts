import { GetCommand, QueryCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import type { DossierStore } from "../../domain/dossiers/dossier-record.ts";
import type { DossierEvent } from "../../domain/dossiers/event.ts";
import { commitChange } from "./commit.ts";
import { bare, type Item, recordOf } from "./dossier-item.ts";
import { dayKey, dossierPartition, eventKey, eventsPartition } from "./keys.ts";
import type { Table } from "./table.ts";

/** A code's day counter is forgotten after this: no number of a past day is ever asked again. */
const DAY_COUNTER_SECONDS = 40 * 24 * 3600;

/** All items of one partition, read as they are now. */
const readPartition = async ({ client, name }: Table, pk: string): Promise<Item[]> => {
  const items: Item[] = [];
  let from: Item | undefined;
  do {
    const page = await client.send(
      new QueryCommand({
        TableName: name,
        KeyConditionExpression: "pk = :pk",
        ExpressionAttributeValues: { ":pk": pk },
        ConsistentRead: true,
        ...(from ? { ExclusiveStartKey: from } : {}),
      }),
    );
    items.push(...(page.Items ?? []));
    from = page.LastEvaluatedKey;
  } while (from);
  return items;
};

export const dossierStore = (table: Table): DossierStore => ({
  read: async (dossierId) => recordOf(await readPartition(table, dossierPartition(dossierId))),

  readEvent: async (dossierId, commandId) => {
    const { Item: item } = await table.client.send(
      new GetCommand({ TableName: table.name, Key: eventKey(dossierId, commandId), ConsistentRead: true }),
    );
    return item ? bare<DossierEvent>(item) : undefined;
  },

  readEvents: async (dossierId) =>
    (await readPartition(table, eventsPartition(dossierId)))
      .map((item) => bare<DossierEvent>(item))
      .filter(({ hash }) => hash !== "")
      .sort((a, b) => a.version - b.version),

  reserveNumber: async (agencyCode, day) => {
    const { Attributes } = await table.client.send(
      new UpdateCommand({
        TableName: table.name,
        Key: dayKey(agencyCode, day),
        UpdateExpression: "ADD #number :one SET expiresAt = if_not_exists(expiresAt, :expires)",
        ExpressionAttributeNames: { "#number": "number" },
        ExpressionAttributeValues: { ":one": 1, ":expires": Math.floor(Date.now() / 1000) + DAY_COUNTER_SECONDS },
        ReturnValues: "UPDATED_NEW",
      }),
    );
    return Attributes?.number as number;
  },

  commit: (change) => commitChange(table, change),
});
