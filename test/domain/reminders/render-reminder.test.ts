import { describe, expect, it } from "vitest";
import { OfficerReminderKind } from "../../../shared/domain/reminders/reminder.ts";
import { type ReminderFacts, renderReminder } from "../../../shared/domain/reminders/render-reminder.ts";
import { REMINDER_WORDS } from "../../../shared/domain/reminders/words.ts";
import { CODE } from "../../builders/notice.ts";
import { at } from "../working-time/calendars.ts";

const facts = (changes: Partial<ReminderFacts> = {}): ReminderFacts => ({
  kind: "step-late",
  code: CODE,
  dueAt: at("2026-11-30 08:30"),
  procedure: "Thủ tục cấp thẻ hướng dẫn viên du lịch nội địa",
  unit: "Phòng Quản lý du lịch",
  step: "Thẩm định hồ sơ",
  ...changes,
});
const HEAD = { email: "head@canbo.example.vn" };
const LEADER = { email: "leader@canbo.example.vn" };

const rendered = (changes: Partial<ReminderFacts> = {}, recipients: { email: string | null }[] = [HEAD, LEADER]) => {
  const mail = renderReminder(recipients, facts(changes));
  if ("skipped" in mail) throw new Error(mail.skipped);
  return mail;
};

describe("the mail of a reminder", () => {
  it.each(OfficerReminderKind.options)(
    "of %s names the dossier and its limit in both languages, and leaves no place open",
    (kind) => {
      const { subject, text, html } = rendered({ kind });
      for (const part of [subject, text, html]) {
        expect(part).toContain(CODE);
        expect(part).not.toMatch(/[{}]|undefined/);
      }
      for (const part of [text, html]) {
        expect(part.split("08:30 30/11/2026").length - 1).toBeGreaterThanOrEqual(4);
        for (const word of ["Cấp thẻ hướng dẫn viên du lịch nội địa", "Phòng Quản lý du lịch", "Thẩm định hồ sơ"])
          expect(part).toContain(word);
      }
      expect(text).toMatch(/Việc cần làm:[\s\S]*What to do:/);
      expect(subject).toMatch(/[àáảãạăâđèéêìíòóôơùúưỳý]/);
    },
  );

  it("is one for all, each address once, and has no link", () => {
    const { to, html } = rendered({}, [HEAD, LEADER, HEAD, { email: null }]);
    expect(to).toEqual(["head@canbo.example.vn", "leader@canbo.example.vn"]);
    expect(html).not.toMatch(/href|src=/);
  });

  it("goes to fifty at most, which is what SES takes", () => {
    const crowd = Array.from({ length: 60 }, (_, nth) => ({ email: `officer-${nth}@canbo.example.vn` }));
    expect(rendered({}, crowd).to).toHaveLength(50);
  });

  it("is none where nobody has an address, or only such as could begin a second one", () => {
    for (const recipients of [
      [],
      [{ email: null }],
      [{ email: "a@b.vn,c@d.vn" }],
      [{ email: "a@b.vn\r\nBcc: c@d.vn" }],
    ])
      expect(renderReminder(recipients, facts())).toEqual({ skipped: "no-address" });
  });

  it("leaves out what is not known, and shows a name as text", () => {
    const { text, html } = rendered({ procedure: undefined, step: undefined, unit: "<b>Phòng</b>" });
    expect(text).not.toMatch(/Thủ tục:|Bước:/);
    expect(html).not.toContain("<b>");
  });

  it("says in Vietnamese and in English as many things", () => {
    for (const { vi, en } of Object.values(REMINDER_WORDS))
      expect([vi.what.length, vi.next.length]).toEqual([en.what.length, en.next.length]);
  });
});
