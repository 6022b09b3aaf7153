import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { DeleteCommand, GetCommand, PutCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import type { Dossier } from "../../domain/dossiers/dossier.ts";
import { DOSSIER_ID } from "../../domain/dossiers/dossier-id.ts";
import { type GivenReminder, type ReminderKind, reminderName } from "../../domain/reminders/reminder.ts";
import type { Look, ReminderStore } from "../../domain/reminders/reminder-store.ts";
import { bare, type Item } from "./dossier-item.ts";
import { GIVEN, givenKey, headerKey, lookKey, noticesPartition, remindersPartition } from "./keys.ts";
import type { Table } from "./table.ts";

const SCHEMA = 1;

/** A reminder's record; its kind and its due instant stand in the key. */
export const givenReminder = ({ sk, at }: Item): GivenReminder => {
  const [, kind, dueAt] = String(sk).split("#");
  return { kind: kind as ReminderKind, dueAt: String(dueAt), at: String(at) };
};

const lookOf = ({ sk }: Item): Look => {
  const [at = "", dossierId = ""] = String(sk).split("#");
  return { at, dossierId };
};

/** Sorts after every dossier of an instant. */
const AFTER_ALL = "#~";

export const reminderStore = ({ client, name }: Table): ReminderStore => ({
  readDossier: async (dossierId) => {
    if (!DOSSIER_ID.test(dossierId)) return undefined;
    const { Item: item } = await client.send(
      new GetCommand({ TableName: name, Key: headerKey(dossierId), ConsistentRead: true }),
    );
    return item && bare<Dossier>(item);
  },

  given: async (dossierId) => {
    const { Items = [] } = await client.send(
      new QueryCommand({
        TableName: name,
        KeyConditionExpression: "pk = :pk AND begins_with(sk, :given)",
        ExpressionAttributeValues: { ":pk": noticesPartition(dossierId), ":given": GIVEN },
        ConsistentRead: true,
      }),
    );
    return Items.map(givenReminder);
  },

  plan: async ({ at, dossierId }) => {
    await client.send(new PutCommand({ TableName: name, Item: { ...lookKey(at, dossierId), schema: SCHEMA } }));
  },

  due: async (shard, until, { limit, after }) => {
    const { Items = [], LastEvaluatedKey } = await client.send(
      new QueryCommand({
        TableName: name,
        KeyConditionExpression: "pk = :pk AND sk <= :until",
        ExpressionAttributeValues: { ":pk": remindersPartition(shard), ":until": `${until}${AFTER_ALL}` },
        ConsistentRead: true,
        Limit: limit,
        ...(after === undefined ? {} : { ExclusiveStartKey: lookKey(after.at, after.dossierId) }),
      }),
    );
    return { looks: Items.map(lookOf), next: LastEvaluatedKey === undefined ? null : lookOf(LastEvaluatedKey) };
  },

  markGiven: async (dossierId, reminder) => {
    const item = { ...givenKey(dossierId, reminderName(reminder)), schema: SCHEMA, at: reminder.at };
    try {
      await client.send(
        new PutCommand({ TableName: name, Item: item, ConditionExpression: "attribute_not_exists(pk)" }),
      );
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
    }
  },

  forget: async ({ at, dossierId }) => {
    await client.send(new DeleteCommand({ TableName: name, Key: lookKey(at, dossierId) }));
  },
});
