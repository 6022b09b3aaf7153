import { GetCommand } from "@aws-sdk/lib-dynamodb";
import type { DayBook } from "../../domain/payments/day-book.ts";
import type { LedgerRow } from "../../domain/payments/ledger.ts";
import { REFUND_LISTS, type RefundEntry } from "../../domain/payments/refund-entry.ts";
import { bare, type Item } from "./dossier-item.ts";
import { dayBookPartition, ledgerKey, MONEY, OPENED, refundsPartition, shardOf } from "./keys.ts";
import { queryAll } from "./query-all.ts";
import type { Table } from "./table.ts";

const startsWith =
  (prefix: string) =>
  ({ sk }: Item): boolean =>
    String(sk).startsWith(prefix);

const rowOf = (item: Item): LedgerRow => bare<LedgerRow>(item);

export const dayBook = (table: Table): DayBook => {
  const ofShard = (day: string, shard: number) => queryAll(table, null, "pk", dayBookPartition(day, shard));
  return {
    read: async (day, shard) => {
      const items = await ofShard(day, shard);
      return {
        opened: items.filter(startsWith(OPENED)).map(({ sk }) => String(sk).slice(OPENED.length)),
        rows: items.filter(startsWith(MONEY)).map(rowOf),
      };
    },

    ofDossier: async (dossierId, days) => {
      const pages = await Promise.all(days.map((day) => ofShard(day, shardOf(dossierId))));
      return pages
        .flat()
        .filter(startsWith(MONEY))
        .map(rowOf)
        .filter((row) => row.dossierId === dossierId);
    },

    payment: async (row) => {
      const { Item: item } = await table.client.send(
        new GetCommand({ TableName: table.name, Key: ledgerKey(row), ConsistentRead: true }),
      );
      return item && rowOf(item);
    },

    toGiveBack: async () => {
      const lists = await Promise.all(REFUND_LISTS.map((list) => queryAll(table, null, "pk", refundsPartition(list))));
      return lists.flat().map((item) => bare<RefundEntry>(item));
    },
  };
};
