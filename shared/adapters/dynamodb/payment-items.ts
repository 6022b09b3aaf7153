import type { ChangeSet } from "../../domain/dossiers/change-set.ts";
import { type Instant, millisOf, provinceDate } from "../../domain/foundation/instant.ts";
import type { KeptCallback } from "../../domain/payments/callback.ts";
import type { PaymentIntent } from "../../domain/payments/intent.ts";
import type { LedgerRow } from "../../domain/payments/ledger.ts";
import type { RefundWrite } from "../../domain/payments/refund.ts";
import type { RefundEntry } from "../../domain/payments/refund-entry.ts";
import { type Item, itemOf } from "./dossier-item.ts";
import {
  callbackKey,
  inquiryKey,
  intentKey,
  ledgerKey,
  openedKey,
  referenceKey,
  refundEntryKey,
  refundKey,
} from "./keys.ts";
import { once, put, type Write } from "./transact.ts";

const DAY_SECONDS = 86_400;
/** How long calls are kept: beyond the year's accounts; those without a valid signature as long as they help anyone. */
const KEPT_DAYS = { signed: 400, unsigned: 30 };

/** A provider's call. It may name the payer's account: housekeeping removes it in time. */
export const callbackItem = (kept: KeptCallback): Item => {
  const { id, provider, day, verdict, ...call } = kept;
  const days = verdict === "bad-signature" ? KEPT_DAYS.unsigned : KEPT_DAYS.signed;
  return {
    ...itemOf(callbackKey(kept), { id, provider, day, verdict, ...call, lastAt: kept.at, copies: 1 }),
    expiresAt: Math.floor(millisOf(kept.at) / 1000) + days * DAY_SECONDS,
  };
};

/** What a new intent leaves so that it is found: by its provider's reference, by its day, and when it is asked about. */
const openedWrites = (table: string, intent: PaymentIntent, inquireAt: Instant): Write[] => [
  put(table, itemOf(inquiryKey(inquireAt, intent.id), {})),
  put(table, itemOf(openedKey(provinceDate(intent.createdAt), intent), {})),
  ...(intent.reference === intent.id
    ? []
    : [once(table, itemOf(referenceKey(intent.provider, intent.reference), { intentId: intent.id }))]),
];

const ledgerWrite = (table: string, row: LedgerRow): Write => once(table, itemOf(ledgerKey(row), row));

const entryWrites = (table: string, { put: added = [], drop = [] }: NonNullable<ChangeSet["refunds"]>): Write[] => [
  ...drop.map((entry: RefundEntry): Write => ({ Delete: { TableName: table, Key: refundEntryKey(entry) } })),
  ...added.map((entry) => put(table, itemOf(refundEntryKey(entry), entry))),
];

/** The intents of a command; what a refund asks of one must still be there. */
export const intentWrites = (table: string, { intent, cancelled, reservedAtMost }: ChangeSet): Write[] => [
  ...(intent
    ? [
        {
          Put: {
            TableName: table,
            Item: itemOf(intentKey(intent.dossierId, intent.id), intent),
            ...(reservedAtMost === undefined
              ? {}
              : {
                  ConditionExpression: "attribute_not_exists(reserved) OR reserved <= :most",
                  ExpressionAttributeValues: { ":most": reservedAtMost },
                }),
          },
        },
      ]
    : []),
  ...(cancelled ? [put(table, itemOf(intentKey(cancelled.dossierId, cancelled.id), cancelled))] : []),
];

/** A refund over the one that is there: in a state that its move starts from, and the step before by somebody else. */
const refundWrite = (table: string, { after, from, notBy, unasked }: RefundWrite): Write => {
  const item = itemOf(refundKey(after.dossierId, after.id), after);
  if (from === null) return once(table, item);
  const states = Object.fromEntries(from.map((state, index) => [`:state${index}`, state]));
  return {
    Put: {
      TableName: table,
      Item: item,
      ConditionExpression: [
        `#state IN (${Object.keys(states).join(", ")})`,
        ...(notBy ? ["#by <> :sub"] : []),
        ...(unasked ? ["attribute_not_exists(attempts)"] : []),
      ].join(" AND "),
      ExpressionAttributeNames: { "#state": "state", ...(notBy ? { "#by": notBy.member } : {}) },
      ExpressionAttributeValues: { ...states, ...(notBy ? { ":sub": notBy.sub } : {}) },
    },
  };
};

/** What a command writes of money beside the intent itself. */
export const moneyWrites = (
  table: string,
  { intent, inquireAt, ledger, refund, refunds, callback }: ChangeSet,
): Write[] => [
  ...(intent && inquireAt !== undefined ? openedWrites(table, intent, inquireAt) : []),
  ...(ledger ?? []).map((row) => ledgerWrite(table, row)),
  ...(refund ? [refundWrite(table, refund)] : []),
  ...(refunds ? entryWrites(table, refunds) : []),
  ...(callback ? [put(table, callbackItem(callback))] : []),
];
