import { describe, expect, it } from "vitest";
import { deliverEmail } from "../../../functions/notifications/deliver-email.ts";
import type { NoticeDependencies } from "../../../functions/notifications/deliver-notice.ts";
import { deliverSms } from "../../../functions/notifications/deliver-sms.ts";
import { sealing } from "../../../shared/adapters/crypto/sealing.ts";
import { instantOf, millisOf } from "../../../shared/domain/foundation/instant.ts";
import type { NoticeSubject } from "../../../shared/domain/notifications/notice.ts";
import type { Email } from "../../../shared/domain/notifications/render-email.ts";
import type { Sms } from "../../../shared/domain/notifications/render-sms.ts";
import { anEvent, aPerson, aSubject, DOSSIER_ID, LONGEST_LINK, someNames } from "../../builders/notice.ts";
import { noticeStoreFake } from "../../fakes/notice-store.ts";
import { withLog } from "../boundary/captured-log.ts";

const ARN = "arn:aws:sqs:ap-southeast-1:000000000000:local-sms";
const MESSAGE = { outboxId: `${DOSSIER_ID}:3`, dossierId: DOSSIER_ID, commandId: "command-3" };

class InternalServerException extends Error {
  override name = "InternalServerException";
}

/** A worker over a store that outlives it, with a provider that can fail and a clock to move. */
const aDesk = (subject: NoticeSubject | undefined = aSubject()) => {
  const clock = { now: millisOf("2026-11-22T01:30:00.000Z") };
  const notices = noticeStoreFake(subject ? [subject] : []);
  const sent: { message: Sms | Email; reference: string }[] = [];
  const putBack: { queueArn: string; outboxId: string; seconds: number }[] = [];
  const provider = { faults: [] as Error[], beforeAnswer: () => {} };
  const dependencies: NoticeDependencies<Sms | Email> = {
    notices,
    names: someNames,
    sealing,
    trackingUrl: async () => LONGEST_LINK,
    send: async (message, reference) => {
      const fault = provider.faults.shift();
      if (fault) throw fault;
      sent.push({ message, reference });
      provider.beforeAnswer();
      return { providerMessageId: `provider-${sent.length}` };
    },
    later: async (queueArn, { outboxId }, seconds) => void putBack.push({ queueArn, outboxId, seconds }),
    now: () => instantOf(clock.now),
  };
  return {
    clock,
    notices,
    sent,
    putBack,
    provider,
    dependencies,
    sms: (changes: Partial<NoticeDependencies<Sms | Email>> = {}) =>
      withLog(() => deliverSms(MESSAGE, { ...dependencies, ...changes }, { queueArn: ARN })),
    email: () => withLog(() => deliverEmail(MESSAGE, dependencies, { queueArn: ARN })),
  };
};

