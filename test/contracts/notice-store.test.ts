import { GetCommand, PutCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eventItem, headerItem, itemOf } from "../../shared/adapters/dynamodb/dossier-item.ts";
import { eventKey, personKey } from "../../shared/adapters/dynamodb/keys.ts";
import { noticeStore, toldOf } from "../../shared/adapters/dynamodb/notice-store.ts";
import { clearOutbox } from "../../shared/adapters/dynamodb/outbox.ts";
import type { Table } from "../../shared/adapters/dynamodb/table.ts";
import type { Notice, NoticeKey, NoticeStore, NoticeSubject } from "../../shared/domain/notifications/notice.ts";
import { aDossier, anEvent, aPerson } from "../builders/notice.ts";
import { noticeStoreFake } from "../fakes/notice-store.ts";
import { emulatedTable } from "./emulated-table.ts";

type Known = Omit<NoticeSubject, "notice">;
type Place = { store: NoticeStore; notices: (dossierId: string) => Promise<Notice[]> };

const subject = (dossierId: string, rest: Pick<NoticeSubject, "person">): Known => ({
  event: anEvent({ dossierId, sealed: "c2VhbGVk" }),
  dossier: aDossier({ id: dossierId }),
  ...rest,
});
const KNOWN = subject("dossierwithapers", { person: aPerson() });
const ERASED = subject("dossiererased234", { person: undefined });

const messageOf = ({ event }: Known) => ({
  outboxId: `${event.dossierId}:${event.version}`,
  dossierId: event.dossierId,
  commandId: event.commandId,
});

const AT = "2026-11-22T01:30:00.000Z";
const LEASE = "2026-11-22T01:30:20.000Z";
const AFTER_LEASE = "2026-11-22T01:30:20.001Z";
const MUCH_LATER = "2026-11-22T01:31:00.000Z";

const CLAIM = {
  at: AT,
  since: AT,
  leaseUntil: LEASE,
  provider: "aws-sms",
  doubts: 0,
  what: "dossier-accepted",
  commandId: "command-3",
} as const;
const CLAIMED = ({ outboxId, channel }: Pick<NoticeKey, "outboxId" | "channel">): Notice => ({
  outboxId,
  channel,
  state: "claimed",
  attempt: 1,
  at: AT,
  since: AT,
  leaseUntil: LEASE,
  provider: "aws-sms",
  doubts: 0,
  what: "dossier-accepted",
  commandId: "command-3",
});

let number = 0;
const aKey = (): NoticeKey => {
  number += 1;
  return { dossierId: `dossier${String(number).padStart(9, "0")}`, outboxId: `dossier${number}:3`, channel: "sms" };
};

