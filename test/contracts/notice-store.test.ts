import { GetCommand, PutCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eventItem, headerItem, itemOf } from "../../shared/adapters/dynamodb/dossier-item.ts";
import { eventKey, personKey } from "../../shared/adapters/dynamodb/keys.ts";
import { noticeStore, toldOf } from "../../shared/adapters/dynamodb/notice-store.ts";
import { clearOutbox } from "../../shared/adapters/dynamodb/outbox.ts";
import type { Table } from "../../shared/adapters/dynamodb/table.ts";
import type { NoticeKey, NoticeStore, NoticeSubject, SentNotice } from "../../shared/domain/notifications/notice.ts";
import { aDossier, anEvent, aPerson } from "../builders/notice.ts";
import { noticeStoreFake } from "../fakes/notice-store.ts";
import { emulatedTable } from "./emulated-table.ts";

type Place = { store: NoticeStore; notices: (dossierId: string) => Promise<SentNotice[]> };

const subject = (dossierId: string, rest: Pick<NoticeSubject, "person">): NoticeSubject => ({
  event: anEvent({ dossierId, sealed: "c2VhbGVk" }),
  dossier: aDossier({ id: dossierId }),
  ...rest,
});
const KNOWN = subject("dossierwithapers", { person: aPerson() });
const ERASED = subject("dossiererased234", { person: undefined });

const messageOf = ({ event }: NoticeSubject) => ({
  outboxId: `${event.dossierId}:${event.version}`,
  dossierId: event.dossierId,
  commandId: event.commandId,
});

const AT = "2026-11-22T01:30:00.000Z";
const LEASE = "2026-11-22T01:30:20.000Z";
const AFTER_LEASE = "2026-11-22T01:30:20.001Z";
const MUCH_LATER = "2026-11-22T01:31:00.000Z";

let number = 0;
const aKey = (): NoticeKey => {
  number += 1;
  return { dossierId: `dossier${String(number).padStart(9, "0")}`, outboxId: `dossier${number}:3`, channel: "sms" };
};

/** The laws of a store of notices, for whatever keeps them. */
const laws = (open: () => Place) => {
  it("reads event, dossier and person together", async () => {
    expect(await open().store.readSubject(messageOf(KNOWN))).toStrictEqual(KNOWN);
  });

  it("reads a dossier whose person is erased", async () => {
    expect(await open().store.readSubject(messageOf(ERASED))).toStrictEqual(ERASED);
  });

  it("reads nothing for an event that is not there", async () => {
    expect(await open().store.readSubject({ ...messageOf(KNOWN), commandId: "other" })).toBeUndefined();
  });

  it("lets one of twenty workers claim a notice", async () => {
    const { store } = open();
    const key = aKey();
    const claims = await Promise.all(Array.from({ length: 20 }, () => store.claim(key, { at: AT, leaseUntil: LEASE })));
    expect(claims.filter(({ outcome }) => outcome === "claimed")).toEqual([{ outcome: "claimed", attempt: 1 }]);
    expect(claims.filter(({ outcome }) => outcome === "leased")).toHaveLength(19);
    expect(claims.find(({ outcome }) => outcome === "leased")).toEqual({ outcome: "leased", until: LEASE });
  });

  it("keeps the channels of one event apart", async () => {
    const { store } = open();
    const key = aKey();
    await store.claim(key, { at: AT, leaseUntil: LEASE });
    expect(await store.claim({ ...key, channel: "email" }, { at: AT, leaseUntil: LEASE })).toEqual({
      outcome: "claimed",
      attempt: 1,
    });
  });

  it("lets a claim lapse with its lease, and counts the attempts", async () => {
    const { store } = open();
    const key = aKey();
    await store.claim(key, { at: AT, leaseUntil: LEASE });
    expect(await store.claim(key, { at: LEASE, leaseUntil: MUCH_LATER })).toMatchObject({ outcome: "leased" });
    expect(await store.claim(key, { at: AFTER_LEASE, leaseUntil: MUCH_LATER })).toEqual({
      outcome: "claimed",
      attempt: 2,
    });
  });

  it("lets a failed notice be claimed at once", async () => {
    const { store } = open();
    const key = aKey();
    await store.claim(key, { at: AT, leaseUntil: LEASE });
    await store.markFailed(key, 1, { at: AT, error: "InternalServerException" });
    expect(await store.claim(key, { at: AT, leaseUntil: LEASE })).toEqual({ outcome: "claimed", attempt: 2 });
  });

  it("has nothing left to do once a notice is sent", async () => {
    const { store, notices } = open();
    const key = aKey();
    await store.claim(key, { at: AT, leaseUntil: LEASE });
    await store.markSent(key, 1, { at: LEASE, providerMessageId: "m-1", template: "accepted@1" });
    expect(await store.claim(key, { at: MUCH_LATER, leaseUntil: MUCH_LATER })).toEqual({ outcome: "settled" });
    expect(await notices(key.dossierId)).toEqual([
      { outboxId: key.outboxId, channel: "sms", state: "sent", attempt: 1, at: LEASE },
    ]);
  });

  it("takes no word from a worker whose claim has passed to another", async () => {
    const { store, notices } = open();
    const key = aKey();
    await store.claim(key, { at: AT, leaseUntil: LEASE });
    await store.claim(key, { at: AFTER_LEASE, leaseUntil: MUCH_LATER });
    await store.markFailed(key, 1, { at: AFTER_LEASE, error: "AbortError" });
    expect((await notices(key.dossierId))[0]).toMatchObject({ state: "claimed", attempt: 2 });
    await store.markSent(key, 2, { at: AFTER_LEASE, providerMessageId: "m-2", template: "accepted@1" });
    await store.markFailed(key, 2, { at: MUCH_LATER, error: "AbortError" });
    expect((await notices(key.dossierId))[0]).toMatchObject({ state: "sent", attempt: 2 });
  });

  it("notes why nobody was told, once, and never over a notice that was sent or is being sent", async () => {
    const { store, notices } = open();
    const skipped = aKey();
    await store.markSkipped(skipped, { at: AT, reason: "not-wanted" });
    await store.markSkipped(skipped, { at: MUCH_LATER, reason: "no-address" });
    expect(await notices(skipped.dossierId)).toEqual([
      { outboxId: skipped.outboxId, channel: "sms", state: "skipped", attempt: 0, at: AT, reason: "not-wanted" },
    ]);
    expect(await store.claim(skipped, { at: MUCH_LATER, leaseUntil: MUCH_LATER })).toEqual({ outcome: "settled" });

    const claimed = aKey();
    await store.claim(claimed, { at: AT, leaseUntil: LEASE });
    await store.markSkipped(claimed, { at: AT, reason: "person-erased" });
    expect((await notices(claimed.dossierId))[0]).toMatchObject({ state: "claimed" });
  });

  it("has no notices for a dossier that nobody was told of", async () => {
    expect(await open().notices("dossierunknown22")).toEqual([]);
  });
};

