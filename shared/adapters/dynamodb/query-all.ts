import { QueryCommand } from "@aws-sdk/lib-dynamodb";
import type { Item } from "./dossier-item.ts";
import type { Table } from "./table.ts";

/** All items of one partition, however many pages they fill; of the table as they are now, of an index as it has them. */
export const queryAll = async (
  { client, name }: Table,
  index: string | null,
  attribute: string,
  value: string,
): Promise<Item[]> => {
  const items: Item[] = [];
  let from: Item | undefined;
  do {
    const page = await client.send(
      new QueryCommand({
        TableName: name,
        KeyConditionExpression: "#partition = :partition",
        ExpressionAttributeNames: { "#partition": attribute },
        ExpressionAttributeValues: { ":partition": value },
        ...(index === null ? { ConsistentRead: true } : { IndexName: index }),
        ...(from ? { ExclusiveStartKey: from } : {}),
      }),
    );
    items.push(...(page.Items ?? []));
    from = page.LastEvaluatedKey;
  } while (from);
  return items;
};
