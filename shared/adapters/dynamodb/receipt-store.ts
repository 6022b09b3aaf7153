import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { UpdateCommand } from "@aws-sdk/lib-dynamodb";
import {
  dossierIdOf,
  type Receipt,
  type ReceiptEffect,
  type ReceiptOutcome,
  type ReceiptStore,
} from "../../domain/notifications/receipt.ts";
import { noticeKey } from "./keys.ts";
import type { Table } from "./table.ts";

type Change = {
  update: string;
  condition: string;
  values: Record<string, string>;
  /** What the notice is once changed. */
  effect: ReceiptEffect;
};

/**
 * What a report changes of a notice, and where it may. It can overtake the worker that sends, so a notice that is still
 * claimed, or taken for failed, is settled by it; a bounce may follow a delivery, never the other way round.
 */
const CHANGES: Readonly<Record<ReceiptOutcome, Change>> = {
  delivered: {
    update: "SET #state = :now, deliveredAt = :at REMOVE outbox, reason",
    condition: "#state IN (:claimed, :failed, :sent, :unconfirmed) OR (#state = :undelivered AND reason = :noReceipt)",
    values: {
      ":now": "delivered",
      ":claimed": "claimed",
      ":failed": "failed",
      ":sent": "sent",
      ":unconfirmed": "unconfirmed",
      ":undelivered": "undelivered",
      ":noReceipt": "no-receipt",
    },
    effect: "delivered",
  },
  bounced: {
    update: "SET #state = :now, reason = :bounced, bouncedAt = :at, providerDetail = :detail",
    condition: "attribute_exists(pk) AND NOT #state IN (:now, :skipped)",
    values: { ":now": "undelivered", ":bounced": "bounced", ":skipped": "skipped" },
    effect: "undelivered",
  },
  complained: {
    update: "SET complainedAt = :at",
    condition: "attribute_exists(pk) AND attribute_not_exists(complainedAt)",
    values: {},
    effect: "complained",
  },
};

const STATE = { "#state": "state" };

/** What stands in the item that a change was refused on. */
const standing = ({ outcome }: Receipt, item: Record<string, { S?: string }> | undefined): ReceiptEffect => {
  if (!item) return "missing";
  return outcome === "bounced" && item.state?.S === "undelivered" ? "undelivered" : "known";
};

/** Notes reports in the notices themselves, one conditional write each. */
export const receiptStore = (table: Table): ReceiptStore => ({
  record: async (receipt) => {
    const { reference, channel, outcome, at, detail } = receipt;
    const { update, condition, values, effect } = CHANGES[outcome];
    try {
      await table.client.send(
        new UpdateCommand({
          TableName: table.name,
          Key: noticeKey(dossierIdOf(reference), reference, channel),
          UpdateExpression: update,
          ConditionExpression: condition,
          ...(outcome === "complained" ? {} : { ExpressionAttributeNames: STATE }),
          ExpressionAttributeValues: {
            ...values,
            ":at": at,
            ...(outcome === "bounced" ? { ":detail": detail ?? "unknown" } : {}),
          },
          ReturnValuesOnConditionCheckFailure: "ALL_OLD",
        }),
      );
      return effect;
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
      return standing(receipt, error.Item as Record<string, { S?: string }> | undefined);
    }
  },
});
