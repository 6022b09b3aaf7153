import { describe, expect, it } from "vitest";
import type { Dossier } from "../../../shared/domain/dossiers/dossier.ts";
import type { Person } from "../../../shared/domain/dossiers/person.ts";
import { instantOf, millisOf } from "../../../shared/domain/foundation/instant.ts";
import {
  MessageRefused,
  OutcomeUnknown,
  ProviderFault,
} from "../../../shared/domain/notifications/message-provider.ts";
import { ApplicantMessage, type CourtesyMessage } from "../../../shared/domain/notifications/notice-message.ts";
import { messageOf } from "../../../shared/domain/reminders/reminder.ts";
import { aDossier, aPerson, aSubject, CODE, DOSSIER_ID } from "../../builders/notice.ts";
import { ARN, aNoticeWorld, MESSAGE, START } from "../../builders/notice-world.ts";
import { capsStoreFake } from "../../fakes/caps-store.ts";
import { withLog } from "../boundary/captured-log.ts";

const RESPOND_BY = "2026-11-25T01:30:00.000Z";
const NIGHT = millisOf("2026-11-22T16:00:00.000Z");
const DAY_MS = 86_400_000;

const waiting = (changes: object = {}): Dossier =>
  ({
    ...aDossier(),
    state: "awaiting-supplement",
    waitingSince: "2026-11-10T01:30:00.000Z",
    respondBy: RESPOND_BY,
    requested: [],
    resume: "processing",
    ...changes,
  }) as unknown as Dossier;
const owing = waiting({
  state: "payment-due",
  payBy: RESPOND_BY,
  demand: { id: "d", due: "request", amount: 650_000, items: [] },
});
const returned = (changes: object = {}): Dossier =>
  ({
    ...aDossier(),
    state: "returned",
    returned: { method: "counter", at: "2026-11-21T01:30:00.000Z", trackingNumber: null },
    ...changes,
  }) as unknown as Dossier;

const REMINDER = messageOf(DOSSIER_ID, { kind: "answer-soon", dueAt: RESPOND_BY });
const REQUEST = messageOf(DOSSIER_ID, { kind: "rating-asked", dueAt: "2026-11-21T01:30:00.000Z" });

const aWorld = (
  dossier: Dossier = waiting(),
  {
    person = aPerson(),
    providers,
  }: { person?: Person | undefined; providers?: Parameters<typeof aNoticeWorld>[1] } = {},
) => {
  const world = aNoticeWorld({ ...aSubject(), dossier, person }, providers);
  const told = (message: CourtesyMessage = REMINDER) =>
    withLog(async () => {
      await world.sms(message);
      await world.email(message);
    });
  const ends = () =>
    Object.fromEntries(
      world.notices.sentNotices(DOSSIER_ID).map(({ channel, state, reason }) => [channel, reason ?? state]),
    );
  return { ...world, told, ends };
};