/** The laws of a store of notices, for whatever keeps them. */
const laws = (open: () => Place) => {
  it("reads event, dossier and person together", async () => {
    expect(await open().store.readSubject(messageOf(KNOWN), "sms")).toStrictEqual({ ...KNOWN, notice: undefined });
  });

  it("reads a dossier whose person is erased", async () => {
    expect(await open().store.readSubject(messageOf(ERASED), "sms")).toStrictEqual({ ...ERASED, notice: undefined });
  });

  it("reads nothing for an event that is not there", async () => {
    expect(await open().store.readSubject({ ...messageOf(KNOWN), commandId: "other" }, "sms")).toBeUndefined();
  });

  it("reads what became of the way that it is asked for together with what it is about", async () => {
    const { store } = open();
    const { dossierId, outboxId } = messageOf(KNOWN);
    await store.claim({ dossierId, outboxId, channel: "email" }, undefined, CLAIM);
    const [sms, email] = await Promise.all(
      (["sms", "email"] as const).map((channel) => store.readSubject(messageOf(KNOWN), channel)),
    );
    expect(sms).toStrictEqual({ ...KNOWN, notice: undefined });
    expect(email?.notice).toEqual(CLAIMED({ outboxId, channel: "email" }));
  });

  it("reads what a courtesy is about without any event, and what became of it on the way that it is asked for", async () => {
    const { store } = open();
    const { event: _, ...rest } = KNOWN;
    const { dossierId } = messageOf(KNOWN);
    const courtesy = { dossierId, outboxId: `${dossierId}:answer-soon:1795312800000` };
    expect(await store.readCourtesy(courtesy, "sms")).toStrictEqual({ ...rest, notice: undefined });
    await store.markSkipped({ ...courtesy, channel: "sms" }, { at: AT, reason: "capped", what: "rating-asked" });
    await store.claim({ ...courtesy, channel: "email" }, undefined, CLAIM);
    expect(await store.readCourtesy(courtesy, "sms")).toMatchObject({ notice: { state: "skipped", reason: "capped" } });
    expect(await store.readCourtesy(courtesy, "email")).toMatchObject({ notice: { state: "claimed" } });
  });

  it("reads a courtesy of an erased person without the person, and none of an unknown dossier", async () => {
    const { store } = open();
    const erased = { ...messageOf(ERASED), outboxId: "o" };
    expect(await store.readCourtesy(erased, "sms")).toStrictEqual({
      dossier: ERASED.dossier,
      person: undefined,
      notice: undefined,
    });
    expect(await store.readCourtesy({ dossierId: "dossierunknown22", outboxId: "o" }, "sms")).toBeUndefined();
  });

  it("lets one of twenty workers claim a notice", async () => {
    const { store } = open();
    const key = aKey();
    const claims = await Promise.all(Array.from({ length: 20 }, () => store.claim(key, undefined, CLAIM)));
    expect(claims.filter((won) => won)).toHaveLength(1);
    expect(await store.read(key)).toEqual(CLAIMED(key));
  });

  it("answers each of those that are claimed side by side, and one that is taken harms none of the others", async () => {
    const { store } = open();
    const keys = Array.from({ length: 12 }, aKey);
    await store.claim(keys[3] as NoticeKey, undefined, { ...CLAIM, provider: "esms" });
    const won = await Promise.all(keys.map((key) => store.claim(key, undefined, CLAIM)));
    expect(won).toEqual(keys.map((_, place) => place !== 3));
    const read = await Promise.all(keys.map((key) => store.read(key)));
    expect(read.map((notice) => notice?.provider)).toEqual(keys.map((_, place) => (place === 3 ? "esms" : "aws-sms")));
    expect(read.map((notice) => notice?.attempt)).toEqual(keys.map(() => 1));
  });

  it("marks side by side what is still held, and leaves alone what is not", async () => {
    const { store } = open();
    const keys = Array.from({ length: 4 }, aKey);
    await Promise.all(keys.map((key) => store.claim(key, undefined, CLAIM)));
    const sent = { at: LEASE, providerMessageId: "m-1", template: "accepted@1", receiptBy: undefined };
    await Promise.all(keys.map((key, place) => store.markSent(key, place === 1 ? 2 : 1, sent)));
    const states = (await Promise.all(keys.map((key) => store.read(key)))).map((notice) => notice?.state);
    expect(states).toEqual(["sent", "claimed", "sent", "sent"]);
  });

  it("reads side by side each subject by itself, though two are of one dossier and one is not there", async () => {
    const { store } = open();
    const other = { ...messageOf(KNOWN), outboxId: `${KNOWN.event.dossierId}:9` };
    const unknown = { outboxId: "o", dossierId: "dossierunknown22", commandId: "c" };
    const asked = [messageOf(KNOWN), unknown, other, messageOf(ERASED)];
    const read = await Promise.all(asked.map((message) => store.readSubject(message, "sms")));
    expect(read.map((subject) => subject?.event.dossierId)).toEqual([
      KNOWN.event.dossierId,
      undefined,
      KNOWN.event.dossierId,
      ERASED.event.dossierId,
    ]);
    expect(read[3]?.person).toBeUndefined();
  });

  it("keeps the channels of one event apart", async () => {
    const { store } = open();
    const key = aKey();
    expect(await store.claim(key, undefined, CLAIM)).toBe(true);
    expect(await store.claim({ ...key, channel: "email" }, undefined, CLAIM)).toBe(true);
  });

  it("lets one worker alone take over what stands as it was read, and counts the attempts", async () => {
    const { store } = open();
    const key = aKey();
    await store.claim(key, undefined, CLAIM);
    const before = await store.read(key);
    const again = { ...CLAIM, at: AFTER_LEASE, leaseUntil: MUCH_LATER, provider: "esms", doubts: 1 } as const;
    const claims = await Promise.all(Array.from({ length: 5 }, () => store.claim(key, before, again)));
    expect(claims.filter((won) => won)).toHaveLength(1);
    expect(await store.read(key)).toEqual({
      ...CLAIMED(key),
      attempt: 2,
      at: AFTER_LEASE,
      leaseUntil: MUCH_LATER,
      provider: "esms",
      doubts: 1,
    });
  });

  it("keeps why an attempt failed and whom to ask about it, until it is claimed again", async () => {
    const { store } = open();
    const key = aKey();
    await store.claim(key, undefined, CLAIM);
    await store.markFailed(key, 1, { at: LEASE, error: "OutcomeUnknown", turn: 1, doubtful: "aws-sms" });
    const failed = await store.read(key);
    expect(failed).toMatchObject({ state: "failed", at: LEASE, doubtful: "aws-sms", since: AT });
    expect(await store.claim(key, failed, CLAIM)).toBe(true);
    expect((await store.read(key))?.doubtful).toBeUndefined();
  });

  it("keeps that a notice is held as it stands, by its newest turn, and only where it still stands so", async () => {
    const { store } = open();
    const key = aKey();
    const held = { at: AT, since: AT, turn: 1, what: "dossier-accepted", commandId: "command-3" } as const;
    await store.markHeld(key, undefined, held);
    await store.markHeld(key, undefined, { ...held, turn: 7 });
    const first = await store.read(key);
    expect(first).toMatchObject({ state: "failed", attempt: 0, at: AT, since: AT, turn: 1, commandId: "command-3" });
    await store.markHeld(key, first, { ...held, at: LEASE, since: LEASE, turn: 2 });
    expect(await store.read(key)).toMatchObject({ state: "failed", attempt: 0, at: LEASE, since: AT, turn: 2 });
    expect(await store.claim(key, first, CLAIM)).toBe(true);
    await store.markHeld(key, first, { ...held, turn: 3 });
    expect(await store.read(key)).toMatchObject({ state: "claimed", attempt: 1, turn: 2 });
  });

  it("has nothing more to claim once a notice is sent", async () => {
    const { store, notices } = open();
    const key = aKey();
    await store.claim(key, undefined, CLAIM);
    const before = await store.read(key);
    await store.markSent(key, 1, { at: LEASE, providerMessageId: "m-1", template: "accepted@1", receiptBy: undefined });
    expect(await store.claim(key, before, CLAIM)).toBe(false);
    expect(await store.claim(key, undefined, CLAIM)).toBe(false);
    expect(await notices(key.dossierId)).toEqual([{ ...CLAIMED(key), state: "sent", at: LEASE }]);
  });

  it("takes no word from a worker whose claim has passed to another", async () => {
    const { store, notices } = open();
    const key = aKey();
    await store.claim(key, undefined, CLAIM);
    await store.claim(key, await store.read(key), { ...CLAIM, at: AFTER_LEASE });
    await store.markFailed(key, 1, { at: AFTER_LEASE, error: "AbortError", turn: 1 });
    await store.markUndelivered(key, 1, { at: AFTER_LEASE, reason: "refused" });
    await store.markUnconfirmed(key, 1, { at: AFTER_LEASE, template: "accepted@1", receiptBy: undefined });
    expect((await notices(key.dossierId))[0]).toMatchObject({ state: "claimed", attempt: 2 });
    const sent = { at: AFTER_LEASE, providerMessageId: "m-2", template: "accepted@1", receiptBy: undefined };
    await store.markSent(key, 2, sent);
    await store.markFailed(key, 2, { at: MUCH_LATER, error: "AbortError", turn: 1 });
    expect((await notices(key.dossierId))[0]).toMatchObject({ state: "sent", attempt: 2 });
  });

  it.each(["undelivered", "unconfirmed"] as const)("keeps that a notice ended as %s", async (state) => {
    const { store } = open();
    const key = aKey();
    await store.claim(key, undefined, CLAIM);
    if (state === "undelivered") await store.markUndelivered(key, 1, { at: LEASE, reason: "refused" });
    else await store.markUnconfirmed(key, 1, { at: LEASE, template: "accepted@1", receiptBy: undefined });
    expect(await store.read(key)).toMatchObject({ state, at: LEASE });
  });

  it("notes why nobody was told, once, and never over a notice that was sent or is being sent", async () => {
    const { store, notices } = open();
    const skipped = aKey();
    await store.markSkipped(skipped, { at: AT, reason: "not-wanted", what: "dossier-accepted" });
    await store.markSkipped(skipped, { at: MUCH_LATER, reason: "no-address", what: "dossier-accepted" });
    expect(await notices(skipped.dossierId)).toEqual([
      {
        outboxId: skipped.outboxId,
        channel: "sms",
        state: "skipped",
        attempt: 0,
        at: AT,
        doubts: 0,
        reason: "not-wanted",
        what: "dossier-accepted",
      },
    ]);

    const claimed = aKey();
    await store.claim(claimed, undefined, CLAIM);
    await store.markSkipped(claimed, { at: AT, reason: "person-erased", what: "dossier-accepted" });
    expect((await notices(claimed.dossierId))[0]).toMatchObject({ state: "claimed" });
  });

  it("lets a skipped notice be claimed after all, as the other way of one that did not arrive", async () => {
    const { store } = open();
    const key = aKey();
    await store.markSkipped(key, { at: AT, reason: "not-wanted", what: "dossier-accepted" });
    expect(await store.claim(key, await store.read(key), CLAIM)).toBe(true);
    expect(await store.read(key)).toEqual(CLAIMED(key));
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
    await store.claim(key, undefined, CLAIM);
    await store.markSent(key, 1, { at: AT, providerMessageId: "m-1", template: "accepted@1", receiptBy: MUCH_LATER });
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
        schema: 2,
        state: "sent",
        attempt: 1,
        doubts: 0,
        provider: "aws-sms",
        what: "dossier-accepted",
        commandId: "command-3",
        since: AT,
        changedAt: AT,
        leaseUntil: LEASE,
        providerMessageId: "m-1",
        template: "accepted@1",
        outbox: expect.stringMatching(/^receipts#\d+$/),
        at: MUCH_LATER,
      },
    ]);
  });

  it("asks nothing of the table for what cannot be a dossier's id", async () => {
    const untouched = { name: table.name, client: { send: () => expect.fail("the table was asked") } } as never;
    expect(await toldOf(untouched)("x".repeat(3000))).toEqual({ notices: [], reminders: [] });
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
