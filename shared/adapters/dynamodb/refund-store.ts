import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { QueryCommand, UpdateCommand, type UpdateCommandInput } from "@aws-sdk/lib-dynamodb";
import type { Dossier } from "../../domain/dossiers/dossier.ts";
import type { Page, PageRequest } from "../../domain/dossiers/dossier-record.ts";
import { REFUND_MOVES } from "../../domain/payments/refund.ts";
import type { RefundEntry, RefundList } from "../../domain/payments/refund-entry.ts";
import type { RefundLine, RefundStore } from "../../domain/payments/refund-store.ts";
import { bare } from "./dossier-item.ts";
import { batchGet } from "./dossier-lists.ts";
import { headerKey, refundEntryKey, refundKey, refundsPartition } from "./keys.ts";
import type { Table } from "./table.ts";

/** Pages of a list that one request may read for its unit. */
const MOST_PAGES = 5;
const PAGE = 100;

const entriesOf = async (
  { client, name }: Table,
  list: RefundList,
  { limit, after }: PageRequest,
): Promise<Page<RefundEntry>> => {
  const pk = refundsPartition(list);
  const { Items = [], LastEvaluatedKey } = await client.send(
    new QueryCommand({
      TableName: name,
      KeyConditionExpression: "pk = :pk",
      ExpressionAttributeValues: { ":pk": pk },
      ConsistentRead: true,
      Limit: limit,
      ...(after === undefined ? {} : { ExclusiveStartKey: { pk, sk: after } }),
    }),
  );
  return {
    items: Items.map((item) => bare<RefundEntry>(item)),
    next: LastEvaluatedKey === undefined ? null : String(LastEvaluatedKey.sk),
  };
};

/** Lines of a page whose dossier is with the unit now, wherever it was when the line was written. */
const heldBy = async (table: Table, unit: string, entries: RefundEntry[]): Promise<RefundLine[]> => {
  const ids = [...new Set(entries.map(({ dossierId }) => dossierId))];
  const headers = ids.length === 0 ? [] : await batchGet(table, ids.map(headerKey));
  const dossiers = new Map(headers.map((item) => [String(item.id), bare<Dossier>(item)]));
  return entries.flatMap((entry) => {
    const dossier = dossiers.get(entry.dossierId);
    if (!dossier || dossier.state === "draft" || dossier.step.unit !== unit) return [];
    return [{ ...entry, code: dossier.code }];
  });
};

/** An update of a refund that waits for its provider; false where it does not, or not as it was read. */
const updated = async ({ client }: Table, update: UpdateCommandInput): Promise<boolean> => {
  try {
    await client.send(new UpdateCommand(update));
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
};

const WAITING = Object.fromEntries(REFUND_MOVES.answer.map((state, index) => [`:state${index}`, state]));
const WAITS = `#state IN (${Object.keys(WAITING).join(", ")})`;
const NAMES = { "#state": "state" };

export const refundStore = (table: Table): RefundStore => ({
  entries: (list, page) => entriesOf(table, list, page),

  lines: async (list, unit, { limit, after }) => {
    const chosen: RefundLine[] = [];
    let from = after;
    for (let pages = 1; ; pages += 1) {
      const { items, next } = await entriesOf(table, list, { limit: PAGE, after: from });
      const held = await heldBy(table, unit, items);
      const room = limit - chosen.length;
      chosen.push(...held.slice(0, room));
      const last = chosen.at(-1);
      if (held.length > room && last) return { items: chosen, next: refundEntryKey(last).sk };
      if (next === null || chosen.length === limit || pages === MOST_PAGES) return { items: chosen, next };
      from = next;
    }
  },

  takeAttempt: (refund, at) => {
    const { id, dossierId, attempts } = refund;
    return updated(table, {
      TableName: table.name,
      Key: refundKey(dossierId, id),
      UpdateExpression: "SET attempts = :next, askedAt = :at",
      ConditionExpression: `${WAITS} AND ${attempts === undefined ? "attribute_not_exists(attempts)" : "attempts = :seen"}`,
      ExpressionAttributeNames: NAMES,
      ExpressionAttributeValues: {
        ...WAITING,
        ":next": (attempts ?? 0) + 1,
        ":at": at,
        ...(attempts === undefined ? {} : { ":seen": attempts }),
      },
    });
  },

  noteAnswer: async ({ id, dossierId }, { lastAnswer, acceptedAt }) => {
    await updated(table, {
      TableName: table.name,
      Key: refundKey(dossierId, id),
      UpdateExpression: `SET lastAnswer = :said${acceptedAt === undefined ? "" : ", acceptedAt = :accepted"}`,
      ConditionExpression: WAITS,
      ExpressionAttributeNames: NAMES,
      ExpressionAttributeValues: {
        ...WAITING,
        ":said": lastAnswer,
        ...(acceptedAt === undefined ? {} : { ":accepted": acceptedAt }),
      },
    });
  },
});