describe("a courtesy to an applicant", () => {
  it.each<[string, Dossier, CourtesyMessage, string]>([
    ["a supplement is due soon", waiting(), REMINDER, "bổ sung"],
    ["a payment is due soon", owing, REMINDER, "650.000"],
    ["a service may be rated", returned(), REQUEST, "đánh giá"],
  ])("that %s goes each way once, with our reference and its date", async (_, dossier, message, word) => {
    const world = aWorld(dossier);
    for (let copy = 0; copy < 5; copy += 1) await world.told(message);
    expect(world.sent.map(({ to, reference }) => [to, reference])).toEqual([
      ["+84912345678", message.outboxId],
      ["lan.nguyen@example.com", message.outboxId],
    ]);
    const [sms, email] = world.sent.map(({ mail }) => JSON.stringify(mail));
    expect(sms).toContain(CODE);
    expect(email).toContain(word);
    if (message === REMINDER) expect(email).toContain("08:30 25/11/2026");
    expect(world.ends()).toEqual({ sms: "sent", email: "sent" });
  });

  it.each<[string, Dossier, CourtesyMessage]>([
    ["answered", aDossier(), REMINDER],
    ["given more time", waiting({ respondBy: "2026-12-25T01:30:00.000Z" }), REMINDER],
    ["withdrawn", waiting({ state: "withdrawn" }), REMINDER],
    ["rated", returned({ ratedAt: START }), REQUEST],
  ])("of what was %s meanwhile is not sent, and the reason is kept", async (_, dossier, message) => {
    const world = aWorld(dossier);
    await world.told(message);
    expect(world.sent).toEqual([]);
    expect(world.ends()).toEqual({ sms: "no-longer-due", email: "no-longer-due" });
    expect(world.caps.counted.size).toBe(0);
  });

  it("that comes when the time is over is not sent", async () => {
    const world = aWorld();
    world.clock.now = millisOf(RESPOND_BY);
    await world.told();
    expect(world.ends()).toEqual({ sms: "no-longer-due", email: "no-longer-due" });
  });

  it("goes only the ways that are wanted, and none where none is, though a change would be told", async () => {
    const one = aWorld(waiting(), { person: aPerson({ notify: { sms: false, email: true } }) });
    await one.told();
    expect(one.ends()).toEqual({ sms: "not-wanted", email: "sent" });
    const none = aWorld(waiting(), { person: aPerson({ notify: { sms: false, email: false } }) });
    await none.told();
    expect(none.ends()).toEqual({ sms: "not-wanted", email: "not-wanted" });
    expect(none.desk.tasks.size).toBe(0);
  });

  it("to whoever is erased, or has no address, is not sent", async () => {
    const world = aNoticeWorld({ ...aSubject(), dossier: waiting(), person: undefined });
    await withLog(() => world.sms(REMINDER));
    expect(world.notices.sentNotices(DOSSIER_ID)).toMatchObject([{ state: "skipped", reason: "person-erased" }]);
    const { applicant } = aPerson();
    const { phone: _, ...unreachable } = applicant;
    const mute = aWorld(waiting(), { person: aPerson({ applicant: { ...unreachable, email: "no address" } }) });
    await mute.told();
    expect(mute.ends()).toEqual({ sms: "no-address", email: "address-unusable" });
  });

  it("is held over night, a quarter of an hour at a time, unclaimed and uncounted, and sent once in the morning", async () => {
    const world = aWorld();
    world.clock.now = NIGHT;
    const { lines } = await withLog(() => world.sms(REMINDER));
    expect(lines).toEqual([expect.objectContaining({ code: "notice-held", retryInSeconds: 900, channel: "sms" })]);
    expect([world.sent.length, world.notices.rows.size, world.caps.counted.size]).toEqual([0, 0, 0]);
    let looks = 0;
    for (let put = world.putBack.shift(); put !== undefined; put = world.putBack.shift()) {
      expect(ApplicantMessage.safeParse(put.message).success).toBe(true);
      expect(put).toMatchObject({ queueArn: ARN.sms, message: REMINDER });
      world.clock.now += put.seconds * 1000;
      looks += 1;
      const { message } = put;
      await withLog(() => world.sms(message));
    }
    // From 23:00 to 07:00.
    expect(looks).toBe(32);
    expect(instantOf(world.clock.now)).toBe("2026-11-23T00:00:00.000Z");
    expect(world.sent).toHaveLength(1);
  });

  it("that was sent already is not held again", async () => {
    const world = aWorld();
    await world.told();
    world.clock.now = NIGHT;
    await world.told();
    expect([world.sent.length, world.putBack.length]).toEqual([2, 0]);
  });

  it("that no provider takes is tried again and counted once; given up, it goes no other way and nobody calls", async () => {
    const world = aWorld();
    const [provider] = world.providers.sms;
    provider?.faults.push(new ProviderFault("down"), new ProviderFault("down"), new MessageRefused("blocked"));
    for (let time = 0; time < 4; time += 1) {
      await withLog(() => world.sms(REMINDER));
      world.clock.now += 60_000;
    }
    expect(world.ends()).toEqual({ sms: "refused" });
    expect([world.fellBack, world.desk.tasks.size]).toEqual([[], 0]);
    expect([...world.caps.counted.values()].map((ids) => [...ids])).toEqual([[REMINDER.outboxId], [REMINDER.outboxId]]);
  });

  it("that may have arrived is not sent again, also where the day is full by then", async () => {
    const world = aWorld();
    world.providers.sms[0]?.faults.push(new OutcomeUnknown("TimeoutError"));
    await withLog(() => world.sms(REMINDER));
    world.clock.now += DAY_MS;
    for (const outboxId of ["other-1", "other-2"])
      await world.caps.take(
        { kind: "dossier", name: DOSSIER_ID },
        { outboxId, at: instantOf(world.clock.now), cap: 2 },
      );
    await withLog(() => world.sms(REMINDER));
    expect(world.sent).toEqual([]);
    expect(world.ends()).toEqual({ sms: "unconfirmed" });
  });

  it("is one of two a day of a dossier; a third is kept as such, and sent on no other day", async () => {
    const world = aWorld();
    const take = (outboxId: string) =>
      world.caps.take({ kind: "dossier", name: DOSSIER_ID }, { outboxId, at: START, cap: 2 });
    await take("other-1");
    await world.told();
    expect(world.ends()).toEqual({ sms: "sent", email: "sent" });
    const full = aWorld();
    const { caps } = world;
    await take("other-2");
    const later = messageOf(DOSSIER_ID, { kind: "answer-soon", dueAt: RESPOND_BY });
    await withLog(() => full.sms({ ...later, outboxId: `${later.outboxId}9` }, { caps }));
    expect(full.ends()).toEqual({ sms: "capped" });
    full.clock.now += DAY_MS;
    await withLog(() => full.sms({ ...later, outboxId: `${later.outboxId}9` }, { caps }));
    expect(full.sent).toEqual([]);
  });

  it("is one of two a day to a number, whoever's dossier it is of; another number is free", async () => {
    const caps = capsStoreFake();
    const sentTo = async (id: string, phone: string): Promise<number> => {
      const world = aNoticeWorld({
        ...aSubject(),
        dossier: waiting({ id }),
        person: aPerson({ applicant: { ...aPerson().applicant, phone } }),
      });
      await withLog(() => world.sms(messageOf(id, { kind: "answer-soon", dueAt: RESPOND_BY }), { caps }));
      return world.sent.length;
    };
    const ids = ["a", "b", "c"].map((letter) => letter.repeat(16));
    const counts: number[] = [];
    // However it is written, it is one number.
    for (const [place, phone] of ["0912345678", "+84912345678", "84912345678"].entries())
      counts.push(await sentTo(ids[place] as string, phone));
    expect(counts).toEqual([1, 1, 0]);
    expect(await sentTo("d".repeat(16), "0912345679")).toBe(1);
    expect(JSON.stringify([...caps.counted.keys()])).not.toMatch(/912345678/);
  });

  it("has no address and no name in the log", async () => {
    const world = aWorld();
    const { lines } = await world.told();
    expect(JSON.stringify(lines)).not.toMatch(/@|912345678|Lan/);
  });

  it("is refused where its message is not one of ours, and no notice of an event is taken for one", () => {
    for (const ours of [REMINDER, REQUEST, { ...REMINDER, since: START }, MESSAGE])
      expect(ApplicantMessage.safeParse(ours)).toEqual({ success: true, data: ours });
    for (const wrong of [
      { ...REMINDER, kind: "step-soon" },
      { ...REMINDER, dueAt: "soon" },
      { ...REMINDER, commandId: "command-3" },
      { ...REMINDER, fallback: true },
      { ...REMINDER, phone: "0912345678" },
      { outboxId: "a:1", dossierId: "a" },
    ])
      expect(ApplicantMessage.safeParse(wrong).success).toBe(false);
  });
});

describe("a status notice", () => {
  it("is never held and never counted: a thousand to one number, at night, are all sent", async () => {
    const world = aWorld(aDossier());
    world.clock.now = NIGHT;
    const caps = { take: () => Promise.reject(new Error("a status notice was counted")) };
    await withLog(async () => {
      for (let nth = 0; nth < 1_000; nth += 1)
        await world.sms({ ...MESSAGE, outboxId: `${DOSSIER_ID}:${nth}` }, { caps, courtesiesPerDay: 0 });
    });
    expect(world.sent).toHaveLength(1_000);
    expect(new Set(world.sent.map(({ to }) => to))).toEqual(new Set(["+84912345678"]));
    expect(world.putBack).toEqual([]);
  });
});
