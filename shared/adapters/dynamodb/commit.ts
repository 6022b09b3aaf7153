import { TransactionCanceledException, TransactionInProgressException } from "@aws-sdk/client-dynamodb";
import { TransactWriteCommand, type TransactWriteCommandInput } from "@aws-sdk/lib-dynamodb";
import { type ChangeSet, isTold } from "../../domain/dossiers/change-set.ts";
import type { CommitOutcome } from "../../domain/dossiers/dossier-record.ts";
import { eventItem, headerItem, type Item, itemOf } from "./dossier-item.ts";
import { codeKey, documentsKey, headerKey, intentKey, personKey, wordsKey } from "./keys.ts";
import type { Table } from "./table.ts";

type Write = NonNullable<TransactWriteCommandInput["TransactItems"]>[number];

const ATTEMPTS = 6;

/** Full jitter: two writers that met do not meet again. */
const pause = (attempt: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, Math.random() * 20 * 2 ** attempt));

const put = (table: string, item: Item): Write => ({ Put: { TableName: table, Item: item } });

const once = (table: string, item: Item): Write => ({
  Put: { TableName: table, Item: item, ConditionExpression: "attribute_not_exists(pk)" },
});

/** What the header must still be: the version and state as read, and separation of duties where the move demands it. */
const headerWrite = (table: string, { before, after, notHandledBy }: ChangeSet): Write => {
  if (!before) return once(table, headerItem(after as NonNullable<typeof after>));
  const condition = {
    ConditionExpression: [
      "version = :version",
      "#state = :state",
      ...(notHandledBy === undefined ? [] : ["NOT contains(handledBy, :decider)"]),
    ].join(" AND "),
    ExpressionAttributeNames: { "#state": "state" },
    ExpressionAttributeValues: {
      ":version": before.version,
      ":state": before.state,
      ...(notHandledBy === undefined ? {} : { ":decider": notHandledBy }),
    },
  };
  return after
    ? { Put: { TableName: table, Item: headerItem(after), ...condition } }
    : { Delete: { TableName: table, Key: headerKey(before.id), ...condition } };
};

const writesOf = (table: string, change: ChangeSet): Write[] => {
  const { before, after, event, person, documents, intent, words } = change;
  const id = event.dossierId;
  const born = before?.state === "draft" && after && after.state !== "draft" ? after.code : undefined;
  const erased = after === null;
  return [
    headerWrite(table, change),
    once(table, eventItem(event, isTold(event))),
    ...(born === undefined ? [] : [once(table, itemOf(codeKey(born), { dossierId: id }))]),
    ...(person ? [put(table, itemOf(personKey(id), person))] : []),
    ...(documents ? [put(table, itemOf(documentsKey(id), { files: documents }))] : []),
    ...(intent ? [put(table, itemOf(intentKey(id, intent.reference), intent))] : []),
    ...(words ? [put(table, itemOf(wordsKey(id, words.version), words))] : []),
    ...(erased ? [personKey(id), documentsKey(id)].map((Key): Write => ({ Delete: { TableName: table, Key } })) : []),
  ];
};

/** Reasons that pass: another writer was there first, or the table had enough to do. */
const PASSING = new Set(["TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded"]);

/** Why a transaction was cancelled, told apart: the command is there already, the dossier moved, or two writers met. */
export const outcomeOf = (error: unknown): CommitOutcome => {
  if (error instanceof TransactionInProgressException) return "busy";
  if (!(error instanceof TransactionCanceledException)) throw error;
  const codes = (error.CancellationReasons ?? []).map(({ Code }) => Code);
  if (codes[1] === "ConditionalCheckFailed") return "repeated";
  if (codes.includes("ConditionalCheckFailed")) return "stale";
  if (codes.some((code) => code !== undefined && PASSING.has(code))) return "busy";
  throw error;
};

/** One command as one transaction. A conflict with another writer is tried again, a bounded number of times. */
export const commitChange = async ({ client, name }: Table, change: ChangeSet): Promise<CommitOutcome> => {
  const TransactItems = writesOf(name, change);
  for (let attempt = 0; ; attempt += 1) {
    try {
      await client.send(new TransactWriteCommand({ TransactItems }));
      return "committed";
    } catch (error) {
      const outcome = outcomeOf(error);
      if (outcome !== "busy" || attempt + 1 >= ATTEMPTS) return outcome;
      await pause(attempt);
    }
  }
};
