import { DeleteCommand, PutCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import type { InquiryStore, PlannedInquiry } from "../../domain/payments/inquiry-store.ts";
import { type Item, itemOf } from "./dossier-item.ts";
import { inquiriesPartition, inquiryKey } from "./keys.ts";
import type { Table } from "./table.ts";

const inquiryOf = ({ sk }: Item): PlannedInquiry => {
  const [at = "", intentId = ""] = String(sk).split("#");
  return { at, intentId };
};

/** Sorts after every payment of an instant. */
const AFTER_ALL = "#~";

export const inquiryStore = ({ client, name }: Table): InquiryStore => ({
  due: async (shard, until, { limit, after }) => {
    const { Items = [], LastEvaluatedKey } = await client.send(
      new QueryCommand({
        TableName: name,
        KeyConditionExpression: "pk = :pk AND sk <= :until",
        ExpressionAttributeValues: { ":pk": inquiriesPartition(shard), ":until": `${until}${AFTER_ALL}` },
        ConsistentRead: true,
        Limit: limit,
        ...(after === undefined ? {} : { ExclusiveStartKey: inquiryKey(after.at, after.intentId) }),
      }),
    );
    return {
      inquiries: Items.map(inquiryOf),
      next: LastEvaluatedKey === undefined ? null : inquiryOf(LastEvaluatedKey),
    };
  },

  plan: async ({ at, intentId }) => {
    await client.send(new PutCommand({ TableName: name, Item: itemOf(inquiryKey(at, intentId), {}) }));
  },

  forget: async ({ at, intentId }) => {
    await client.send(new DeleteCommand({ TableName: name, Key: inquiryKey(at, intentId) }));
  },
});
