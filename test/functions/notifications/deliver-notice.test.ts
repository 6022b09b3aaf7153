import { describe, expect, it } from "vitest";
import { sealing } from "../../../shared/adapters/crypto/sealing.ts";
import {
  MessageRefused,
  OutcomeUnknown,
  ProviderFault,
} from "../../../shared/domain/notifications/message-provider.ts";
import { EventMessage } from "../../../shared/domain/notifications/notice-message.ts";
import { anEvent, aPerson, aSubject, DOSSIER_ID, LONGEST_LINK } from "../../builders/notice.ts";
import { ARN, aNoticeWorld, MESSAGE, type Sent, START, scripted } from "../../builders/notice-world.ts";
import { withLog } from "../boundary/captured-log.ts";

const down = () => new ProviderFault("InternalServerException");
const lost = () => new OutcomeUnknown("TimeoutError");

/** Two ways by SMS: one that knows nothing of what it was sent, and one that knows references and can be asked. */
const twoGateways = (sent: Sent[]) => ({
  sms: [
    scripted("aws-sms", sent, {}, lost),
    scripted("esms", sent, { honoursReferences: true, canBeAsked: true }, lost),
  ],
  email: [scripted("ses", sent, {}, lost)],
});
const askable = (sent: Sent[]) => ({
  sms: [scripted("esms", sent, { honoursReferences: true, canBeAsked: true }, lost)],
  email: [scripted("ses", sent)],
});
const forgetful = (sent: Sent[]) => ({
  sms: [scripted("aws-sms", sent, {}, lost)],
  email: [scripted("ses", sent)],
});