describe("the store of notices in memory", () => {
  laws(() => {
    const store = noticeStoreFake([KNOWN, ERASED]);
    return { store, notices: async (dossierId) => store.sentNotices(dossierId) };
  });
});

describe("the store of notices in the table", () => {
  let table: Table & { stop: () => void };

  beforeAll(async () => {
    table = await emulatedTable();
    const put = (Item: Record<string, unknown>) => table.client.send(new PutCommand({ TableName: table.name, Item }));
    for (const { event, dossier, person } of [KNOWN, ERASED]) {
      await put(eventItem(event, true));
      await put(headerItem(dossier));
      if (person) await put(itemOf(personKey(event.dossierId), person));
    }
  });
  afterAll(() => table.stop());

  laws(() => ({ store: noticeStore(table), notices: async (id) => (await toldOf(table)(id)).notices }));

  it("keeps no address and no word of a message", async () => {
    const store = noticeStore(table);
    const key = aKey();
    await store.claim(key, { at: AT, leaseUntil: LEASE });
    await store.markSent(key, 1, { at: AT, providerMessageId: "m-1", template: "accepted@1" });
    const { Items } = await table.client.send(
      new QueryCommand({
        TableName: table.name,
        KeyConditionExpression: "pk = :pk",
        ExpressionAttributeValues: { ":pk": `NOTICES#${key.dossierId}` },
      }),
    );
    expect(Items).toEqual([
      {
        pk: `NOTICES#${key.dossierId}`,
        sk: `${key.outboxId}#sms`,
        schema: 1,
        state: "sent",
        attempt: 1,
        claimedAt: AT,
        leaseUntil: LEASE,
        sentAt: AT,
        providerMessageId: "m-1",
        template: "accepted@1",
      },
    ]);
  });

  it("clears the mark of an unsent event and nothing else of it, as often as asked", async () => {
    const { dossierId, commandId } = KNOWN.event;
    const read = async () =>
      (await table.client.send(new GetCommand({ TableName: table.name, Key: eventKey(dossierId, commandId) }))).Item;
    const { outbox, ...rest } = (await read()) ?? {};
    expect(outbox).toEqual(expect.any(String));
    await clearOutbox(table)(dossierId, commandId);
    await clearOutbox(table)(dossierId, commandId);
    expect(await read()).toEqual(rest);
  });

  it("makes no event out of clearing one that is not there", async () => {
    await clearOutbox(table)("dossierunknown22", "command-1");
    const Key = eventKey("dossierunknown22", "command-1");
    expect((await table.client.send(new GetCommand({ TableName: table.name, Key }))).Item).toBeUndefined();
  });
});
