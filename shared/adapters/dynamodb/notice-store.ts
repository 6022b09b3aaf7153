import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import {
  BatchGetCommand,
  GetCommand,
  QueryCommand,
  TransactWriteCommand,
  UpdateCommand,
  type UpdateCommandInput,
} from "@aws-sdk/lib-dynamodb";
import type { Dossier } from "../../domain/dossiers/dossier.ts";
import type { Person } from "../../domain/dossiers/person.ts";
import type {
  CourtesySubject,
  Notice,
  NoticeClaims,
  NoticeKey,
  NoticeStore,
  Told,
} from "../../domain/notifications/notice.ts";
import { bare, eventOf, type Item } from "./dossier-item.ts";
import { gathered } from "./gathered.ts";
import { eventKey, GIVEN, headerKey, inReceipts, type Key, noticeKey, noticesPartition, personKey } from "./keys.ts";
import { givenReminder } from "./reminder-store.ts";
import type { Table } from "./table.ts";

/** Items that the table was too busy to hand out; the message comes again. */
class ReadIncomplete extends Error {
  override name = "ReadIncomplete";
}

const keyOf = ({ dossierId, outboxId, channel }: NoticeKey): Key => noticeKey(dossierId, outboxId, channel);

/** Free to be marked as skipped: new, to be tried again, or held by a worker whose lease has lapsed. */
const FREE = "attribute_not_exists(pk) OR #state = :failed OR (#state = :claimed AND leaseUntil < :at)";

const SCHEMA = 2;

type Change = { set: string; remove?: string; condition: string; values: Record<string, unknown> };