describe("a notice", () => {
  it("is sent by SMS with our reference, and noted as sent", async () => {
    const world = aNoticeWorld();
    const { lines } = await withLog(() => world.sms());
    expect(world.sent).toEqual([
      {
        provider: "aws-sms",
        to: "+84912345678",
        reference: MESSAGE.outboxId,
        mail: expect.objectContaining({ body: expect.stringContaining(LONGEST_LINK) }),
      },
    ]);
    expect(world.notices.sentNotices(DOSSIER_ID)).toMatchObject([
      {
        outboxId: MESSAGE.outboxId,
        channel: "sms",
        state: "sent",
        attempt: 1,
        at: START,
        provider: "aws-sms",
        doubts: 0,
        what: "dossier-accepted",
      },
    ]);
    expect(lines).toEqual([
      expect.objectContaining({
        code: "notice-sent",
        channel: "sms",
        provider: "aws-sms",
        parts: 1,
        cost: 800,
        doubts: 0,
      }),
    ]);
  });

  it("is sent by email too, on its own", async () => {
    const world = aNoticeWorld();
    await withLog(() => world.sms());
    await withLog(() => world.email());
    expect(world.sent.map(({ to }) => to)).toEqual(["+84912345678", "lan.nguyen@example.com"]);
  });

  it("of a refusal says in the email what the officer wrote, and in the SMS and the log nothing of it", async () => {
    const person = aPerson();
    const place = `${DOSSIER_ID}\n3\ncommand-3`;
    const sealed = sealing.seal(person.wordsKey, place, JSON.stringify({ reason: "Thiếu bản sao" }));
    const event = anEvent({ from: "submitted", to: "refused", what: "dossier-refused", facts: {}, sealed });
    const world = aNoticeWorld(aSubject({ event, person }));
    const lines = [(await withLog(() => world.email())).lines, (await withLog(() => world.sms())).lines];
    const [email, sms] = world.sent.map(({ mail }) => mail);
    expect(email).toMatchObject({ text: expect.stringContaining("Lý do: Thiếu bản sao") });
    expect(JSON.stringify([sms, lines])).not.toMatch(/Thi.u b.n sao/);
  });

  it("is sent once, however often it is delivered", async () => {
    const world = aNoticeWorld();
    for (let copy = 0; copy < 10; copy += 1) await withLog(() => world.sms());
    expect(world.sent).toHaveLength(1);
    expect(world.putBack).toEqual([]);
  });

  it("is sent once by twenty workers at the same time; who finds it taken comes again, at no cost of a receive", async () => {
    const world = aNoticeWorld();
    await withLog(() => Promise.all(Array.from({ length: 20 }, () => world.sms())));
    expect(world.sent).toHaveLength(1);
    expect(world.putBack).toHaveLength(19);
    for (const { message } of world.putBack) await withLog(() => world.sms(message));
    expect([world.sent.length, world.putBack.length]).toEqual([1, 19]);
  });

  it("that the provider does not take is put back as a new message with the same ids, ever later, and sent once", async () => {
    const world = aNoticeWorld();
    for (let fault = 0; fault < 7; fault += 1) world.providers.sms[0]?.faults.push(down());
    const { lines } = await withLog(() => world.sms());
    for (let time = 1; time < 7; time += 1) {
      world.clock.now += 900_000;
      await withLog(() => world.sms());
    }
    const since = START;
    expect(world.putBack).toEqual(
      [2, 10, 30, 120, 600, 900, 900].map((seconds, turn) => ({
        queueArn: ARN.sms,
        message: { ...MESSAGE, since, turn: turn + 1 },
        seconds,
      })),
    );
    for (const { message } of world.putBack) expect(EventMessage.parse(message)).toEqual(message);
    expect(lines[0]).toMatchObject({
      level: "error",
      code: "notice-failed",
      error: "ProviderFault: InternalServerException",
      retryInSeconds: 2,
    });
    world.clock.now += 900_000;
    await withLog(() => world.sms());
    expect(world.sent).toHaveLength(1);
    expect(world.notices.sentNotices(DOSSIER_ID)[0]).toMatchObject({ state: "sent", attempt: 8 });
  });

  it("comes again by the queue when it could not be put back", async () => {
    const world = aNoticeWorld();
    world.providers.sms[0]?.faults.push(down());
    await expect(
      withLog(() => world.sms(MESSAGE, { later: () => Promise.reject(new Error("no queue")) })),
    ).rejects.toThrow("no queue");
    world.clock.now += 20_001;
    await withLog(() => world.sms());
    expect(world.sent).toHaveLength(1);
  });

  it("comes again by the queue when the store cannot be read", async () => {
    const world = aNoticeWorld();
    const broken = { ...world.notices, readSubject: () => Promise.reject(new Error("throttled")) };
    await expect(world.sms(MESSAGE, { notices: broken })).rejects.toThrow("throttled");
    expect([world.sent, world.putBack]).toEqual([[], []]);
  });

  it("of an event that is not there fails, so that a person finds it among the dead letters", async () => {
    const world = aNoticeWorld(aSubject({ event: anEvent({ commandId: "other" }) }));
    await expect(world.sms()).rejects.toMatchObject({ name: "EventMissing" });
  });

  it("of an event that is no change of state is skipped", async () => {
    const event = anEvent({ what: "step-completed", from: "processing", to: "processing" });
    const world = aNoticeWorld(aSubject({ event }));
    await withLog(() => world.sms());
    expect(world.notices.sentNotices(DOSSIER_ID)[0]).toMatchObject({ state: "skipped", reason: "no-template" });
    expect(world.desk.tasks.size).toBe(0);
  });

  it("leaves nothing of the person in the log, on a queue or beside the dossier, whatever happens to it", async () => {
    const world = aNoticeWorld();
    world.providers.sms[0]?.faults.push(down(), new MessageRefused("ConflictException"), new Error("Lan 0912345678"));
    const lines = [];
    for (let time = 0; time < 3; time += 1) lines.push((await withLog(() => world.sms())).lines);
    lines.push((await withLog(() => world.email())).lines);
    const kept = [lines, world.putBack, world.fellBack, [...world.notices.rows], [...world.desk.tasks]];
    expect(JSON.stringify(kept)).not.toMatch(/Lan|912345678|lan\.nguyen|tracking\/t/);
  });
});

