import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { DeleteCommand, GetCommand, PutCommand, QueryCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import type { DeskStore, DeskTask } from "../../domain/notifications/desk.ts";
import type { Item } from "./dossier-item.ts";
import { deskOf, INDEX, type Key, noticeKey } from "./keys.ts";
import type { Table } from "./table.ts";

const SCHEMA = 2;

type Told = { dossierId: string; outboxId: string };

const keyOf = ({ dossierId, outboxId }: Told): Key => noticeKey(dossierId, outboxId, "phone");

const taskOf = ({ pk, sk, unitKey, commandId, code, what, changedAt }: Item): DeskTask => ({
  dossierId: String(pk).slice("NOTICES#".length),
  outboxId: String(sk).slice(0, String(sk).lastIndexOf("#")),
  commandId: String(commandId),
  unit: String(unitKey).slice(deskOf("").length),
  code: String(code),
  what: String(what),
  at: String(changedAt),
});

const WAITS = { ExpressionAttributeNames: { "#state": "state" }, ConditionExpression: "#state = :waiting" };

/** Whether a write went through: where its condition did not hold, nothing was to be done. */
const went = async (write: Promise<unknown>): Promise<boolean> => {
  try {
    await write;
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
};

/** A call is a notice of the channel `phone`; while it waits, it stands in the index of its unit. */
export const deskStore = ({ client, name }: Table): DeskStore => ({
  put: async ({ dossierId, outboxId, commandId, unit, code, what, at }) => {
    const Item = {
      ...keyOf({ dossierId, outboxId }),
      schema: SCHEMA,
      state: "waiting",
      attempt: 0,
      changedAt: at,
      commandId,
      code,
      what,
      unitKey: deskOf(unit),
      unitSort: `${at}#${outboxId}`,
    };
    await went(client.send(new PutCommand({ TableName: name, Item, ConditionExpression: "attribute_not_exists(pk)" })));
  },

  drop: async (told) => {
    const values = { ":waiting": "waiting" };
    await went(
      client.send(
        new DeleteCommand({ TableName: name, Key: keyOf(told), ...WAITS, ExpressionAttributeValues: values }),
      ),
    );
  },

  read: async (told) => {
    const { Item } = await client.send(new GetCommand({ TableName: name, Key: keyOf(told), ConsistentRead: true }));
    return Item?.state === "waiting" ? taskOf(Item) : undefined;
  },

  list: async (unit, { limit, after }) => {
    const { Items = [], LastEvaluatedKey } = await client.send(
      new QueryCommand({
        TableName: name,
        IndexName: INDEX.byUnit,
        KeyConditionExpression: "unitKey = :unit",
        ExpressionAttributeValues: { ":unit": deskOf(unit) },
        Limit: limit,
        ...(after === undefined ? {} : { ExclusiveStartKey: startKey(unit, after) }),
      }),
    );
    return {
      tasks: Items.map(taskOf),
      next: LastEvaluatedKey === undefined ? null : String(LastEvaluatedKey.unitSort),
    };
  },

  complete: (told, { at, by, outcome }) =>
    went(
      client.send(
        new UpdateCommand({
          TableName: name,
          Key: keyOf(told),
          UpdateExpression:
            "SET #state = :state, changedAt = :at, calledBy = :by, attempt = :one, reason = :reason REMOVE unitKey, unitSort",
          ...WAITS,
          ExpressionAttributeValues: {
            ":waiting": "waiting",
            ":state": outcome === "reached" ? "delivered" : "undelivered",
            ":at": at,
            ":by": by,
            ":one": 1,
            ":reason": outcome,
          },
        }),
      ),
    ),
});

/** A place in a unit's list: `<at>#<outboxId>`; the dossier's id stands before the outbox id's colon. */
const startKey = (unit: string, place: string): Item => {
  const outboxId = place.slice(place.indexOf("#") + 1);
  const dossierId = outboxId.slice(0, outboxId.indexOf(":"));
  return { unitKey: deskOf(unit), unitSort: place, ...keyOf({ dossierId, outboxId }) };
};