/** Reserved words of DynamoDB are written `#word` in an expression. */
const namesOf = (...expressions: string[]): Record<string, string> =>
  Object.fromEntries((expressions.join(" ").match(/#\w+/g) ?? []).map((word) => [word, word.slice(1)]));

type Update = UpdateCommandInput & { UpdateExpression: string; Key: Key };

const updateOf = (table: Table, key: NoticeKey, { set, remove, condition, values }: Change): Update => {
  const expression = `SET ${set}, #schema = :schema${remove === undefined ? "" : ` REMOVE ${remove}`}`;
  return {
    TableName: table.name,
    Key: keyOf(key),
    UpdateExpression: expression,
    ConditionExpression: condition,
    ExpressionAttributeNames: namesOf(expression, condition),
    ExpressionAttributeValues: { ...values, ":schema": SCHEMA },
  };
};

type ChangeNotice = (key: NoticeKey, change: Change) => Promise<boolean>;

/** As many messages as a queue hands out at once. */
const MOST_AT_ONCE = 10;
/** Providers answer the calls of one batch within so many milliseconds of each other, mostly. */
const TOGETHER_MS = 3;

/**
 * Changes a notice where it stands as expected; false where it does not. Those of one batch go to the table in one
 * transaction: a call of each would cost the worker more than all else that it does for a notice.
 */
const changing = (table: Table): ChangeNotice => {
  const change = gathered<Update, boolean>({
    most: MOST_AT_ONCE,
    waitMs: TOGETHER_MS,
    keyOf: ({ Key }) => `${Key.pk}\n${Key.sk}`,
    together: async (updates) => {
      const TransactItems = updates.map((Update) => ({ Update }));
      await table.client.send(new TransactWriteCommand({ TransactItems }));
      return updates.map(() => true);
    },
    alone: async (update) => {
      try {
        await table.client.send(new UpdateCommand(update));
        return true;
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return false;
        throw error;
      }
    },
  });
  return (key, wanted) => change(updateOf(table, key, wanted));
};

/** A change by the worker that holds the claim, at an instant; another's is left alone. */
const whileClaimed = async (
  change: ChangeNotice,
  key: NoticeKey,
  attempt: number,
  changedAt: string,
  values: Record<string, unknown>,
): Promise<void> => {
  const given = Object.entries({ ...values, changedAt }).filter(([, value]) => value !== undefined);
  await change(key, {
    set: given.map(([name]) => `#${name} = :${name}`).join(", "),
    condition: "#state = :claimed AND attempt = :attempt",
    values: {
      ":claimed": "claimed",
      ":attempt": attempt,
      ...Object.fromEntries(given.map(([name, value]) => [`:${name}`, value])),
    },
  });
};

export const noticeOf = (item: Item): Notice => {
  const [outboxId = "", channel] = String(item.sk).split("#");
  const state = item.state as Notice["state"];
  const optional = ["since", "leaseUntil", "provider", "doubtful", "reason", "commandId", "what", "turn"] as const;
  return {
    outboxId,
    channel: channel as Notice["channel"],
    state,
    attempt: (item.attempt as number | undefined) ?? 0,
    // The first schema had an instant of its own for each state.
    at: (item.changedAt ?? item[`${state}At`]) as string,
    doubts: (item.doubts as number | undefined) ?? 0,
    ...Object.fromEntries(optional.flatMap((name) => (item[name] === undefined ? [] : [[name, item[name]]]))),
  };
};

/** Its place among those whose report is waited for. */
const watched = ({ dossierId }: NoticeKey, receiptBy: string | undefined) =>
  receiptBy === undefined ? {} : inReceipts(dossierId, receiptBy);

/** It stands as it was read. */
const asRead = (before: Notice | undefined): string =>
  before === undefined
    ? "attribute_not_exists(pk)"
    : "#state = :state AND (attempt = :before OR attribute_not_exists(attempt))";
const readValues = (before: Notice | undefined) =>
  before === undefined ? {} : { ":state": before.state, ":before": before.attempt };

export const noticeClaims = (table: Table): NoticeClaims => {
  const change = changing(table);
  return {
    read: async (key) => {
      const { Item } = await table.client.send(
        new GetCommand({ TableName: table.name, Key: keyOf(key), ConsistentRead: true }),
      );
      return Item && noticeOf(Item);
    },

    claim: (key, before, { at, since, leaseUntil, provider, doubts, what, commandId }) => {
      const set = [
        "#state = :claimed, changedAt = :at, leaseUntil = :until, attempt = :attempt, provider = :provider",
        "since = if_not_exists(since, :since), doubts = :doubts, what = :what",
        ...(commandId === undefined ? [] : ["commandId = :commandId"]),
      ].join(", ");
      return change(key, {
        set,
        remove: "doubtful, reason",
        condition: asRead(before),
        values: {
          ":claimed": "claimed",
          ":at": at,
          ":since": since,
          ":until": leaseUntil,
          ":attempt": (before?.attempt ?? 0) + 1,
          ":provider": provider,
          ":doubts": doubts,
          ":what": what,
          ...(commandId === undefined ? {} : { ":commandId": commandId }),
          ...readValues(before),
        },
      });
    },

    markSent: (key, attempt, { at, receiptBy, ...sent }) =>
      whileClaimed(change, key, attempt, at, { state: "sent", ...sent, ...watched(key, receiptBy) }),

    markFailed: (key, attempt, { at, error, ...failed }) =>
      whileClaimed(change, key, attempt, at, { state: "failed", lastError: error, ...failed }),

    markHeld: async (key, before, { at, since, turn, what, commandId }) => {
      const named = commandId === undefined ? "" : ", commandId = :commandId";
      await change(key, {
        set: `#state = :failed, changedAt = :at, since = if_not_exists(since, :since), turn = :turn, what = :what${named}`,
        condition: asRead(before),
        values: {
          ":failed": "failed",
          ":at": at,
          ":since": since,
          ":turn": turn,
          ":what": what,
          ...(commandId === undefined ? {} : { ":commandId": commandId }),
          ...readValues(before),
        },
      });
    },

    markUnconfirmed: (key, attempt, { at, receiptBy, ...unconfirmed }) =>
      whileClaimed(change, key, attempt, at, { state: "unconfirmed", ...unconfirmed, ...watched(key, receiptBy) }),

    markUndelivered: (key, attempt, { at, reason }) =>
      whileClaimed(change, key, attempt, at, { state: "undelivered", reason }),

    markSkipped: async (key, { at, reason, what }) => {
      await change(key, {
        set: "#state = :skipped, changedAt = :at, reason = :reason, what = :what",
        condition: FREE,
        values: {
          ":skipped": "skipped",
          ":failed": "failed",
          ":claimed": "claimed",
          ":at": at,
          ":reason": reason,
          ":what": what,
        },
      });
    },
  };
};

const nameOf = ({ pk, sk }: Item): string => `${pk}\n${sk}`;

type ReadItems = (keys: readonly Key[]) => Promise<readonly (Item | undefined)[]>;

/** Items by their keys, those of one batch of messages in one read; undefined for each that is not there. */
const reading = (table: Table): ReadItems => {
  const read = async (keys: readonly Key[]): Promise<Map<string, Item>> => {
    // Two messages may be about one dossier, and a key is asked for once.
    const Keys = [...new Map(keys.map((key) => [nameOf(key), key])).values()];
    const answer = await table.client.send(
      new BatchGetCommand({ RequestItems: { [table.name]: { Keys, ConsistentRead: true } } }),
    );
    if (answer.UnprocessedKeys?.[table.name]) throw new ReadIncomplete();
    return new Map((answer.Responses?.[table.name] ?? []).map((item) => [nameOf(item), item]));
  };
  return gathered<readonly Key[], readonly (Item | undefined)[]>({
    most: MOST_AT_ONCE,
    waitMs: 0,
    keyOf: (keys) => keys.map(nameOf).join("\n"),
    together: async (all) => {
      const found = await read(all.flat());
      return all.map((keys) => keys.map((key) => found.get(nameOf(key))));
    },
    alone: async (keys) => {
      const found = await read(keys);
      return keys.map((key) => found.get(nameOf(key)));
    },
  });
};

/** What every notice to an applicant is about. */
const subjectKeys = (key: NoticeKey): Key[] => [headerKey(key.dossierId), personKey(key.dossierId), keyOf(key)];

const subjectOf = ([header, person, notice]: readonly (Item | undefined)[]): CourtesySubject | undefined =>
  header && {
    dossier: bare<Dossier>(header),
    person: person && bare<Person>(person),
    notice: notice && noticeOf(notice),
  };

export const noticeStore = (table: Table): NoticeStore => {
  const read = reading(table);
  return {
    ...noticeClaims(table),

    readSubject: async ({ dossierId, outboxId, commandId }, channel) => {
      const keys = [eventKey(dossierId, commandId), ...subjectKeys({ dossierId, outboxId, channel })];
      const [event, ...items] = await read(keys);
      const subject = subjectOf(items);
      return event && subject && { event: eventOf(event), ...subject };
    },

    readCourtesy: async ({ dossierId, outboxId }, channel) =>
      subjectOf(await read(subjectKeys({ dossierId, outboxId, channel }))),
  };
};

const byTime = (a: { at: string }, b: { at: string }): number => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0);

/** How long every dossier's id is: another is not asked of the table, whose keys have their limits. */
const ID_LENGTH = 16;

/**
 * The notices of a dossier, oldest first, and the reminders given of it, newest first: two a change of state and a few
 * for each clock, so one page holds them.
 */
export const toldOf =
  (table: Table) =>
  async (dossierId: string): Promise<Told> => {
    if (dossierId.length !== ID_LENGTH) return { notices: [], reminders: [] };
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
        .map(noticeOf)
        .sort(byTime),
      reminders: Items.filter(isGiven).map(givenReminder).sort(byTime).reverse(),
    };
  };
