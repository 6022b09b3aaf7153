import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { noticeClaims } from "../../shared/adapters/dynamodb/notice-store.ts";
import { receiptStore } from "../../shared/adapters/dynamodb/receipt-store.ts";
import type { Table } from "../../shared/adapters/dynamodb/table.ts";
import type { NoticeClaims, NoticeKey } from "../../shared/domain/notifications/notice.ts";
import type { ReceiptOutcome } from "../../shared/domain/notifications/receipt.ts";
import type { ReceiptStore } from "../../shared/domain/notifications/receipt-store.ts";
import { SHARDS } from "../../shared/domain/reminders/reminder-store.ts";
import { noticeStoreFake } from "../fakes/notice-store.ts";
import { receiptStoreFake } from "../fakes/receipt-store.ts";
import { emulatedTable } from "./emulated-table.ts";

type Place = { notices: NoticeClaims; receipts: ReceiptStore };

const AT = "2026-11-22T01:30:00.000Z";
const SENT = "2026-11-22T01:30:01.000Z";
const BY = "2026-11-22T03:30:00.000Z";
const LATER = "2026-11-22T03:30:01.000Z";
const CLAIM = {
  at: AT,
  since: AT,
  leaseUntil: SENT,
  provider: "aws-sms",
  doubts: 0,
  what: "dossier-accepted",
  commandId: "command-3",
} as const;

let number = 0;
const aKey = (): NoticeKey => {
  number += 1;
  const dossierId = `dossier${String(number).padStart(9, "0")}`;
  return { dossierId, outboxId: `${dossierId}:3`, channel: "sms" };
};

const sent = async ({ notices }: Place): Promise<NoticeKey> => {
  const key = aKey();
  await notices.claim(key, undefined, CLAIM);
  await notices.markSent(key, 1, { at: SENT, providerMessageId: "m-1", template: "accepted@1", receiptBy: BY });
  return key;
};
const report = ({ receipts }: Place, { outboxId }: NoticeKey, outcome: ReceiptOutcome, at = LATER) =>
  receipts.record({ reference: outboxId, channel: "sms", outcome, at });

/** The laws of a store of reports of delivery, for whatever keeps them. */
const laws = (open: () => Place) => {
  it("keeps that a message arrived, and by which event it was told", async () => {
    const key = await sent(open());
    expect(await report(open(), key, "delivered")).toMatchObject({
      state: "delivered",
      at: LATER,
      commandId: "command-3",
    });
    expect(await open().notices.read(key)).toMatchObject({ state: "delivered", attempt: 1 });
  });

  it("keeps a report that overtakes the note that the message was sent", async () => {
    const key = aKey();
    await open().notices.claim(key, undefined, CLAIM);
    await report(open(), key, "delivered");
    await open().notices.markSent(key, 1, { at: SENT, providerMessageId: "m", template: "a@1", receiptBy: BY });
    expect(await open().notices.read(key)).toMatchObject({ state: "delivered" });
  });

  it("lets a bounce undo a delivery, as mail servers report it, and never the other way round", async () => {
    const key = await sent(open());
    await report(open(), key, "delivered");
    expect(await report(open(), key, "bounced")).toMatchObject({ state: "undelivered", reason: "bounced" });
    expect(await report(open(), key, "delivered")).toBeUndefined();
    expect(await open().notices.read(key)).toMatchObject({ state: "undelivered", reason: "bounced" });
  });

  it("says of a repeated bounce what it said of the first, since what follows may not be done yet", async () => {
    const key = await sent(open());
    const first = await report(open(), key, "bounced");
    expect(await report(open(), key, "bounced")).toEqual(first);
  });

  it("notes a complaint once, and leaves the state as it was", async () => {
    const key = await sent(open());
    expect(await report(open(), key, "complained")).toMatchObject({ state: "sent" });
    expect(await report(open(), key, "complained")).toBeUndefined();
  });

  it("knows nothing of a message that nobody sent, and makes none of it", async () => {
    const key = aKey();
    for (const outcome of ["delivered", "bounced", "complained"] as const)
      expect(await report(open(), key, outcome)).toBeUndefined();
    expect(await open().notices.read(key)).toBeUndefined();
  });

  it("takes no report of a notice that nobody was sent", async () => {
    const key = aKey();
    await open().notices.markSkipped(key, { at: AT, reason: "not-wanted", what: "dossier-accepted" });
    for (const outcome of ["delivered", "bounced"] as const) expect(await report(open(), key, outcome)).toBeUndefined();
    expect(await open().notices.read(key)).toMatchObject({ state: "skipped" });
  });

  it("gives up a report once, keeps when, and hears a late one all the same", async () => {
    const key = await sent(open());
    expect(await open().receipts.markUnreceipted(key, LATER)).toMatchObject({
      state: "undelivered",
      reason: "no-receipt",
      at: LATER,
    });
    expect(await open().receipts.markUnreceipted(key, "2026-11-23T00:00:00.000Z")).toMatchObject({ at: LATER });
    expect(await report(open(), key, "delivered")).toMatchObject({ state: "delivered", reason: "no-receipt" });
    expect(await open().receipts.markUnreceipted(key, LATER)).toBeUndefined();
  });
};

describe("reports of delivery, in memory", () => {
  const notices = noticeStoreFake();
  const receipts = receiptStoreFake(notices);
  laws(() => ({ notices, receipts }));
});

describe("reports of delivery, in the table", () => {
  let table: Table & { stop: () => void };
  beforeAll(async () => {
    table = await emulatedTable();
  });
  afterAll(() => table.stop());
  const open = (): Place => ({ notices: noticeClaims(table), receipts: receiptStore(table) });
  laws(open);

  const overdue = async (until: string): Promise<string[]> => {
    const shards = await Promise.all(
      Array.from({ length: SHARDS }, (_, shard) => open().receipts.overdue(shard, until, 100)),
    );
    return shards.flat().map(({ outboxId, channel }) => `${outboxId} ${channel}`);
  };

  it("lists the notices whose report is late, until it comes or nobody waits for it", async () => {
    const [late, arrived, bounced, given] = [
      await sent(open()),
      await sent(open()),
      await sent(open()),
      await sent(open()),
    ];
    expect(await overdue("2026-11-22T03:29:59.999Z")).toEqual([]);
    await report(open(), arrived, "delivered");
    await report(open(), bounced, "bounced");
    await open().receipts.markUnreceipted(given, LATER);
    const names = await overdue(BY);
    expect(names).toEqual(expect.arrayContaining([`${late.outboxId} sms`, `${given.outboxId} sms`]));
    expect(names).not.toContain(`${arrived.outboxId} sms`);
    expect(names).not.toContain(`${bounced.outboxId} sms`);
    await open().receipts.unwatch(given);
    expect(await overdue(BY)).not.toContain(`${given.outboxId} sms`);
  });
});