describe("a notice", () => {
  it("is sent by SMS with our reference, and noted as sent", async () => {
    const desk = aDesk();
    const { lines } = await desk.sms();
    expect(desk.sent).toEqual([
      {
        reference: MESSAGE.outboxId,
        message: {
          to: "+84912345678",
          body: expect.stringContaining(LONGEST_LINK),
          wording: "accepted.vi.6",
          encoding: "gsm-7",
          parts: 1,
        },
      },
    ]);
    expect(desk.notices.sentNotices(DOSSIER_ID)).toEqual([
      { outboxId: MESSAGE.outboxId, channel: "sms", state: "sent", attempt: 1, at: "2026-11-22T01:30:00.000Z" },
    ]);
    expect(lines).toEqual([
      expect.objectContaining({ code: "notice-sent", outboxId: MESSAGE.outboxId, channel: "sms" }),
    ]);
  });

  it("is sent by email too, on its own", async () => {
    const desk = aDesk();
    await desk.sms();
    await desk.email();
    expect(desk.sent.map(({ message }) => message.to)).toEqual(["+84912345678", "lan.nguyen@example.com"]);
  });

  it("of a refusal says in the email what the officer wrote, and in the SMS and the log nothing of it", async () => {
    const person = aPerson();
    const place = `${DOSSIER_ID}\n3\ncommand-3`;
    const sealed = sealing.seal(person.wordsKey, place, JSON.stringify({ reason: "Thiếu bản sao" }));
    const event = anEvent({ from: "submitted", to: "refused", what: "dossier-refused", facts: {}, sealed });
    const desk = aDesk(aSubject({ event, person }));
    const lines = [(await desk.email()).lines, (await desk.sms()).lines];
    const [email, sms] = desk.sent.map(({ message }) => message);
    expect(email).toMatchObject({ text: expect.stringContaining("Lý do: Thiếu bản sao") });
    expect(JSON.stringify([sms, lines])).not.toMatch(/Thi.u b.n sao/);
  });

  it("is sent once, however often it is delivered", async () => {
    const desk = aDesk();
    for (let copy = 0; copy < 10; copy += 1) await desk.sms();
    expect(desk.sent).toHaveLength(1);
  });

  it("is sent once by twenty workers at the same time; those who find it taken come again", async () => {
    const desk = aDesk();
    const worker = () => deliverSms(MESSAGE, desk.dependencies, { queueArn: ARN });
    const { result: outcomes } = await withLog(() => Promise.allSettled(Array.from({ length: 20 }, worker)));
    expect(desk.sent).toHaveLength(1);
    const failures = outcomes.filter((outcome) => outcome.status === "rejected").map(({ reason }) => reason.name);
    expect(new Set(failures)).toEqual(new Set(["NoticeLeased"]));
    await desk.sms();
    expect(desk.sent).toHaveLength(1);
  });

  it("whose worker is killed before the call is sent once, when the lease has lapsed", async () => {
    const desk = aDesk();
    const killed = new Promise<never>(() => {});
    void deliverSms(MESSAGE, { ...desk.dependencies, send: () => killed }, { queueArn: ARN });
    await expect.poll(() => desk.notices.sentNotices(DOSSIER_ID)[0]?.state).toBe("claimed");

    desk.clock.now += 19_000;
    await expect(desk.sms()).rejects.toMatchObject({ name: "NoticeLeased" });
    expect(desk.sent).toHaveLength(0);

    desk.clock.now += 1_001;
    await desk.sms();
    await desk.sms();
    expect(desk.sent).toHaveLength(1);
    expect(desk.notices.sentNotices(DOSSIER_ID)[0]).toMatchObject({ state: "sent", attempt: 2 });
  });

  it("that the provider does not take is put back with the same ids, and sent the next time", async () => {
    const desk = aDesk();
    desk.provider.faults.push(new InternalServerException("0912345678"), new InternalServerException());
    const { lines } = await desk.sms();
    await desk.sms();
    expect(desk.putBack).toEqual([
      { queueArn: ARN, outboxId: MESSAGE.outboxId, seconds: 2 },
      { queueArn: ARN, outboxId: MESSAGE.outboxId, seconds: 5 },
    ]);
    expect(lines).toEqual([
      expect.objectContaining({
        level: "error",
        code: "notice-failed",
        error: "InternalServerException",
        retryInSeconds: 2,
      }),
    ]);
    await desk.sms();
    expect(desk.sent).toHaveLength(1);
    expect(desk.notices.sentNotices(DOSSIER_ID)[0]).toMatchObject({ state: "sent", attempt: 3 });
  });

  it("comes again by the queue when it could not be put back", async () => {
    const desk = aDesk();
    desk.provider.faults.push(new InternalServerException());
    await expect(desk.sms({ later: () => Promise.reject(new Error("no queue")) })).rejects.toThrow("no queue");
    await desk.sms();
    expect(desk.sent).toHaveLength(1);
  });

  it("comes again by the queue when the store cannot be read", async () => {
    const desk = aDesk();
    const broken = { ...desk.notices, readSubject: () => Promise.reject(new Error("throttled")) };
    await expect(desk.sms({ notices: broken })).rejects.toThrow("throttled");
    expect([desk.sent, desk.putBack]).toEqual([[], []]);
  });

  it("of an event that is not there fails, so that a person finds it among the dead letters", async () => {
    await expect(aDesk(aSubject({ event: anEvent({ commandId: "other" }) })).sms()).rejects.toMatchObject({
      name: "EventMissing",
    });
  });

  it.each([
    ["does not want it", { person: aPerson({ notify: { sms: false, email: true } }) }, "not-wanted"],
    ["has no number", { person: aPerson({ applicant: { fullName: "Lan" } }) }, "no-address"],
    ["has a number abroad", { person: aPerson({ applicant: { phone: "+15551234567" } }) }, "address-unusable"],
  ])("to somebody who %s is skipped, with the reason kept", async (_, changes, reason) => {
    const desk = aDesk(aSubject(changes));
    await desk.sms();
    expect(desk.sent).toEqual([]);
    expect(desk.notices.sentNotices(DOSSIER_ID)).toEqual([
      {
        outboxId: MESSAGE.outboxId,
        channel: "sms",
        state: "skipped",
        attempt: 0,
        at: "2026-11-22T01:30:00.000Z",
        reason,
      },
    ]);
  });

  it("to somebody who wants neither way goes by the ways there are: the law wants a change told", async () => {
    const desk = aDesk(aSubject({ person: aPerson({ notify: { sms: false, email: false } }) }));
    await desk.sms();
    await desk.email();
    expect(desk.sent).toHaveLength(2);
  });

  it("to a person who was erased is skipped", async () => {
    const desk = aDesk({ ...aSubject(), person: undefined });
    await desk.sms();
    expect(desk.notices.sentNotices(DOSSIER_ID)[0]).toMatchObject({ state: "skipped", reason: "person-erased" });
  });

  it("of an event that is no change of state is skipped", async () => {
    const desk = aDesk(aSubject({ event: anEvent({ what: "step-completed", from: "processing", to: "processing" }) }));
    await desk.sms();
    expect(desk.notices.sentNotices(DOSSIER_ID)[0]).toMatchObject({ state: "skipped", reason: "no-template" });
  });

  it("leaves nothing of the person in the log, whatever happens to it", async () => {
    const desk = aDesk();
    desk.provider.faults.push(new InternalServerException("Nguyễn Thị Lan 0912345678"));
    const lines = [(await desk.sms()).lines, (await desk.sms()).lines, (await desk.email()).lines];
    expect(JSON.stringify(lines)).not.toMatch(/Lan|912345678|lan\.nguyen|tracking/);
  });
});
