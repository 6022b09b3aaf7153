import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { PutCommand } from "@aws-sdk/lib-dynamodb";
import type { HealthStore, ProviderHealth } from "../../domain/notifications/provider-health.ts";
import { bare } from "./dossier-item.ts";
import { providerKey, providersPartition } from "./keys.ts";
import { queryAll } from "./query-all.ts";
import type { Table } from "./table.ts";

const SCHEMA = 1;

export const healthStore = (table: Table): HealthStore => ({
  read: async (channel) =>
    (await queryAll(table, null, "pk", providersPartition(channel))).map((item) => bare<ProviderHealth>(item)),

  write: async (channel, before, after) => {
    try {
      await table.client.send(
        new PutCommand({
          TableName: table.name,
          Item: { ...providerKey(channel, after.provider), schema: SCHEMA, ...after },
          ...(before === undefined
            ? { ConditionExpression: "attribute_not_exists(pk)" }
            : {
                ConditionExpression: "changedAt = :changedAt AND rests = :rests",
                ExpressionAttributeValues: { ":changedAt": before.changedAt, ":rests": before.rests },
              }),
        }),
      );
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  },
});
