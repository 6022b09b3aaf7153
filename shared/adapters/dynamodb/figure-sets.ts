import { GetCommand } from "@aws-sdk/lib-dynamodb";
import type { FigureSets } from "../../domain/reporting/statistics-store.ts";
import { setsKey } from "./keys.ts";
import type { Table } from "./table.ts";

/** The set that is counted into from the first event on; until a rebuild nothing is written of it. */
const FIRST: FigureSets = { current: 1, next: null };

export const readSets = async ({ client, name }: Table): Promise<FigureSets> => {
  const { Item } = await client.send(new GetCommand({ TableName: name, Key: setsKey, ConsistentRead: true }));
  return Item === undefined ? FIRST : { current: Item.current as number, next: (Item.next as number | null) ?? null };
};
