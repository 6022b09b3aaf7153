import { describe, expect, it } from "vitest";
import type { NoticeQueue } from "../../../shared/domain/notifications/dead-letter.ts";
import { redrive, shownOf } from "../../../shared/domain/notifications/redrive.ts";

const NOTICE = { outboxId: "abcdefghijklmnop:3", dossierId: "abcdefghijklmnop", commandId: "c" };
const REMINDER = {
  outboxId: "abcdefghijklmnop:step-late:1795741200000",
  dossierId: "abcdefghijklmnop",
  kind: "step-late",
  dueAt: "2026-11-27T01:00:00.000Z",
};
const again = (body: unknown, queue: NoticeQueue = "sms") =>
  redrive({ queue, body: typeof body === "string" ? body : JSON.stringify(body) });

describe("a redrive", () => {
  it("sends a message as it was, counted once more", () => {
    expect(again(NOTICE)).toEqual({ ...NOTICE, redrives: 1 });
    const second = { ...NOTICE, since: "2026-11-27T01:00:00.000Z", fallback: true, redrives: 1 };
    expect(again(second, "email")).toEqual({ ...second, redrives: 2 });
    expect(again(REMINDER, "officer-email")).toEqual({ ...REMINDER, redrives: 1 });
  });

  it("is made three times and refused the fourth", () => {
    let body: unknown = NOTICE;
    for (let time = 1; time <= 3; time += 1) {
      body = again(body);
      expect(body).toMatchObject({ redrives: time });
    }
    expect(again(body)).toEqual({ refused: "redrives-spent", facts: { most: 3 } });
  });

  it.each([
    ["what is no JSON", "{", "sms"],
    ["what is no message", [], "sms"],
    ["a message with a member more", { ...NOTICE, phone: "0912345678" }, "sms"],
    ["a message without an id", { ...NOTICE, outboxId: "" }, "sms"],
    ["a count that nobody wrote", { ...NOTICE, redrives: -1 }, "sms"],
    ["more redrives than there are", { ...NOTICE, redrives: 4 }, "sms"],
    ["a reminder among the notices", REMINDER, "email"],
    ["a notice among the reminders of officers", NOTICE, "officer-email"],
  ] as const)("is refused for %s", (_, body, queue) => {
    expect(again(body, queue)).toEqual({ refused: "dead-letter-poison" });
  });
});

describe("what is shown of a dead letter", () => {
  it("are ids of ours and the count", () => {
    expect(shownOf(JSON.stringify({ ...NOTICE, redrives: 2 }))).toEqual({
      outboxId: NOTICE.outboxId,
      dossierId: NOTICE.dossierId,
      redrives: 2,
    });
    expect(shownOf(JSON.stringify(REMINDER))).toMatchObject({ outboxId: REMINDER.outboxId });
  });

  it.each([
    ["{"],
    ["null"],
    ['"0912345678"'],
    ['{"outboxId":"0912345678","dossierId":"Nguyễn Thị Lan"}'],
    ['{"outboxId":"abcdefghijklmnop:036195004821","dossierId":7,"redrives":"x"}'],
    ['{"phone":"0912345678"}'],
  ])("is nothing of %s", (body) => {
    expect(shownOf(body)).toEqual({ redrives: 0 });
  });
});
