import { describe, expect, it } from "vitest";
import { septetsOf } from "../../../shared/domain/notifications/gsm7.ts";
import { smsWordings, wordings } from "../../../shared/domain/notifications/sms-wordings.ts";
import { TEMPLATE_VERSION } from "../../../shared/domain/notifications/templates.ts";
import { EVERY_NOTICE } from "../../builders/notice-events.ts";

describe("the wordings that operators register", () => {
  it("are every text that can be sent, in every language, under an id of its own", () => {
    const all = EVERY_NOTICE.flatMap(([name, language]) => smsWordings(name, language));
    expect(wordings().map(({ id }) => id)).toEqual(all.map(({ id }) => id));
    expect(new Set(wordings().map(({ id }) => id)).size).toBe(all.length);
  });

  it("name their template, language and place, and carry the version", () => {
    for (const { id, language, version } of wordings()) {
      expect(id).toMatch(new RegExp(`^[a-z-]+\\.${language}\\.[1-9]\\d?$`));
      expect(version).toBe(TEMPLATE_VERSION);
    }
  });

  it("are written without diacritics, with their places open, in what GSM-7 carries", () => {
    for (const { id, text } of wordings()) {
      expect([id, septetsOf(text)]).toEqual([id, expect.any(Number)]);
      expect([id, text]).toEqual([id, expect.stringMatching(/^[\x20-\x7e]*\{code\}[\x20-\x7e]*$/)]);
      expect(text).not.toContain("?");
    }
    expect(wordings().find(({ id }) => id === "accepted.vi.3")?.text).toBe(
      "Ho so {code} duoc tiep nhan luc {when}, hen tra ket qua {due}. Theo doi: {link}",
    );
  });

  it("are in the source with their diacritics", () => {
    const vietnamese = EVERY_NOTICE.filter(([, language]) => language === "vi");
    for (const [name] of vietnamese)
      for (const { text } of smsWordings(name, "vi"))
        expect(text).toMatch(/[àáảãạăâđèéẻẽẹêìíỉĩịòóỏõọôơùúủũụưỳýỷỹỵầấẩẫậằắẳẵặềếểễệồốổỗộờớởỡợừứửữự]/);
  });

  it("come from the fullest with who has the dossier, by those with a link, to those without", () => {
    const texts = smsWordings("submitted", "vi").map(({ text }) => text);
    expect(texts).toEqual([
      "Hồ sơ {code} đã nộp lúc {when}, sẽ được trả lời trước {acceptBy}. Bộ phận: {agency}, {officer}. Theo dõi: {link}",
      "Hồ sơ {code} đã nộp lúc {when}, sẽ được trả lời trước {acceptBy}. Bộ phận: {agency}. Theo dõi: {link}",
      "Hồ sơ {code} đã nộp lúc {when}, sẽ được trả lời trước {acceptBy}. Theo dõi: {link}",
      "HS {code} đã nộp {when}. Theo dõi: {link}",
      "HS {code} đã nộp {when}. {link}",
      "Hồ sơ {code} đã nộp lúc {when}, sẽ được trả lời trước {acceptBy}.",
      "HS {code} đã nộp {when}.",
      "HS {code}: đã nộp.",
    ]);
  });
});
