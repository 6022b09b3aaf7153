import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { BatchGetCommand, QueryCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import type { Dossier } from "../../domain/dossiers/dossier.ts";
import type { Person } from "../../domain/dossiers/person.ts";
import type {
  ClaimOutcome,
  NoticeClaims,
  NoticeKey,
  NoticeStore,
  SentNotice,
  Told,
} from "../../domain/notifications/notice.ts";
import { bare, eventOf, type Item } from "./dossier-item.ts";
import { eventKey, GIVEN, headerKey, type Key, noticeKey, noticesPartition, personKey } from "./keys.ts";
import { givenReminder } from "./reminder-store.ts";
import type { Table } from "./table.ts";

/** Items that the table was too busy to hand out; the message comes again. */
class ReadIncomplete extends Error {
  override name = "ReadIncomplete";
}

const keyOf = ({ dossierId, outboxId, channel }: NoticeKey): Key => noticeKey(dossierId, outboxId, channel);

const refusedItem = (error: unknown): Record<string, unknown> | undefined => {
  if (!(error instanceof ConditionalCheckFailedException)) throw error;
  const old = error.Item as Record<string, { S?: string }> | undefined;
  return old && Object.fromEntries(Object.entries(old).map(([name, value]) => [name, value.S]));
};

/** Free to take: new, given up by a failure, or held by a worker whose lease has lapsed. */
const FREE = "attribute_not_exists(pk) OR #state = :failed OR (#state = :claimed AND leaseUntil < :at)";

const FREE_VALUES = { ":failed": "failed", ":claimed": "claimed" };

const SCHEMA = 1;

type Change = { set: string; condition: string; values: Record<string, unknown> };

/** Reserved words of DynamoDB are written `#word` in an expression. */
const namesOf = (...expressions: string[]): Record<string, string> =>
  Object.fromEntries((expressions.join(" ").match(/#\w+/g) ?? []).map((word) => [word, word.slice(1)]));

const update = (table: Table, key: NoticeKey, { set, condition, values }: Change): UpdateCommand =>
  new UpdateCommand({
    TableName: table.name,
    Key: keyOf(key),
    UpdateExpression: `SET ${set}`,
    ConditionExpression: condition,
    ExpressionAttributeNames: namesOf(set, condition),
    ExpressionAttributeValues: values,
    ReturnValues: "ALL_NEW",
    ReturnValuesOnConditionCheckFailure: "ALL_OLD",
  });

/** A change by the worker that holds the claim; another's is left alone. */
const whileClaimed = async (
  table: Table,
  key: NoticeKey,
  attempt: number,
  set: string,
  values: Record<string, unknown>,
): Promise<void> => {
  const condition = "#state = :claimed AND attempt = :attempt";
  try {
    await table.client.send(
      update(table, key, { set, condition, values: { ":claimed": "claimed", ":attempt": attempt, ...values } }),
    );
  } catch (error) {
    refusedItem(error);
  }
};

export const noticeClaims = (table: Table): NoticeClaims => ({
  claim: async (key, { at, leaseUntil }): Promise<ClaimOutcome> => {
    const set =
      "#state = :claimed, leaseUntil = :until, claimedAt = :at, attempt = if_not_exists(attempt, :none) + :one";
    const values = { ...FREE_VALUES, ":at": at, ":until": leaseUntil, ":none": 0, ":one": 1, ":schema": SCHEMA };
    try {
      const { Attributes } = await table.client.send(
        update(table, key, { set: `${set}, #schema = :schema`, condition: FREE, values }),
      );
      return { outcome: "claimed", attempt: Attributes?.attempt as number };
    } catch (error) {
      const held = refusedItem(error);
      if (held?.state !== "claimed") return { outcome: "settled" };
      return { outcome: "leased", until: String(held.leaseUntil) };
    }
  },

  markSent: (key, attempt, { at, providerMessageId, template }) =>
    whileClaimed(table, key, attempt, "#state = :sent, sentAt = :at, providerMessageId = :id, template = :template", {
      ":sent": "sent",
      ":at": at,
      ":id": providerMessageId,
      ":template": template,
    }),

  markFailed: (key, attempt, { at, error }) =>
    whileClaimed(table, key, attempt, "#state = :failed, failedAt = :at, lastError = :error", {
      ":failed": "failed",
      ":at": at,
      ":error": error,
    }),

  markSkipped: async (key, { at, reason }) => {
    const set = "#state = :skipped, skippedAt = :at, reason = :reason, #schema = :schema";
    const values = { ...FREE_VALUES, ":skipped": "skipped", ":at": at, ":reason": reason, ":schema": SCHEMA };
    try {
      await table.client.send(update(table, key, { set, condition: FREE, values }));
    } catch (error) {
      refusedItem(error);
    }
  },
});

export const noticeStore = (table: Table): NoticeStore => ({
  ...noticeClaims(table),

  readSubject: async ({ dossierId, commandId }) => {
    const Keys = [eventKey(dossierId, commandId), headerKey(dossierId), personKey(dossierId)];
    const answer = await table.client.send(
      new BatchGetCommand({ RequestItems: { [table.name]: { Keys, ConsistentRead: true } } }),
    );
    if (answer.UnprocessedKeys?.[table.name]) throw new ReadIncomplete();
    const items: Item[] = answer.Responses?.[table.name] ?? [];
    const [event, header, person] = Keys.map(({ pk, sk }) => items.find((item) => item.pk === pk && item.sk === sk));
    if (!event || !header) return undefined;
    return {
      event: eventOf(event),
      dossier: bare<Dossier>(header),
      person: person && bare<Person>(person),
    };
  },
});

const sentNotice = (item: Item): SentNotice => {
  const [outboxId = "", channel] = String(item.sk).split("#");
  const state = item.state as SentNotice["state"];
  const at = {
    claimed: item.claimedAt,
    sent: item.sentAt,
    failed: item.failedAt,
    skipped: item.skippedAt,
    delivered: item.deliveredAt,
    undelivered: item.bouncedAt,
  };
  return {
    outboxId,
    channel: channel as SentNotice["channel"],
    state,
    attempt: (item.attempt as number | undefined) ?? 0,
    at: at[state] as string,
    ...(item.reason === undefined ? {} : { reason: item.reason as NonNullable<SentNotice["reason"]> }),
  };
};

const byTime = (a: { at: string }, b: { at: string }): number => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0);

/**
 * The notices of a dossier, oldest first, and the reminders given of it, newest first: two a change of state and a few
 * for each clock, so one page holds them.
 */
export const toldOf =
  (table: Table) =>
  async (dossierId: string): Promise<Told> => {
    const { Items = [] } = await table.client.send(
      new QueryCommand({
        TableName: table.name,
        KeyConditionExpression: "pk = :pk",
        ExpressionAttributeValues: { ":pk": noticesPartition(dossierId) },
      }),
    );
    const isGiven = ({ sk }: Item): boolean => String(sk).startsWith(GIVEN);
    return {
      notices: Items.filter((item) => !isGiven(item))
        .map(sentNotice)
        .sort(byTime),
      reminders: Items.filter(isGiven).map(givenReminder).sort(byTime).reverse(),
    };
  };
