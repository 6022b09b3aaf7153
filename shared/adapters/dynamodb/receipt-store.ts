import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { QueryCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import type { Notice, NoticeKey } from "../../domain/notifications/notice.ts";
import { dossierIdOf, type ReceiptOutcome } from "../../domain/notifications/receipt.ts";
import type { ReceiptStore } from "../../domain/notifications/receipt-store.ts";
import { INDEX, noticeKey, noticesPartition, receiptsShard } from "./keys.ts";
import { noticeOf } from "./notice-store.ts";
import type { Table } from "./table.ts";

const SCHEMA = 2;

type Effect = { set: string; condition: string };

/** A report beats what is only assumed; one that it arrived does not undo one that it did not. */
const EFFECTS: Record<ReceiptOutcome, Effect> = {
  delivered: {
    set: "#state = :delivered, changedAt = :at REMOVE outbox, #at",
    condition: "#state IN (:claimed, :failed, :sent, :unconfirmed) OR (#state = :undelivered AND reason = :noReceipt)",
  },
  bounced: {
    set: "#state = :undelivered, changedAt = :at, reason = :bounced, detail = :detail REMOVE outbox, #at",
    condition:
      "#state IN (:claimed, :failed, :sent, :unconfirmed, :delivered) OR (#state = :undelivered AND reason IN (:noReceipt, :bounced))",
  },
  complained: {
    set: "complainedAt = :at",
    condition: "attribute_exists(pk) AND attribute_not_exists(complainedAt)",
  },
};

/** The values that an expression names, and no others: a table refuses those that it does not. */
const named = (values: Record<string, unknown>, ...expressions: string[]) => {
  const words = new Set(expressions.join(" ").match(/:\w+/g));
  return Object.fromEntries(Object.entries(values).filter(([name]) => words.has(name)));
};

const VALUES = {
  ":delivered": "delivered",
  ":undelivered": "undelivered",
  ":claimed": "claimed",
  ":failed": "failed",
  ":sent": "sent",
  ":unconfirmed": "unconfirmed",
  ":bounced": "bounced",
  ":noReceipt": "no-receipt",
};

const NAMES = { "#state": "state", "#at": "at" };

export const receiptStore = ({ client, name }: Table): ReceiptStore => {
  const change = async (
    { dossierId, outboxId, channel }: NoticeKey,
    { set, condition }: Effect,
    given: Record<string, unknown>,
  ): Promise<Notice | undefined> => {
    const expression = set.startsWith("REMOVE") ? set : `SET #schema = :schema, ${set}`;
    const values = named({ ...VALUES, ...given, ":schema": SCHEMA }, expression, condition);
    const words = new Set([expression, condition].join(" ").match(/#\w+/g));
    const names = Object.fromEntries(
      Object.entries({ ...NAMES, "#schema": "schema" }).filter(([word]) => words.has(word)),
    );
    try {
      const { Attributes } = await client.send(
        new UpdateCommand({
          TableName: name,
          Key: noticeKey(dossierId, outboxId, channel),
          UpdateExpression: expression,
          ConditionExpression: condition,
          ExpressionAttributeNames: names,
          ...(Object.keys(values).length > 0 ? { ExpressionAttributeValues: values } : {}),
          ReturnValues: "ALL_NEW",
        }),
      );
      return Attributes && noticeOf(Attributes);
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return undefined;
      throw error;
    }
  };

  return {
    record: ({ reference, channel, outcome, at, detail = null }) =>
      change({ dossierId: dossierIdOf(reference), outboxId: reference, channel }, EFFECTS[outcome], {
        ":at": at,
        ":detail": detail,
      }),

    overdue: async (shard, until, limit) => {
      const { Items = [] } = await client.send(
        new QueryCommand({
          TableName: name,
          IndexName: INDEX.byOutbox,
          KeyConditionExpression: "outbox = :shard AND #at <= :until",
          ExpressionAttributeNames: { "#at": "at" },
          ExpressionAttributeValues: { ":shard": receiptsShard(shard), ":until": until },
          Limit: limit,
        }),
      );
      return Items.map(({ pk, sk }) => {
        const [outboxId = "", channel] = String(sk).split("#");
        return {
          dossierId: String(pk).slice(noticesPartition("").length),
          outboxId,
          channel: channel as NoticeKey["channel"],
        };
      });
    },

    markUnreceipted: (key, at) =>
      change(
        key,
        {
          set: "#state = :undelivered, reason = :noReceipt, changedAt = if_not_exists(unreceiptedAt, :at), unreceiptedAt = if_not_exists(unreceiptedAt, :at)",
          condition: "#state IN (:sent, :unconfirmed) OR (#state = :undelivered AND reason = :noReceipt)",
        },
        { ":at": at },
      ),

    unwatch: async (key) => {
      await change(key, { set: "REMOVE outbox, #at", condition: "attribute_exists(pk)" }, {});
    },
  };
};
