import { describe, expect, it } from "vitest";
import {
  deliverOfficerEmail,
  type OfficerEmailDependencies,
} from "../../../functions/notifications/deliver-officer-email.ts";
import { organisationRegister } from "../../../shared/adapters/catalogue/organisation-register.ts";
import type { Dossier } from "../../../shared/domain/dossiers/dossier.ts";
import { ProviderFault } from "../../../shared/domain/notifications/message-provider.ts";
import { OfficerMessage } from "../../../shared/domain/notifications/notice-message.ts";
import {
  isCourtesy,
  messageOf,
  type OfficerReminderKind,
  type ReminderMessage,
} from "../../../shared/domain/reminders/reminder.ts";
import { type ReminderTerms, remindersDue, remindersOf } from "../../../shared/domain/reminders/reminders-of.ts";
import type { OfficerEmail } from "../../../shared/domain/reminders/render-reminder.ts";
import { aDossier, CODE, DOSSIER_ID } from "../../builders/notice.ts";
import { poolOf } from "../../builders/notice-world.ts";
import { published } from "../../domain/working-time/calendars.ts";
import { noticeStoreFake } from "../../fakes/notice-store.ts";
import { shippedCatalogue } from "../../fakes/procedure-catalogue.ts";
import { withLog } from "../boundary/captured-log.ts";

const ARN = "arn:aws:sqs:ap-southeast-1:000000000000:local-officer-email";
const NOW = "2026-12-07T02:05:00.000Z";
const DUE = aDossier().dueAt ?? "";
const MESSAGE = messageOf(DOSSIER_ID, { kind: "dossier-late", dueAt: DUE });

const TERMS: ReminderTerms = {
  acceptBeforeHours: 2,
  stepBeforeHours: 4,
  apologyBeforeDays: 1,
  escalateAfterDays: 3,
  answerBeforeDays: 3,
  ratingAfterDays: 1,
  quietHours: { from: "21:00", to: "07:00" },
};

const aDesk = (dossier: Dossier | undefined = aDossier(), over: Partial<OfficerEmailDependencies> = {}) => {
  const notices = noticeStoreFake();
  const sent: { mail: OfficerEmail; reference: string }[] = [];
  const putBack: string[] = [];
  const faults: Error[] = [];
  const dependencies: OfficerEmailDependencies = {
    notices,
    readDossier: async () => dossier,
    catalogue: shippedCatalogue,
    register: organisationRegister,
    pool: poolOf<OfficerEmail>("ses", async (mail, reference) => {
      const fault = faults.shift();
      if (fault) throw fault;
      sent.push({ mail, reference });
    }),
    receiptWithinMinutes: undefined,
    later: async (queueArn, { outboxId }, seconds) => void putBack.push(`${queueArn} ${outboxId} ${seconds}`),
    now: () => NOW,
    ...over,
  };
  const deliver = (message: ReminderMessage<OfficerReminderKind> = MESSAGE) =>
    withLog(() => deliverOfficerEmail(message, dependencies, { queueArn: ARN }));
  return { notices, sent, putBack, faults, deliver, dependencies };
};