describe("a notice whose outcome nobody knows", () => {
  it("is asked about where its provider can be asked, and not sent again where that one has it", async () => {
    const world = aNoticeWorld(aSubject(), askable);
    world.providers.sms[0]?.faults.push("took-it-but-gave-no-answer");
    await withLog(() => world.sms());
    world.clock.now += 86_400_000;
    expect(world.states()).toEqual({ sms: "failed" });
    await withLog(() => world.sms());
    expect(world.sent).toHaveLength(1);
    expect(world.notices.sentNotices(DOSSIER_ID)[0]).toMatchObject({ state: "sent", attempt: 2, doubts: 0 });
  });

  it("is sent by the provider that was asked where that one knows nothing of it", async () => {
    const world = aNoticeWorld(aSubject(), askable);
    world.providers.sms[0]?.faults.push(lost());
    await withLog(() => world.sms());
    world.clock.now += 86_400_000;
    await withLog(() => world.sms());
    expect(world.sent).toHaveLength(1);
    expect(world.notices.sentNotices(DOSSIER_ID)[0]).toMatchObject({ state: "sent", doubts: 0 });
  });

  it("stays as doubtful as it was while the provider that is asked gives no answer", async () => {
    const world = aNoticeWorld(aSubject(), askable);
    const [esms] = world.providers.sms;
    esms?.faults.push("took-it-but-gave-no-answer");
    await withLog(() => world.sms());
    world.clock.now += 86_400_000;
    const find = esms?.find;
    if (esms) esms.find = () => Promise.reject(down());
    await withLog(() => world.sms());
    expect(world.notices.sentNotices(DOSSIER_ID)[0]).toMatchObject({ state: "failed", doubtful: "esms", attempt: 2 });
    if (esms && find) esms.find = find;
    await withLog(() => world.sms());
    expect(world.sent).toHaveLength(1);
  });

  it("is sent once more by another provider, marked as doubtful, where the first cannot be asked", async () => {
    const world = aNoticeWorld(aSubject(), twoGateways);
    world.providers.sms[0]?.faults.push("took-it-but-gave-no-answer");
    await withLog(() => world.sms());
    await withLog(() => world.sms());
    expect(world.sent.map(({ provider }) => provider)).toEqual(["aws-sms", "esms"]);
    expect(world.notices.sentNotices(DOSSIER_ID)[0]).toMatchObject({ state: "sent", doubts: 1 });
  });

  it("is not sent a third time: it ends as unconfirmed, with how many may have arrived", async () => {
    const world = aNoticeWorld(aSubject(), forgetful);
    world.providers.sms[0]?.faults.push("took-it-but-gave-no-answer", "took-it-but-gave-no-answer");
    for (let time = 0; time < 5; time += 1) await withLog(() => world.sms());
    expect(world.sent).toHaveLength(2);
    expect(world.notices.sentNotices(DOSSIER_ID)[0]).toMatchObject({ state: "unconfirmed", doubts: 2 });
  });

  it("whose worker was killed before the call is sent once its lease has lapsed, marked, since nobody can tell", async () => {
    const world = aNoticeWorld(aSubject(), forgetful);
    const [aws] = world.providers.sms;
    const send = aws?.send;
    if (aws) aws.send = () => new Promise<never>(() => {});
    void withLog(() => world.sms());
    await expect.poll(() => world.states().sms).toBe("claimed");
    if (aws && send) aws.send = send;

    world.clock.now += 19_000;
    await withLog(() => world.sms());
    expect([world.sent.length, world.putBack[0]?.seconds]).toEqual([0, 2]);
    world.clock.now += 1_001;
    await withLog(() => world.sms());
    await withLog(() => world.sms());
    expect(world.sent).toHaveLength(1);
    expect(world.notices.sentNotices(DOSSIER_ID)[0]).toMatchObject({ state: "sent", attempt: 2, doubts: 1 });
  });

  it("whose worker was killed after the call is asked about, and not sent again", async () => {
    const world = aNoticeWorld(aSubject(), askable);
    const [esms] = world.providers.sms;
    if (esms)
      esms.beforeAnswer = () => {
        esms.beforeAnswer = () => {};
        throw Object.assign(new Error("killed"), { killed: true });
      };
    const broken = { ...world.notices, markFailed: () => new Promise<never>(() => {}) };
    void withLog(() => world.sms(MESSAGE, { notices: broken }));
    await expect.poll(() => world.sent.length).toBe(1);
    world.clock.now += 20_001;
    const restarted = world.restarted("sms");
    await withLog(() => world.sms(MESSAGE, restarted));
    expect(world.sent).toHaveLength(1);
    expect(world.states()).toEqual({ sms: "sent" });
  });
});

