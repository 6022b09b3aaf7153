import { GetCommand, QueryCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import type { CountedCallback } from "../../domain/payments/callback.ts";
import { dossierOfPayment } from "../../domain/payments/intent.ts";
import type { PaymentStore } from "../../domain/payments/payment-store.ts";
import { bare, type Item } from "./dossier-item.ts";
import { callbackKey, callbacksPartition, referenceKey } from "./keys.ts";
import { callbackItem } from "./payment-items.ts";
import type { Table } from "./table.ts";

/** What payOS takes as an order's number. */
const ORDER_CODE = /^[1-9]\d{0,15}$/;

const counted = (item: Item): CountedCallback => {
  const { expiresAt: _, ...callback } = bare<CountedCallback & { expiresAt: number }>(item);
  return { ...callback, rawBody: new Uint8Array(callback.rawBody) };
};

export const paymentStore = (table: Table): PaymentStore => ({
  dossierOf: async (provider, reference) => {
    if (provider !== "payos") return dossierOfPayment(reference);
    if (!ORDER_CODE.test(reference)) return undefined;
    const { Item: item } = await table.client.send(
      new GetCommand({ TableName: table.name, Key: referenceKey(provider, reference), ConsistentRead: true }),
    );
    return item ? dossierOfPayment(String(item.intentId)) : undefined;
  },

  listCallbacks: async ({ provider, day, verdict }, { limit, after }) => {
    const pk = callbacksPartition(provider, day, verdict);
    const { Items = [], LastEvaluatedKey } = await table.client.send(
      new QueryCommand({
        TableName: table.name,
        KeyConditionExpression: `pk = :pk${verdict === undefined ? "" : " AND begins_with(sk, :verdict)"}`,
        ExpressionAttributeValues: { ":pk": pk, ...(verdict === undefined ? {} : { ":verdict": `${verdict}#` }) },
        Limit: limit,
        ...(after === undefined ? {} : { ExclusiveStartKey: { pk, sk: after } }),
      }),
    );
    return {
      items: Items.map((item) => counted(item as Item)),
      next: LastEvaluatedKey ? String(LastEvaluatedKey.sk) : null,
    };
  },

  readCallback: async (place) => {
    const { Item: item } = await table.client.send(
      new GetCommand({ TableName: table.name, Key: callbackKey(place), ConsistentRead: true }),
    );
    return item ? counted(item as Item) : undefined;
  },

  keepCallback: async (kept) => {
    const { pk, sk, copies: _, lastAt: __, ...item } = callbackItem(kept);
    const entries = Object.entries(item);
    await table.client.send(
      new UpdateCommand({
        TableName: table.name,
        Key: { pk, sk },
        // The first of its place stays; of the rest only their number and the last time are kept.
        UpdateExpression: `SET ${entries.map((_entry, index) => `#m${index} = if_not_exists(#m${index}, :m${index})`).join(", ")}, lastAt = :lastAt ADD copies :one`,
        ExpressionAttributeNames: Object.fromEntries(entries.map(([name], index) => [`#m${index}`, name])),
        ExpressionAttributeValues: {
          ...Object.fromEntries(entries.map(([, value], index) => [`:m${index}`, value])),
          ":lastAt": kept.at,
          ":one": 1,
        },
      }),
    );
  },
});
