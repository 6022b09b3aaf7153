import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { GetCommand, PutCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import type { Mismatch } from "../../domain/payments/money-check/mismatch.ts";
import type { MoneyCheck, MoneyCheckStore } from "../../domain/payments/money-check/money-check.ts";
import { bare, type Item, itemOf } from "./dossier-item.ts";
import { MONEY_CHECKS, mismatchesPartition, mismatchKey, moneyCheckKey } from "./keys.ts";
import { queryAll } from "./query-all.ts";
import type { Table } from "./table.ts";

export const moneyCheckStore = (table: Table): MoneyCheckStore => {
  const { client, name } = table;
  /** Whether it was written where the condition holds. */
  const putWhere = async (item: Item, condition: object): Promise<boolean> => {
    try {
      await client.send(new PutCommand({ TableName: name, Item: item, ...condition }));
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  };
  const NOTHING_THERE = { ConditionExpression: "attribute_not_exists(pk)" };

  return {
    read: async (day) => {
      const { Item: item } = await client.send(
        new GetCommand({ TableName: name, Key: moneyCheckKey(day), ConsistentRead: true }),
      );
      return item && bare<MoneyCheck>(item);
    },

    save: (check) =>
      putWhere(
        itemOf(moneyCheckKey(check.day), check),
        check.revision === 1
          ? NOTHING_THERE
          : { ConditionExpression: "revision = :before", ExpressionAttributeValues: { ":before": check.revision - 1 } },
      ),

    note: (day, mismatch) => putWhere(itemOf(mismatchKey(day, mismatch), mismatch), NOTHING_THERE),

    count: async (day) => (await queryAll(table, null, "pk", mismatchesPartition(day))).length,

    mismatches: async (day, limit) => {
      const { Items = [] } = await client.send(
        new QueryCommand({
          TableName: name,
          KeyConditionExpression: "pk = :pk",
          ExpressionAttributeValues: { ":pk": mismatchesPartition(day) },
          ConsistentRead: true,
          Limit: limit,
        }),
      );
      return Items.map((item) => bare<Mismatch>(item));
    },

    list: async ({ limit, after }) => {
      const { Items = [], LastEvaluatedKey } = await client.send(
        new QueryCommand({
          TableName: name,
          KeyConditionExpression: "pk = :pk",
          ExpressionAttributeValues: { ":pk": MONEY_CHECKS },
          ScanIndexForward: false,
          Limit: limit,
          ...(after === undefined ? {} : { ExclusiveStartKey: moneyCheckKey(after) }),
        }),
      );
      return {
        items: Items.map((item) => bare<MoneyCheck>(item)),
        next: LastEvaluatedKey === undefined ? null : String(LastEvaluatedKey.sk),
      };
    },
  };
};
