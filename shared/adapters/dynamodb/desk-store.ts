import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { DeleteCommand, GetCommand, PutCommand, QueryCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import type { Person } from "../../domain/dossiers/person.ts";
import type { Called, DeskStore, DeskTask } from "../../domain/notifications/desk.ts";
import type { Item } from "./dossier-item.ts";
import { batchGet } from "./dossier-lists.ts";
import { deskOf, INDEX, type Key, noticeKey, personKey } from "./keys.ts";
import { noticeOf } from "./notice-store.ts";
import type { Table } from "./table.ts";

const SCHEMA = 2;

type Told = { dossierId: string; outboxId: string };

const keyOf = ({ dossierId, outboxId }: Told): Key => noticeKey(dossierId, outboxId, "phone");

const taskOf = ({ pk, sk, unit, commandId, code, what, putAt }: Item): DeskTask => ({
  dossierId: String(pk).slice("NOTICES#".length),
  outboxId: String(sk).slice(0, String(sk).lastIndexOf("#")),
  commandId: String(commandId),
  unit: String(unit),
  code: String(code),
  what: String(what),
  at: String(putAt),
});

/** The call that was made; undefined while it waits. */
const calledOf = ({ state, changedAt, calledBy, reason, completedBy }: Item): { called?: Called } =>
  state === "waiting"
    ? {}
    : {
        called: {
          at: String(changedAt),
          by: String(calledBy),
          outcome: reason as Called["outcome"],
          completedBy: completedBy as Called["completedBy"],
        },
      };

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
export const deskStore = (table: Table): DeskStore => {
  const { client, name } = table;
  return {
    put: async ({ dossierId, outboxId, commandId, unit, code, what, at }) => {
      const Item = {
        ...keyOf({ dossierId, outboxId }),
        schema: SCHEMA,
        state: "waiting",
        attempt: 0,
        changedAt: at,
        putAt: at,
        commandId,
        unit,
        code,
        what,
        unitKey: deskOf(unit),
        unitSort: `${at}#${outboxId}`,
      };
      await went(
        client.send(new PutCommand({ TableName: name, Item, ConditionExpression: "attribute_not_exists(pk)" })),
      );
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
      return Item && { ...taskOf(Item), ...calledOf(Item) };
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

    facts: async (tasks) => {
      const waysOf = ({ dossierId, outboxId }: DeskTask): Key[] =>
        (["sms", "email"] as const).map((channel) => noticeKey(dossierId, outboxId, channel));
      const people = [...new Set(tasks.map(({ dossierId }) => dossierId))].map(personKey);
      const [persons, ways] = await Promise.all([
        batchGet(table, people, "pk, sk, applicant.fullName, applicant.phone"),
        batchGet(table, tasks.flatMap(waysOf)),
      ]);
      return tasks.map((task) => {
        const person = persons.find(({ pk }) => pk === personKey(task.dossierId).pk);
        const keys = waysOf(task);
        const tried = ways.filter((way) => keys.some(({ pk, sk }) => way.pk === pk && way.sk === sk)).map(noticeOf);
        return { applicant: person ? ((person.applicant ?? {}) as Person["applicant"]) : null, tried };
      });
    },

    complete: (told, { at, by, outcome, completedBy }) =>
      went(
        client.send(
          new UpdateCommand({
            TableName: name,
            Key: keyOf(told),
            UpdateExpression:
              "SET #state = :state, changedAt = :at, calledBy = :by, completedBy = :completedBy, attempt = :one, reason = :reason REMOVE unitKey, unitSort",
            ...WAITS,
            ExpressionAttributeValues: {
              ":waiting": "waiting",
              ":state": outcome === "reached" ? "delivered" : "undelivered",
              ":at": at,
              ":by": by,
              ":completedBy": completedBy,
              ":one": 1,
              ":reason": outcome,
            },
          }),
        ),
      ),
  };
};

/** A place in a unit's list: `<at>#<outboxId>`; the dossier's id stands before the outbox id's colon. */
const startKey = (unit: string, place: string): Item => {
  const outboxId = place.slice(place.indexOf("#") + 1);
  const dossierId = outboxId.slice(0, outboxId.indexOf(":"));
  return { unitKey: deskOf(unit), unitSort: place, ...keyOf({ dossierId, outboxId }) };
};