describe("a notice that one provider gave no answer about", () => {
  it("is repeated there on the same day, under the reference that it knows, whatever became of the first", async () => {
    const world = aNoticeWorld(aSubject(), askable);
    const [esms] = world.providers.sms;
    if (esms) esms.find = () => Promise.reject(new Error("asked"));
    esms?.faults.push("took-it-but-gave-no-answer");
    await withLog(() => world.sms());
    await withLog(() => world.sms());
    expect(world.sent).toHaveLength(1);
    expect(world.notices.sentNotices(DOSSIER_ID)[0]).toMatchObject({ state: "sent", doubts: 0 });
  });

  it("and gives none again goes by the other at once, marked as doubtful: a change is not held", async () => {
    const world = aNoticeWorld(aSubject(), (sent) => ({ ...twoGateways(sent), sms: twoGateways(sent).sms.reverse() }));
    world.providers.sms[0]?.faults.push("took-it-but-gave-no-answer", lost());
    for (let time = 0; time < 3; time += 1) await withLog(() => world.sms());
    expect(world.sent.map(({ provider }) => provider)).toEqual(["esms", "aws-sms"]);
    expect(world.notices.sentNotices(DOSSIER_ID)[0]).toMatchObject({ state: "sent", doubts: 1 });
  });

  it("and then says that it is down keeps its doubt, where there is no other, and is asked about it the day after", async () => {
    const world = aNoticeWorld(aSubject(), askable);
    world.providers.sms[0]?.faults.push("took-it-but-gave-no-answer", down());
    await withLog(() => world.sms());
    await withLog(() => world.sms());
    expect(world.notices.sentNotices(DOSSIER_ID)[0]).toMatchObject({ state: "failed", doubtful: "esms" });
    world.clock.now += 86_400_000;
    const [esms] = world.providers.sms;
    if (esms) esms.send = () => Promise.reject(new Error("sent again"));
    await withLog(() => world.sms());
    expect(world.sent).toHaveLength(1);
    expect(world.notices.sentNotices(DOSSIER_ID)[0]).toMatchObject({ state: "sent", doubts: 0 });
  });

  it("and rests goes by the other, marked as doubtful", async () => {
    const world = aNoticeWorld(aSubject(), (sent) => ({ ...twoGateways(sent), sms: twoGateways(sent).sms.reverse() }));
    world.providers.sms[0]?.faults.push("took-it-but-gave-no-answer");
    await withLog(() => world.sms());
    const restUntil = new Date(world.clock.now + 60_000).toISOString();
    world.health.healths.set("sms esms", { provider: "esms", weight: 50, changedAt: START, restUntil, rests: 3 });
    await withLog(() => world.sms(MESSAGE, world.restarted("sms")));
    expect(world.sent.map(({ provider }) => provider)).toEqual(["esms", "aws-sms"]);
    expect(world.notices.sentNotices(DOSSIER_ID)[0]).toMatchObject({ state: "sent", doubts: 1 });
  });
});

