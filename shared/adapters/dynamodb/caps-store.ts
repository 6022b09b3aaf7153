import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { millisOf, provinceDate } from "../../domain/foundation/instant.ts";
import type { CapsStore } from "../../domain/notifications/caps.ts";
import { capKey } from "./keys.ts";
import type { Table } from "./table.ts";

const SCHEMA = 1;

/** Forgotten after this: no courtesy of a past day is ever counted again. */
const FORGOTTEN_AFTER_SECONDS = 3 * 24 * 3600;

export const capsStore = ({ client, name }: Table): CapsStore => ({
  take: async (capped, { outboxId, at, cap }) => {
    try {
      await client.send(
        new UpdateCommand({
          TableName: name,
          Key: capKey(provinceDate(at), capped),
          UpdateExpression: "SET #schema = :schema, expiresAt = if_not_exists(expiresAt, :expires) ADD ids :ids",
          ConditionExpression: "attribute_not_exists(ids) OR size(ids) < :cap OR contains(ids, :id)",
          ExpressionAttributeNames: { "#schema": "schema" },
          ExpressionAttributeValues: {
            ":schema": SCHEMA,
            ":expires": Math.floor(millisOf(at) / 1000) + FORGOTTEN_AFTER_SECONDS,
            ":ids": new Set([outboxId]),
            ":id": outboxId,
            ":cap": cap,
          },
        }),
      );
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  },
});
