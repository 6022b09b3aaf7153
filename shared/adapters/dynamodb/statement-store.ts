import { TransactionCanceledException } from "@aws-sdk/client-dynamodb";
import { BatchGetCommand, GetCommand, TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import { millisOf } from "../../domain/foundation/instant.ts";
import type { PaymentProvider } from "../../domain/payments/intent.ts";
import type { StatementLine } from "../../domain/payments/provider.ts";
import type { Statement, StatementStore } from "../../domain/payments/statement-store.ts";
import { bare, type Item, itemOf } from "./dossier-item.ts";
import { type Key, statementKey, statementLinesKey } from "./keys.ts";
import type { Table } from "./table.ts";
import { put, type Write } from "./transact.ts";

/** Lines of one item: with a body of 256 KB they stay far below 400 KB, and a part within one transaction. */
const CHUNK = 1_000;
/** Beyond the year's accounts; housekeeping removes statements then. */
const KEPT_SECONDS = 400 * 86_400;
/** What one call may ask for; each may be large, so few at a time. */
const CHUNKS_AT_ONCE = 25;

const inChunks = <Each>(all: readonly Each[], size: number): Each[][] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, nth) => all.slice(nth * size, (nth + 1) * size));

const headerWrite = (table: string, item: Item, { revision }: Statement): Write => ({
  Put: {
    TableName: table,
    Item: item,
    ...(revision === 1
      ? { ConditionExpression: "attribute_not_exists(pk)" }
      : { ConditionExpression: "revision = :before", ExpressionAttributeValues: { ":before": revision - 1 } }),
  },
});

/** A statement's header and its lines, in items of many lines each; the header says which of them count. */
export const statementStore = ({ client, name }: Table): StatementStore => {
  const read = async (provider: PaymentProvider, day: string): Promise<Statement | undefined> => {
    const { Item: item } = await client.send(
      new GetCommand({ TableName: name, Key: statementKey(provider, day), ConsistentRead: true }),
    );
    if (!item) return undefined;
    const { expiresAt: _, ...statement } = bare<Statement & { expiresAt: number }>(item);
    return statement;
  };

  const chunksOf = async (keys: Key[]): Promise<Item[]> => {
    const found: Item[] = [];
    for (const some of inChunks(keys, CHUNKS_AT_ONCE)) {
      let open: Item[] = some;
      while (open.length > 0) {
        const page = await client.send(
          new BatchGetCommand({ RequestItems: { [name]: { Keys: open, ConsistentRead: true } } }),
        );
        found.push(...((page.Responses?.[name] ?? []) as Item[]));
        open = (page.UnprocessedKeys?.[name]?.Keys ?? []) as Item[];
      }
    }
    return found.sort((a, b) => (String(a.sk) < String(b.sk) ? -1 : 1));
  };

  return {
    read,

    write: async ({ statement, part, lines }) => {
      const { provider, day, upload, at } = statement;
      const expiresAt = Math.floor(millisOf(at) / 1000) + KEPT_SECONDS;
      const header = { ...itemOf(statementKey(provider, day), statement), expiresAt };
      const chunks = inChunks(lines, CHUNK).map((some, chunk) =>
        put(name, { ...itemOf(statementLinesKey(provider, day, part, chunk), { upload, lines: some }), expiresAt }),
      );
      try {
        await client.send(
          new TransactWriteCommand({ TransactItems: [headerWrite(name, header, statement), ...chunks] }),
        );
        return true;
      } catch (error) {
        if (error instanceof TransactionCanceledException) return false;
        throw error;
      }
    },

    lines: async (provider, day) => {
      const statement = await read(provider, day);
      if (!statement?.complete) return null;
      const keys = statement.parts.flatMap(({ lines }, index) =>
        Array.from({ length: Math.ceil(lines / CHUNK) }, (_, chunk) =>
          statementLinesKey(provider, day, index + 1, chunk),
        ),
      );
      const items = await chunksOf(keys);
      const lines = items
        .filter(({ upload }) => upload === statement.upload)
        .flatMap((item) => item.lines as StatementLine[]);
      const expected = statement.parts.reduce((sum, part) => sum + part.lines, 0);
      // Somebody replaced it between the two reads: by the next look it is whole.
      return lines.length === expected ? lines : null;
    },
  };
};
