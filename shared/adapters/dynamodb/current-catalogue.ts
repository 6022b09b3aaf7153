import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import type { Instant } from "../../domain/foundation/instant.ts";
import { itemOf } from "./dossier-item.ts";
import { currentCatalogueKey } from "./keys.ts";
import type { Table } from "./table.ts";

/** Which public object is current. The sequence rises by one with each that becomes it. */
export type CurrentCatalogue = { object: string; sequence: number; compiledAt: Instant };

/** As the table has it now: an answer that lags behind would add to how long a publication takes. */
export const readCurrent = async ({ client, name }: Table): Promise<CurrentCatalogue | undefined> => {
  const { Item } = await client.send(
    new GetCommand({ TableName: name, Key: currentCatalogueKey, ConsistentRead: true }),
  );
  return Item
    ? { object: String(Item.object), sequence: Number(Item.sequence), compiledAt: String(Item.compiledAt) }
    : undefined;
};

/** Makes an object current where the one before it still is. Whether it did. */
export const makeCurrent = async (
  { client, name }: Table,
  before: CurrentCatalogue | undefined,
  next: { object: string; compiledAt: Instant },
): Promise<boolean> => {
  const Item = itemOf(currentCatalogueKey, { ...next, sequence: (before?.sequence ?? 0) + 1 });
  const condition = before
    ? { ConditionExpression: "#sequence = :before", ExpressionAttributeValues: { ":before": before.sequence } }
    : { ConditionExpression: "attribute_not_exists(#sequence)" };
  try {
    await client.send(
      new PutCommand({ TableName: name, Item, ExpressionAttributeNames: { "#sequence": "sequence" }, ...condition }),
    );
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
};