describe("a reminder to officers", () => {
  it("is one mail to head and leader, with our reference, and noted as sent", async () => {
    const desk = aDesk();
    await desk.deliver();
    expect(desk.sent).toEqual([
      {
        reference: MESSAGE.outboxId,
        mail: expect.objectContaining({
          to: ["tourism-division-head@canbo.example.vn", "tourism-leader@canbo.example.vn"],
          subject: expect.stringContaining(CODE),
        }),
      },
    ]);
    expect(desk.notices.sentNotices(DOSSIER_ID)).toEqual([
      expect.objectContaining({
        outboxId: MESSAGE.outboxId,
        channel: "officer-email",
        state: "sent",
        attempt: 1,
        at: NOW,
        what: MESSAGE.kind,
      }),
    ]);
  });

  it("is sent once, however often it is delivered and by however many workers", async () => {
    const desk = aDesk();
    await withLog(() =>
      Promise.allSettled(
        Array.from({ length: 20 }, () => deliverOfficerEmail(MESSAGE, desk.dependencies, { queueArn: ARN })),
      ),
    );
    for (let copy = 0; copy < 5; copy += 1) await desk.deliver();
    expect(desk.sent).toHaveLength(1);
  });

  it.each<[string, Dossier | undefined]>([
    ["returned meanwhile", { ...aDossier(), state: "returned" } as unknown as Dossier],
    ["paused meanwhile", { ...aDossier(), state: "awaiting-supplement" } as unknown as Dossier],
    ["extended meanwhile", aDossier({ dueAt: "2026-12-14T02:00:00.000Z" })],
  ])("of a dossier %s is not sent, and the reason is kept", async (_, dossier) => {
    const desk = aDesk(dossier);
    await desk.deliver();
    expect(desk.sent).toEqual([]);
    expect(desk.notices.sentNotices(DOSSIER_ID)).toMatchObject([{ state: "skipped", reason: "no-longer-due" }]);
  });

  it.each(["accept-soon", "step-soon"] as const)(
    "that %s is due gives way, once it is late, to the one that says so",
    async (kind) => {
      const step = { ...aDossier().step, dueAt: "2026-12-07T02:00:00.000Z" };
      const waiting = kind === "accept-soon" ? { state: "submitted", acceptBy: step.dueAt } : {};
      const dossier = { ...aDossier({ step, dueAt: "2026-12-14T02:00:00.000Z" }), ...waiting } as unknown as Dossier;
      const early = aDesk(dossier, { now: () => "2026-12-07T01:59:59.999Z" });
      await early.deliver(messageOf(DOSSIER_ID, { kind, dueAt: step.dueAt }));
      expect(early.sent).toHaveLength(1);

      const desk = aDesk(dossier, { now: () => step.dueAt });
      await desk.deliver(messageOf(DOSSIER_ID, { kind, dueAt: step.dueAt }));
      expect(desk.sent).toEqual([]);
      expect(desk.notices.sentNotices(DOSSIER_ID)).toMatchObject([{ state: "skipped", reason: "superseded" }]);
      const late = remindersDue(remindersOf(dossier, TERMS, published), [], step.dueAt).filter(
        ({ dueAt, at }) => dueAt === step.dueAt && at === dueAt,
      );
      expect(late.map((one) => one.kind)).toEqual([kind.replace("soon", "late")]);
      const [one] = late;
      if (one && !isCourtesy(one.kind)) await desk.deliver(messageOf(DOSSIER_ID, { kind: one.kind, dueAt: one.dueAt }));
      expect(desk.sent.map(({ reference }) => reference)).toEqual([
        `${DOSSIER_ID}:${kind.replace("soon", "late")}:${Date.parse(step.dueAt)}`,
      ]);
    },
  );

  it("of a step that is late with its dossier gives way to the one of the dossier", () => {
    const dueAt = "2026-12-07T02:00:00.000Z";
    const dossier = aDossier({ step: { ...aDossier().step, dueAt }, dueAt });
    const late = remindersDue(remindersOf(dossier, TERMS, published), [], dueAt).filter(({ at }) => at === dueAt);
    expect(late.map(({ kind }) => kind)).toEqual(["dossier-late"]);
  });

  it("where nobody has an address is recorded as skipped, with its reason", async () => {
    const nobody = { ...organisationRegister, officersOf: () => [] };
    const desk = aDesk(aDossier(), { register: nobody });
    const { lines } = await desk.deliver();
    expect(desk.sent).toEqual([]);
    expect(desk.notices.sentNotices(DOSSIER_ID)).toMatchObject([{ state: "skipped", reason: "no-address" }]);
    expect(lines).toEqual([expect.objectContaining({ code: "notice-skipped", reason: "no-address" })]);
  });

  it("whose provider fails is put back and sent at its second try", async () => {
    const desk = aDesk();
    desk.faults.push(new ProviderFault("down"));
    await desk.deliver();
    expect(desk.putBack).toEqual([`${ARN} ${MESSAGE.outboxId} 2`]);
    await desk.deliver({ ...MESSAGE, turn: 1 } as typeof MESSAGE);
    expect(desk.sent).toHaveLength(1);
  });

  it("has no address of an officer and no word of the mail in the log", async () => {
    const desk = aDesk();
    const { lines } = await desk.deliver();
    expect(JSON.stringify(lines)).not.toMatch(/@|hạn/);
  });

  it("is refused where its message is not one of ours", () => {
    expect(OfficerMessage.safeParse(MESSAGE).success).toBe(true);
    for (const wrong of [
      { ...MESSAGE, kind: "other" },
      { ...MESSAGE, dueAt: "tomorrow" },
      { ...MESSAGE, name: "Lan" },
      { ...MESSAGE, dossierId: "" },
    ])
      expect(OfficerMessage.safeParse(wrong).success).toBe(false);
  });
});