describe("a notice that no provider takes now", () => {
  it("goes on by its newest message alone: older copies of it end", async () => {
    const world = aNoticeWorld();
    world.providers.sms[0]?.faults.push(down(), down(), down());
    await withLog(() => world.sms());
    await withLog(() => world.sms());
    expect(world.putBack.map(({ message }) => message.turn)).toEqual([1, 2]);
    for (const turn of [0, 1]) await withLog(() => world.sms({ ...MESSAGE, turn }));
    expect(world.putBack).toHaveLength(2);
    await withLog(() => world.sms({ ...MESSAGE, turn: 2 }));
    await withLog(() => world.sms({ ...MESSAGE, turn: 3 }));
    expect(world.sent).toHaveLength(1);
  });

  it("is shown as on its way while all rest, and copies of its message end as well", async () => {
    const world = aNoticeWorld();
    const restUntil = new Date(world.clock.now + 60_000).toISOString();
    world.health.healths.set("sms aws-sms", { provider: "aws-sms", weight: 50, changedAt: START, restUntil, rests: 3 });
    await withLog(() => world.sms());
    await withLog(() => world.sms({ ...MESSAGE, turn: 0 }));
    expect(world.putBack).toEqual([{ queueArn: ARN.sms, message: { ...MESSAGE, since: START, turn: 1 }, seconds: 60 }]);
    expect(world.notices.sentNotices(DOSSIER_ID)).toMatchObject([{ state: "failed", attempt: 0, since: START }]);
    world.clock.now += 60_000;
    await withLog(() => world.sms());
    expect(world.notices.sentNotices(DOSSIER_ID)).toMatchObject([{ state: "sent", attempt: 1, since: START }]);
  });

  it("is not held by a rest, or a lease, that a clock ahead of ours wrote", async () => {
    const world = aNoticeWorld();
    const ahead = "2026-11-24T01:30:00.000Z";
    world.health.healths.set("sms aws-sms", {
      provider: "aws-sms",
      weight: 50,
      changedAt: ahead,
      restUntil: ahead,
      rests: 3,
    });
    const claim = {
      at: ahead,
      since: ahead,
      leaseUntil: ahead,
      provider: "aws-sms",
      doubts: 0,
      what: "dossier-accepted",
    } as const;
    await world.notices.claim({ dossierId: DOSSIER_ID, outboxId: MESSAGE.outboxId, channel: "sms" }, undefined, claim);
    await withLog(() => world.sms());
    expect(world.sent).toHaveLength(1);
  });
});

describe("a notice that does not arrive", () => {
  const refused = () => new MessageRefused("DESTINATION_PHONE_NUMBER_OPTED_OUT");

  it("by the wanted way goes the other, which was not wanted", async () => {
    const world = aNoticeWorld(aSubject({ person: aPerson({ notify: { sms: true, email: false } }) }));
    await withLog(() => world.email());
    expect(world.states()).toEqual({ email: "skipped" });
    world.providers.sms[0]?.faults.push(refused());
    await withLog(() => world.sms());
    expect(world.fellBack).toEqual([{ channel: "email", message: { ...MESSAGE, fallback: true } }]);
    await withLog(() => world.email(world.fellBack[0]?.message));
    expect(world.states()).toEqual({ sms: "undelivered", email: "sent" });
    expect(world.desk.tasks.size).toBe(0);
  });

  it("by one wanted way is left to the other, which has it", async () => {
    const world = aNoticeWorld();
    world.providers.sms[0]?.faults.push(refused());
    await withLog(() => world.email());
    await withLog(() => world.sms());
    expect(world.states()).toEqual({ sms: "undelivered", email: "sent" });
    expect([world.fellBack, world.desk.tasks.size]).toEqual([[], 0]);
  });

  it("by one wanted way is left to the other, whose message is still on its queue", async () => {
    const world = aNoticeWorld();
    world.providers.sms[0]?.faults.push(refused());
    await withLog(() => world.sms());
    expect([world.fellBack, world.desk.tasks.size]).toEqual([[], 0]);
    world.providers.email[0]?.faults.push(new MessageRefused("MessageRejected"));
    await withLog(() => world.email());
    expect([...world.desk.tasks.values()]).toMatchObject([{ outboxId: MESSAGE.outboxId, unit: "tourism" }]);
  });

  it("by neither way is a call for an officer of the unit that has the dossier, once", async () => {
    const world = aNoticeWorld();
    for (const provider of [world.providers.sms[0], world.providers.email[0]]) provider?.faults.push(refused());
    for (let time = 0; time < 3; time += 1) {
      await withLog(() => world.sms());
      await withLog(() => world.email());
    }
    expect(world.sent).toEqual([]);
    expect([...world.desk.tasks.values()]).toEqual([
      expect.objectContaining({ ...MESSAGE, unit: "tourism", what: "dossier-accepted", at: START }),
    ]);
  });

  it("though its worker died right after noting that, is a call all the same when the message comes again", async () => {
    const world = aNoticeWorld(
      aSubject({ person: aPerson({ applicant: { ...aPerson().applicant, email: undefined } as never }) }),
    );
    world.providers.sms[0]?.faults.push(refused());
    const dying = { ...world.desk, put: () => Promise.reject(new Error("killed")) };
    await expect(withLog(() => world.sms(MESSAGE, { desk: dying }))).rejects.toThrow("killed");
    await withLog(() => world.sms());
    expect(world.desk.tasks.size).toBe(1);
  });

  it("for 72 hours by any provider is given up, and a call for an officer", async () => {
    const person = aPerson({ applicant: { ...aPerson().applicant, email: undefined } as never });
    const world = aNoticeWorld(aSubject({ person }));
    world.providers.sms[0]?.faults.push(...Array.from({ length: 2_000 }, down));
    let deliveries = 0;
    for (
      let next: (typeof world.putBack)[number] | undefined = { queueArn: ARN.sms, message: MESSAGE, seconds: 0 };
      next;
    ) {
      world.clock.now += next.seconds * 1000;
      deliveries += 1;
      await withLog(() => world.sms(next?.message));
      next = world.putBack.shift();
    }
    expect(world.notices.sentNotices(DOSSIER_ID)[0]).toMatchObject({ state: "undelivered", reason: "given-up" });
    expect(world.desk.tasks.size).toBe(1);
    expect((world.clock.now - Date.parse(START)) / 3_600_000).toBeCloseTo(72, 0);
    expect(deliveries).toBeGreaterThan(280);
  });
});

