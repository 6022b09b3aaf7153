import { describe, expect, it } from "vitest";
import { recordReceipt } from "../../../functions/notifications/record-receipt.ts";
import { watchReceipts } from "../../../functions/notifications/watch-receipts.ts";
import { instantOf } from "../../../shared/domain/foundation/instant.ts";
import type { NoticeKey } from "../../../shared/domain/notifications/notice.ts";
import type { ReceiptOutcome } from "../../../shared/domain/notifications/receipt.ts";
import { aPerson, aSubject, DOSSIER_ID } from "../../builders/notice.ts";
import { aNoticeWorld, MESSAGE } from "../../builders/notice-world.ts";
import { receiptStoreFake } from "../../fakes/receipt-store.ts";
import { withLog } from "../boundary/captured-log.ts";

const AN_HOUR = 3_600_000;

/** Both ways sent, and what the providers report of them afterwards. */
const aToldWorld = async (person = aPerson()) => {
  const world = aNoticeWorld(aSubject({ person }));
  await withLog(() => world.sms());
  await withLog(() => world.email());
  const watched = new Map<string, { key: NoticeKey; by: string }>();
  for (const { channel, state } of world.notices.sentNotices(DOSSIER_ID))
    if (state === "sent") {
      const key = { dossierId: DOSSIER_ID, outboxId: MESSAGE.outboxId, channel };
      watched.set(`${DOSSIER_ID} ${MESSAGE.outboxId}#${channel}`, { key, by: instantOf(world.clock.now + AN_HOUR) });
    }
  const dependencies = { ...world.aftermath, receipts: receiptStoreFake(world.notices, watched) };
  const report = (channel: "sms" | "email", outcome: ReceiptOutcome, over = {}) =>
    withLog(() =>
      recordReceipt(
        { reference: MESSAGE.outboxId, channel, outcome, at: dependencies.now() },
        { ...dependencies, ...over },
      ),
    );
  const watch = (over = {}) =>
    withLog(() => watchReceipts(dependencies.now(), { ...dependencies, ...over }, () => 200_000));
  return { ...world, report, watch, watched };
};

describe("a report of delivery", () => {
  it("that a message arrived is kept, and nothing follows", async () => {
    const world = await aToldWorld();
    const { lines } = await world.report("sms", "delivered");
    expect(world.states()).toEqual({ sms: "delivered", email: "sent" });
    expect(lines).toMatchObject([{ code: "receipt-recorded", channel: "sms", state: "delivered" }]);
    expect([world.fellBack, world.desk.tasks.size]).toEqual([[], 0]);
  });

  it("that one bounced is left to the other way while that one stands, and becomes a call when it bounces too", async () => {
    const world = await aToldWorld();
    await world.report("email", "bounced");
    expect([world.fellBack, world.desk.tasks.size]).toEqual([[], 0]);
    await world.report("sms", "bounced");
    expect([...world.desk.tasks.keys()]).toEqual([MESSAGE.outboxId]);
  });

  it("that the only wanted way bounced has the other way taken", async () => {
    const world = await aToldWorld(aPerson({ notify: { sms: false, email: true } }));
    await world.report("email", "bounced");
    expect(world.fellBack).toEqual([{ channel: "sms", message: { ...MESSAGE, fallback: true } }]);
    await withLog(() => world.sms(world.fellBack[0]?.message));
    expect(world.states()).toEqual({ sms: "sent", email: "undelivered" });
  });

  it("whose consumer dies before it has done what follows is done when it comes again", async () => {
    const world = await aToldWorld(aPerson({ notify: { sms: false, email: true } }));
    const dying = { fallBack: () => Promise.reject(new Error("killed")) };
    await expect(world.report("email", "bounced", dying)).rejects.toThrow("killed");
    await world.report("email", "bounced");
    expect(world.fellBack).toHaveLength(1);
  });

  it("of a message that nobody knows changes nothing", async () => {
    const world = aNoticeWorld();
    const receipt = {
      reference: MESSAGE.outboxId,
      channel: "sms",
      outcome: "bounced",
      at: "2026-11-22T02:00:00.000Z",
    } as const;
    await withLog(() => recordReceipt(receipt, world.aftermath));
    expect([world.states(), world.desk.tasks.size]).toEqual([{}, 0]);
  });

  it("of an officer's mail that bounced has nobody called", async () => {
    const world = aNoticeWorld();
    const key = { dossierId: DOSSIER_ID, outboxId: `${DOSSIER_ID}:step-late:1`, channel: "officer-email" } as const;
    const claim = {
      at: "2026-11-22T01:30:00.000Z",
      since: "2026-11-22T01:30:00.000Z",
      leaseUntil: "2026-11-22T01:30:20.000Z",
      provider: "ses",
      doubts: 0,
      what: "step-late",
    } as const;
    await world.notices.claim(key, undefined, claim);
    const receipt = { reference: key.outboxId, channel: key.channel, outcome: "bounced", at: claim.at } as const;
    await withLog(() => recordReceipt(receipt, world.aftermath));
    expect(await world.notices.read(key)).toMatchObject({ state: "undelivered" });
    expect(world.desk.tasks.size).toBe(0);
  });
});

