import { BatchGetCommand, TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import { eventKey, headerKey, type Key, noticeKey, personKey } from "../../shared/adapters/dynamodb/keys.ts";
import { openTable } from "../../shared/adapters/dynamodb/table.ts";
import { awsSms, openSms } from "../../shared/adapters/sms/aws-sms.ts";
import { messageOf, SENDER } from "./told-changes.ts";

const BATCH = 10;
const { send } = awsSms(openSms(), SENDER);
const { client, name } = openTable(String(process.env.TABLE_NAME));
const SMS = {
  to: "+84912345678",
  body: "HS 000.00.04.H40-261122-0001 da duoc tiep nhan",
  wording: "accepted.vi.1",
  encoding: "gsm-7",
  parts: 1,
} as const;

const keysOf = (nth: number): Key[] => {
  const { dossierId, outboxId, commandId } = messageOf(nth);
  return [
    eventKey(dossierId, commandId),
    headerKey(dossierId),
    personKey(dossierId),
    noticeKey(dossierId, outboxId, "sms"),
  ];
};

const written = async (batch: readonly number[], state: string, attempt: number): Promise<void> => {
  const TransactItems = batch.map((nth) => ({
    Update: {
      TableName: name,
      Key: keysOf(nth)[3],
      UpdateExpression: "SET #state = :state, attempt = :attempt, provider = :provider",
      ConditionExpression: "attribute_not_exists(pk) OR attempt < :attempt",
      ExpressionAttributeNames: { "#state": "state" },
      ExpressionAttributeValues: { ":state": state, ":attempt": attempt, ":provider": "aws-sms" },
    },
  }));
  await client.send(new TransactWriteCommand({ TransactItems }));
};

/** What ten messages at a time cost at the least: one read, one write, the calls, one write. */
const withTable = async (calls: number, from: number): Promise<void> => {
  for (let at = from; at < from + calls; at += BATCH) {
    const batch = Array.from({ length: Math.min(BATCH, from + calls - at) }, (_, place) => at + place);
    const RequestItems = { [name]: { Keys: batch.flatMap(keysOf), ConsistentRead: true } };
    await client.send(new BatchGetCommand({ RequestItems }));
    await written(batch, "claimed", 1);
    await Promise.all(batch.map((nth) => send(SMS, `floor:${nth}`)));
    await written(batch, "sent", 2);
  }
};

/** Calls of the provider, ten in flight: alone, or with the bare calls of the table for the changes `from` there on. */
export const handler = async ({ calls, from }: { calls: number; from?: number }): Promise<void> => {
  if (from !== undefined) return withTable(calls, from);
  let left = calls;
  const one = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      await send(SMS, `floor:${left}`);
    }
  };
  await Promise.all(Array.from({ length: BATCH }, one));
};
