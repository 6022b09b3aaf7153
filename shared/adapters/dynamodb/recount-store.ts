import { GetCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import type { Recount, RecountStore } from "../../domain/reporting/check-figures.ts";
import { recountKey } from "./keys.ts";
import type { Table } from "./table.ts";

/** The last recount, or the one under way; that it was asked for is forgotten once it begins. */
export const recountStore = ({ client, name }: Table): RecountStore => ({
  read: async () => {
    const { Item } = await client.send(new GetCommand({ TableName: name, Key: recountKey, ConsistentRead: true }));
    return { recount: (Item?.recount ?? null) as Recount | null, askedAt: (Item?.askedAt ?? null) as string | null };
  },
  ask: async (at) => {
    await client.send(
      new UpdateCommand({
        TableName: name,
        Key: recountKey,
        UpdateExpression: "SET askedAt = :at",
        ExpressionAttributeValues: { ":at": at },
      }),
    );
  },
  save: async (recount) => {
    await client.send(
      new UpdateCommand({
        TableName: name,
        Key: recountKey,
        UpdateExpression: `SET recount = :recount${recount.finishedAt === null ? " REMOVE askedAt" : ""}`,
        ExpressionAttributeValues: { ":recount": recount },
      }),
    );
  },
});
