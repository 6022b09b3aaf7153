import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { PutCommand } from "@aws-sdk/lib-dynamodb";
import type { DayRoot, DayRootStore } from "../../domain/reporting/day-root.ts";
import { dayRootKey, rootsPartition } from "./keys.ts";
import { queryAll } from "./query-all.ts";
import type { Table } from "./table.ts";

const SCHEMA = 1;

export const dayRootStore = (table: Table): DayRootStore => ({
  ofMonth: async (month) => {
    const items = await queryAll(table, null, "pk", rootsPartition(month));
    return items.map(({ sk, events, root }) => ({ day: String(sk), events: Number(events), root: String(root) }));
  },

  keep: async ({ day, events, root }) => {
    try {
      await table.client.send(
        new PutCommand({
          TableName: table.name,
          Item: { ...dayRootKey(day), schema: SCHEMA, events, root },
          ConditionExpression: "attribute_not_exists(pk) OR root = :root",
          ExpressionAttributeValues: { ":root": root },
          ReturnValuesOnConditionCheckFailure: "ALL_OLD",
        }),
      );
      return undefined;
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException) || error.Item === undefined) throw error;
      const was: DayRoot = { day, events: Number(error.Item.events?.N), root: String(error.Item.root?.S) };
      return { was };
    }
  },
});
