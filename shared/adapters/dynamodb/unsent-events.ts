import { BatchGetCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import type { AwaitedMessage, ReadUnsent, UnsentPlace } from "../../domain/dossiers/unsent-event.ts";
import type { Instant } from "../../domain/foundation/instant.ts";
import { eventOf, type Item } from "./dossier-item.ts";
import { eventKey, eventsPartition, INDEX, type Key } from "./keys.ts";
import type { Table } from "./table.ts";

/** What of an event says who waits for it, and whether somebody still does. */
const READ = ["pk", "sk", "version", "what", "from", "to", "changed", "codeKey", "outbox"];

const EVENTS = eventsPartition("");

const placeOf = ({ at, pk, sk }: Item): UnsentPlace => ({
  at: String(at) as Instant,
  dossierId: String(pk).slice(EVENTS.length),
  commandId: String(sk),
});

const awaitedMessageOf = (item: Item): AwaitedMessage => {
  const event = eventOf(item);
  const { dossierId, commandId, version } = event;
  return { message: { outboxId: `${dossierId}:${version}`, dossierId, commandId }, event };
};

const MOST_READS = 3;

/** The events by their keys, as they are now. What DynamoDB does not hand out is left to the next run. */
const eventsAt = async ({ client, name }: Table, keys: Key[]): Promise<Item[]> => {
  const found: Item[] = [];
  let wanted: Item[] = keys;
  for (let read = 0; wanted.length > 0 && read < MOST_READS; read += 1) {
    const { Responses, UnprocessedKeys } = await client.send(
      new BatchGetCommand({
        RequestItems: {
          [name]: {
            Keys: wanted,
            ConsistentRead: true,
            ProjectionExpression: READ.map((_, place) => `#${place}`).join(", "),
            ExpressionAttributeNames: Object.fromEntries(READ.map((member, place) => [`#${place}`, member])),
          },
        },
      }),
    );
    found.push(...(Responses?.[name] ?? []));
    wanted = UnprocessedKeys?.[name]?.Keys ?? [];
  }
  return found;
};

/** Asks the index for the partition of one shard, so that what others keep in it under other names is never seen. */
export const unsentEvents =
  (table: Table): ReadUnsent =>
  async (shard, before, { limit, after }) => {
    const { Items = [], LastEvaluatedKey } = await table.client.send(
      new QueryCommand({
        TableName: table.name,
        IndexName: INDEX.byOutbox,
        KeyConditionExpression: "outbox = :shard AND #at < :before",
        ExpressionAttributeNames: { "#at": "at" },
        ExpressionAttributeValues: { ":shard": String(shard), ":before": before },
        Limit: limit,
        ...(after === undefined
          ? {}
          : {
              ExclusiveStartKey: {
                ...eventKey(after.dossierId, after.commandId),
                outbox: String(shard),
                at: after.at,
              },
            }),
      }),
    );
    const marked = Items.map(placeOf);
    const keys = marked.map(({ dossierId, commandId }) => eventKey(dossierId, commandId));
    const events = (await eventsAt(table, keys)).filter(({ outbox }) => outbox !== undefined).map(awaitedMessageOf);
    const nameOf = ({ dossierId, commandId }: Pick<UnsentPlace, "dossierId" | "commandId">) =>
      `${dossierId} ${commandId}`;
    const byName = new Map(events.map((awaited) => [nameOf(awaited.message), awaited] as const));
    const standing = marked.filter((place) => byName.has(nameOf(place)));
    return {
      oldest: standing[0]?.at,
      unsent: standing.map((place) => byName.get(nameOf(place)) as AwaitedMessage),
      next: LastEvaluatedKey === undefined ? null : placeOf(LastEvaluatedKey),
    };
  };
