import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { eventKey } from "./keys.ts";
import type { Table } from "./table.ts";

/**
 * Takes the mark of an unsent event off it, the one thing of an event that ever changes; its hash does not cover it.
 * An event that is not there any more needs nothing.
 */
export const clearOutbox =
  (table: Table) =>
  async (dossierId: string, commandId: string): Promise<void> => {
    try {
      await table.client.send(
        new UpdateCommand({
          TableName: table.name,
          Key: eventKey(dossierId, commandId),
          UpdateExpression: "REMOVE outbox",
          ConditionExpression: "attribute_exists(pk)",
        }),
      );
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
    }
  };
