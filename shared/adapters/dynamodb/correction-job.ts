import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import type { CorrectionJob, CorrectionJobStore } from "../../domain/working-time/correction-job.ts";
import { bare, itemOf } from "./dossier-item.ts";
import { correctionJobKey } from "./keys.ts";
import type { Table } from "./table.ts";

/** How far the published years are brought to the open dossiers: one item, written over the revision before it. */
export const correctionJobStore = ({ client, name }: Table): CorrectionJobStore => ({
  read: async () => {
    const { Item } = await client.send(
      new GetCommand({ TableName: name, Key: correctionJobKey, ConsistentRead: true }),
    );
    return Item ? bare<CorrectionJob>(Item) : undefined;
  },

  save: async (job) => {
    const condition =
      job.revision === 1
        ? { ConditionExpression: "attribute_not_exists(pk)" }
        : {
            ConditionExpression: "revision = :before",
            ExpressionAttributeValues: { ":before": job.revision - 1 },
          };
    try {
      await client.send(new PutCommand({ TableName: name, Item: itemOf(correctionJobKey, job), ...condition }));
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  },
});
