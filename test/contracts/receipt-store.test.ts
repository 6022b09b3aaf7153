import { GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { noticeKey } from "../../shared/adapters/dynamodb/keys.ts";
import { noticeClaims, toldOf } from "../../shared/adapters/dynamodb/notice-store.ts";
import { receiptStore } from "../../shared/adapters/dynamodb/receipt-store.ts";
import type { Table } from "../../shared/adapters/dynamodb/table.ts";
import { dossierIdOf, type Receipt, type ReceiptStore } from "../../shared/domain/notifications/receipt.ts";
import { messageOf } from "../../shared/domain/reminders/reminder.ts";
import { type ReceiptRow, receiptRowName, receiptStoreFake } from "../fakes/receipt-store.ts";
import { emulatedTable } from "./emulated-table.ts";

type Place = {
  store: ReceiptStore;
  put: (receipt: Receipt, row: ReceiptRow) => Promise<void>;
  row: (receipt: Receipt) => Promise<ReceiptRow | undefined>;
};

const AT = "2026-11-27T02:00:00.000Z";
const LATER = "2026-11-27T02:05:00.000Z";
let number = 0;
const aReceipt = (outcome: Receipt["outcome"], at = AT): Receipt => {
  number += 1;
  return { reference: `dossier${number}:3`, channel: "sms", outcome, at, detail: "TEXT_INVALID" };
};

/** The laws of noting reports, for whatever keeps the notices. */
const laws = (open: () => Place) => {
  for (const state of ["claimed", "failed", "sent", "unconfirmed"]) {
    it(`settles a notice that is ${state} by a delivery and takes it off the watch`, async () => {
      const { store, put, row } = open();
      const receipt = aReceipt("delivered");
      await put(receipt, { state, outbox: "receipt#0" });
      expect(await store.record(receipt)).toBe("delivered");
      expect(await row(receipt)).toEqual({ state: "delivered", deliveredAt: AT });
    });
  }

  it("lets a delivery come after a watch that gave up, and none after a bounce", async () => {
    const { store, put, row } = open();
    const late = aReceipt("delivered");
    await put(late, { state: "undelivered", reason: "no-receipt" });
    expect(await store.record(late)).toBe("delivered");
    expect(await row(late)).toEqual({ state: "delivered", deliveredAt: AT });
    const bounced = aReceipt("delivered");
    await put(bounced, { state: "undelivered", reason: "bounced", bouncedAt: AT });
    expect(await store.record(bounced)).toBe("known");
    expect(await row(bounced)).toEqual({ state: "undelivered", reason: "bounced", bouncedAt: AT });
  });

  for (const state of ["claimed", "failed", "sent", "unconfirmed", "delivered"]) {
    it(`ends a notice that is ${state} by a bounce, with the provider's word`, async () => {
      const { store, put, row } = open();
      const receipt = aReceipt("bounced");
      await put(receipt, { state, outbox: "receipt#0" });
      expect(await store.record(receipt)).toBe("undelivered");
      expect(await row(receipt)).toEqual({
        state: "undelivered",
        reason: "bounced",
        bouncedAt: AT,
        providerDetail: "TEXT_INVALID",
        outbox: "receipt#0",
      });
    });
  }

  it("changes nothing by a report that is repeated", async () => {
    const { store, put, row } = open();
    for (const [outcome, first, again] of [
      ["delivered", "delivered", "known"],
      ["bounced", "undelivered", "undelivered"],
      ["complained", "complained", "known"],
    ] as const) {
      const receipt = aReceipt(outcome);
      await put(receipt, { state: "sent" });
      expect(await store.record(receipt)).toBe(first);
      const once = await row(receipt);
      expect(await store.record({ ...receipt, at: LATER })).toBe(again);
      expect(await row(receipt)).toEqual(once);
    }
  });

  it("keeps why a notice ended before its bounce", async () => {
    const { store, put, row } = open();
    const receipt = aReceipt("bounced");
    await put(receipt, { state: "undelivered", reason: "no-receipt" });
    expect(await store.record(receipt)).toBe("undelivered");
    expect(await row(receipt)).toEqual({ state: "undelivered", reason: "no-receipt" });
  });

  it("leaves a notice that was never sent as it is", async () => {
    const { store, put, row } = open();
    for (const outcome of ["delivered", "bounced"] as const) {
      const receipt = aReceipt(outcome);
      await put(receipt, { state: "skipped", reason: "no-address" });
      expect(await store.record(receipt)).toBe("known");
      expect(await row(receipt)).toEqual({ state: "skipped", reason: "no-address" });
    }
  });

  it("notes a complaint beside what became of the notice", async () => {
    const { store, put, row } = open();
    const receipt = aReceipt("complained", LATER);
    await put(receipt, { state: "delivered", deliveredAt: AT });
    expect(await store.record(receipt)).toBe("complained");
    expect(await row(receipt)).toEqual({ state: "delivered", deliveredAt: AT, complainedAt: LATER });
  });

  it("makes no notice of a report that belongs to none", async () => {
    const { store, row } = open();
    for (const outcome of ["delivered", "bounced", "complained"] as const) {
      const receipt = aReceipt(outcome);
      expect(await store.record(receipt)).toBe("missing");
      expect(await row(receipt)).toBeUndefined();
    }
  });

  it("finds the notice of a reminder to officers by its reference", async () => {
    const { store, put, row } = open();
    const { outboxId, dossierId } = messageOf("dossierreminded2", { kind: "step-late", dueAt: LATER });
    const receipt: Receipt = { reference: outboxId, channel: "officer-email", outcome: "delivered", at: AT };
    expect(dossierIdOf(outboxId)).toBe(dossierId);
    await put(receipt, { state: "sent" });
    expect(await store.record(receipt)).toBe("delivered");
    expect(await row(receipt)).toEqual({ state: "delivered", deliveredAt: AT });
  });
};

describe("reports in memory", () => {
  const store = receiptStoreFake();
  laws(() => ({
    store,
    put: async (receipt, row) => void store.rows.set(receiptRowName(receipt), row),
    row: async (receipt) => store.rows.get(receiptRowName(receipt)),
  }));
});

describe("reports in the table", () => {
  let table: Table & { stop: () => void };
  beforeAll(async () => {
    table = await emulatedTable();
  });
  afterAll(() => table.stop());
  const keyOf = ({ reference, channel }: Receipt) => noticeKey(dossierIdOf(reference), reference, channel);

  laws(() => ({
    store: receiptStore(table),
    put: async (receipt, row) => {
      await table.client.send(new PutCommand({ TableName: table.name, Item: { ...keyOf(receipt), ...row } }));
    },
    row: async (receipt) => {
      const { Item } = await table.client.send(new GetCommand({ TableName: table.name, Key: keyOf(receipt) }));
      if (!Item) return undefined;
      const { pk: _, sk: __, ...row } = Item;
      return row as ReceiptRow;
    },
  }));

  it("settle a notice that its worker still holds, whose own word then changes nothing", async () => {
    const receipt = aReceipt("delivered", LATER);
    const key = { dossierId: dossierIdOf(receipt.reference), outboxId: receipt.reference, channel: "sms" } as const;
    const claims = noticeClaims(table);
    await claims.claim(key, { at: AT, leaseUntil: LATER });
    expect(await receiptStore(table).record(receipt)).toBe("delivered");
    await claims.markSent(key, 1, { at: LATER, providerMessageId: "m-1", template: "submitted@1" });
    expect((await toldOf(table)(key.dossierId)).notices).toMatchObject([{ state: "delivered", at: LATER }]);
    expect(await claims.claim(key, { at: LATER, leaseUntil: LATER })).toEqual({ outcome: "settled" });
  });

  it("are shown with the time of the bounce", async () => {
    const receipt = aReceipt("bounced", LATER);
    const key = { dossierId: dossierIdOf(receipt.reference), outboxId: receipt.reference, channel: "sms" } as const;
    const claims = noticeClaims(table);
    await claims.claim(key, { at: AT, leaseUntil: LATER });
    await receiptStore(table).record(receipt);
    expect((await toldOf(table)(key.dossierId)).notices).toMatchObject([{ state: "undelivered", at: LATER }]);
  });
});
