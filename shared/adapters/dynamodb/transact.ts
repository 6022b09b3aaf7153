import { TransactionCanceledException, TransactionInProgressException } from "@aws-sdk/client-dynamodb";
import { TransactWriteCommand, type TransactWriteCommandInput } from "@aws-sdk/lib-dynamodb";
import type { CommitOutcome } from "../../domain/dossiers/dossier-record.ts";
import type { Item } from "./dossier-item.ts";
import type { Table } from "./table.ts";

export type Write = NonNullable<TransactWriteCommandInput["TransactItems"]>[number];

const ATTEMPTS = 6;

/** Full jitter: two writers that met do not meet again. */
const pause = (attempt: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, Math.random() * 20 * 2 ** attempt));

export const put = (table: string, item: Item): Write => ({ Put: { TableName: table, Item: item } });

/** Written where nothing is yet. */
export const once = (table: string, item: Item): Write => ({
  Put: { TableName: table, Item: item, ConditionExpression: "attribute_not_exists(pk)" },
});

/** Reasons that pass: another writer was there first, or the table had enough to do. */
const PASSING = new Set(["TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded"]);

/** Why a transaction was cancelled, told apart: the command is there already, the dossier moved, or two writers met. */
const outcomeOf = (error: unknown): CommitOutcome => {
  if (error instanceof TransactionInProgressException) return "busy";
  if (!(error instanceof TransactionCanceledException)) throw error;
  const codes = (error.CancellationReasons ?? []).map(({ Code }) => Code);
  const [, event] = codes;
  if (event === "ConditionalCheckFailed") return "repeated";
  if (codes.includes("ConditionalCheckFailed")) return "stale";
  if (codes.some((code) => code !== undefined && PASSING.has(code))) return "busy";
  throw error;
};

/**
 * One command as one transaction: first what the dossier must be, then the event that makes the command single, then
 * the rest. A conflict with another writer is tried again, a bounded number of times.
 */
export const transact = async (
  { client }: Table,
  dossier: Write,
  event: Write,
  rest: readonly Write[],
): Promise<CommitOutcome> => {
  const TransactItems = [dossier, event, ...rest];
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