describe("a report of delivery that does not come", () => {
  it("is waited for, and no longer", async () => {
    const world = await aToldWorld();
    world.clock.now += AN_HOUR - 1;
    await world.watch();
    expect(world.states()).toEqual({ sms: "sent", email: "sent" });
    world.clock.now += 1;
    const { lines, result } = await world.watch();
    expect(world.states()).toEqual({ sms: "undelivered", email: "undelivered" });
    expect(result).toEqual({ givenUp: 2, failed: 0 });
    expect(lines).toContainEqual(
      expect.objectContaining({ level: "error", code: "notice-unreceipted", channel: "sms" }),
    );
    expect([...world.desk.tasks.keys()]).toEqual([MESSAGE.outboxId]);
    expect(world.watched.size).toBe(0);
  });

  it("has nobody called where the other way is known to have arrived", async () => {
    const world = await aToldWorld();
    await world.report("email", "delivered");
    world.clock.now += AN_HOUR;
    await world.watch();
    expect(world.states()).toEqual({ sms: "undelivered", email: "delivered" });
    expect([world.fellBack, world.desk.tasks.size]).toEqual([[], 0]);
  });

  it("and comes late after all takes the call back, but never one that was made", async () => {
    const world = await aToldWorld();
    world.clock.now += AN_HOUR;
    await world.watch();
    await world.report("sms", "delivered");
    expect([world.states().sms, world.desk.tasks.size]).toEqual(["delivered", 0]);

    const called = await aToldWorld();
    called.clock.now += AN_HOUR;
    await called.watch();
    await called.desk.complete(MESSAGE, {
      at: instantOf(called.clock.now),
      by: "officer-1",
      outcome: "reached",
      completedBy: { commandId: "call-1", bodyHash: "body" },
    });
    await called.report("sms", "delivered");
    expect(called.desk.tasks.size).toBe(1);
  });

  it("is found again by the next run where one run could not do what follows, and fails that run", async () => {
    const world = await aToldWorld();
    world.clock.now += AN_HOUR;
    const dying = { desk: { ...world.desk, put: () => Promise.reject(new Error("throttled")) } };
    await expect(world.watch(dying)).rejects.toMatchObject({ name: "ReceiptsLeft" });
    expect(world.watched.size).toBeGreaterThan(0);
    await world.watch();
    expect([world.watched.size, world.desk.tasks.size]).toEqual([0, 1]);
  });

  it("is left to the next run where the time is up", async () => {
    const world = await aToldWorld();
    world.clock.now += AN_HOUR;
    await withLog(() =>
      watchReceipts(
        world.aftermath.now(),
        { ...world.aftermath, receipts: receiptStoreFake(world.notices, world.watched) },
        () => 20_000,
      ),
    );
    expect(world.states()).toEqual({ sms: "sent", email: "sent" });
  });
});