describe("who is told", () => {
  it.each([
    ["wants email alone", aPerson({ notify: { sms: false, email: true } }), "not-wanted"],
    ["has no number", aPerson({ applicant: { ...aPerson().applicant, phone: undefined } as never }), "no-address"],
    [
      "has a number abroad",
      aPerson({ applicant: { ...aPerson().applicant, phone: "+15551234567" } }),
      "address-unusable",
    ],
  ])("who %s gets no SMS, with the reason kept", async (_, person, reason) => {
    const world = aNoticeWorld(aSubject({ person }));
    await withLog(() => world.sms());
    expect(world.sent).toEqual([]);
    expect(world.notices.sentNotices(DOSSIER_ID)).toEqual([
      {
        outboxId: MESSAGE.outboxId,
        channel: "sms",
        state: "skipped",
        attempt: 0,
        doubts: 0,
        at: START,
        reason,
        what: "dossier-accepted",
      },
    ]);
    expect(world.desk.tasks.size).toBe(0);
  });

  it("who wants neither way is told of a change of state by both, since the law wants it told", async () => {
    const world = aNoticeWorld(aSubject({ person: aPerson({ notify: { sms: false, email: false } }) }));
    await withLog(() => world.sms());
    await withLog(() => world.email());
    expect(world.sent).toHaveLength(2);
  });

  it("who has no address at all that can be used is called by an officer, once", async () => {
    const person = aPerson({ applicant: { ...aPerson().applicant, phone: "02283849123", email: undefined } as never });
    const world = aNoticeWorld(aSubject({ person }));
    await withLog(() => world.sms());
    await withLog(() => world.email());
    expect(world.states()).toEqual({ sms: "skipped", email: "skipped" });
    expect([...world.desk.tasks.keys()]).toEqual([MESSAGE.outboxId]);
  });

  it("a person who was erased is told nothing and called by nobody", async () => {
    const world = aNoticeWorld({ ...aSubject(), person: undefined });
    await withLog(() => world.sms());
    await withLog(() => world.email());
    expect(world.notices.sentNotices(DOSSIER_ID)).toMatchObject([
      { reason: "person-erased" },
      { reason: "person-erased" },
    ]);
    expect(world.desk.tasks.size).toBe(0);
  });
});
