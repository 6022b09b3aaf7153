import { describe, expect, it } from "vitest";
import { fillingOf } from "../../../shared/domain/notifications/filling.ts";
import { septetsOf, withoutDiacritics } from "../../../shared/domain/notifications/gsm7.ts";
import { type Filling, fill } from "../../../shared/domain/notifications/placeholder.ts";
import { renderSms, smsBody } from "../../../shared/domain/notifications/render-sms.ts";
import { smsWordings } from "../../../shared/domain/notifications/sms-wordings.ts";
import type { TemplateName } from "../../../shared/domain/notifications/templates.ts";
import { anEvent, aPerson, aSubject, CODE, LONGEST_FILLING, LONGEST_LINK, someNames } from "../../builders/notice.ts";
import { EVERY_NOTICE } from "../../builders/notice-events.ts";
import { INJECTIONS } from "./injections.ts";

const linkedPlaces = (name: TemplateName, language: "vi" | "en") =>
  smsWordings(name, language).filter(({ text }) => text.includes("{link}"));

describe("the SMS of every notice in every language", () => {
  it("has a link of the longest kind and a code of 32 characters to carry", () => {
    expect([LONGEST_LINK.length, LONGEST_FILLING.code?.length]).toEqual([85, 32]);
  });

  it.each(EVERY_NOTICE)(
    "%s (%s) is one part with the longest values, and says code, link and nothing personal",
    (name, language) => {
      const { body, encoding } = smsBody(name, language, LONGEST_FILLING);
      expect(encoding).toBe("gsm-7");
      expect(septetsOf(body)).toBeLessThanOrEqual(160);
      expect(body).toContain(LONGEST_FILLING.code);
      expect(body).toContain(LONGEST_LINK);
      expect(body).toMatch(/^[\x20-\x7e]+$/);
      expect(body).not.toMatch(/[{}]|undefined|null|NaN|Nguyen|Huong|036195004821/);
    },
  );

  it.each(EVERY_NOTICE)("%s (%s) has a wording with the link that fits without luck", (name, language) => {
    const last = linkedPlaces(name, language).at(-1)?.text ?? "";
    const body = withoutDiacritics(fill(last, LONGEST_FILLING) ?? "x".repeat(161));
    expect(septetsOf(body)).toBeLessThanOrEqual(160);
  });

  it.each(EVERY_NOTICE)("%s (%s) asks only for what is public, and always for the code", (name, language) => {
    const may = ["code", "when", "due", "acceptBy", "answerBy", "amount", "link", "agency", "officer"];
    const besides: Partial<Record<TemplateName, string>> = {
      posted: "trackingNumber",
      "refund-completed": "refundWay",
      resolved: "method",
    };
    for (const { text } of smsWordings(name, language)) {
      const asked = [...text.matchAll(/\{(\w+)\}/g)].map(([, placeholder]) => placeholder);
      expect([...may, besides[name]]).toEqual(expect.arrayContaining(asked));
      expect(asked).toContain("code");
    }
  });

  it.each(EVERY_NOTICE)(
    "%s (%s) leads to the tracking view, with no promise of what that does not show",
    (name, language) => {
      const lead = language === "vi" ? " Theo dõi: {link}" : " Track: {link}";
      const linked = linkedPlaces(name, language).map(({ text }) => text);
      expect(linked[0]?.endsWith(lead)).toBe(true);
      for (const text of linked) expect(text).toMatch(new RegExp(`\\.(${lead}| \\{link\\})$`));
      // What needs signing in says so in a sentence of its own, before the words that lead to the link.
      for (const text of linked) expect(text).not.toMatch(/(Đăng nhập|Sign in)[^.]*\{link\}/);
    },
  );

  it.each(EVERY_NOTICE)("%s (%s) says when, unless the amount or what is asked for says more", (name, language) => {
    if (name === "rating-asked") return;
    const { body } = smsBody(name, language, LONGEST_FILLING);
    const says: Partial<Record<TemplateName, RegExp>> = { posted: /EB123456789VN/ };
    const said = /payment-(due|requested)/.test(name) ? /9[.,]999[.,]999[.,]999/ : /\d\d:\d\d \d\d\/\d\d\/\d{4}/;
    expect(body).toMatch(says[name] ?? said);
  });
});

describe("the SMS of an acceptance", () => {
  it("gives the appointment, in full where the link is short", () => {
    const filling: Filling = {
      code: "000.00.04.H40-261122-0001",
      when: "08:30 22/11/2026",
      due: "09:00 07/12/2026",
      link: `http://localhost:3000/v1/tracking/${"t".repeat(32)}`,
    };
    expect(smsBody("accepted", "vi", filling).body).toBe(
      `HS 000.00.04.H40-261122-0001 tiep nhan 08:30 22/11/2026, hen tra 09:00 07/12/2026. Theo doi: ${filling.link}`,
    );
    expect(smsBody("accepted", "vi", LONGEST_FILLING).body).toBe(
      `HS ${LONGEST_FILLING.code} tiep nhan, hen tra 17:00 22/12/2026. ${LONGEST_LINK}`,
    );
  });

  it("does without an appointment where the procedure has no limit", () => {
    const { due: _, ...filling } = LONGEST_FILLING;
    expect(smsBody("accepted", "vi", filling).body).toContain("tiep nhan 08:30 22/11/2026.");
  });

  it("leaves a link out rather than take two parts", () => {
    const { body } = smsBody("accepted", "vi", {
      ...LONGEST_FILLING,
      link: `https://motcua.example/${"t".repeat(160)}`,
    });
    expect(body).toMatch(/^Ho so 000.* hen tra ket qua 17:00 22\/12\/2026\.$/);
    expect(septetsOf(body)).toBeLessThanOrEqual(160);
  });
});

describe("the SMS of a fee", () => {
  it.each([
    ["vi", "can nop phi 650.000 dong, thong bao luc 08:30 22/11/2026. Dang nhap de nop phi. Theo doi: https://m.vn/t"],
    [
      "en",
      "a fee of VND 650,000 is due, notified 08:30 22/11/2026. Sign in to pay. Unit: Phong Quan ly du lich. Track: https://m.vn/t",
    ],
  ] as const)("says how much, and to sign in for it (%s)", async (language, words) => {
    const event = anEvent({ from: "draft", to: "payment-due", facts: { amount: 650_000 } });
    const subject = aSubject({ event, person: aPerson({ language }) });
    const filling = await fillingOf(subject, someNames, "https://m.vn/t");
    expect(smsBody("payment-due", language, filling).body).toContain(words);
  });
});

describe("the SMS of a short code and a short link", () => {
  it.each([
    ["vi", "Bo phan: Phong Van hoa, Pham Thi Huong. Theo doi: https://m.vn/t"],
    ["en", "Unit: Phong Van hoa, Pham Thi Huong. Track: https://m.vn/t"],
  ] as const)("names who has the dossier, and who works on it (%s)", (language, words) => {
    const who = { agency: "Phòng Văn hóa", officer: "Phạm Thị Hương" };
    const filling = { code: CODE, when: "08:30 22/11/2026", link: "https://m.vn/t", ...who };
    expect(smsBody("returned", language, filling).body).toContain(words);
    const { officer: _, ...nobody } = filling;
    expect(smsBody("returned", language, nobody).body).toContain(words.replace(", Pham Thi Huong", ""));
  });
});

describe("an SMS with its diacritics", () => {
  const filling: Filling = { code: CODE, when: "08:30 22/11/2026", due: "09:00 07/12/2026", link: LONGEST_LINK };

  it("is never written unless it is asked for", () => {
    expect(smsBody("accepted", "vi", filling)).toMatchObject({ encoding: "gsm-7" });
  });

  it("has 70 units, says the most that they hold, and does without the link", () => {
    expect(smsBody("accepted", "vi", filling, true)).toEqual({
      body: `HS ${CODE} tiếp nhận, hẹn trả 09:00 07/12/2026.`,
      wording: "accepted.vi.11",
      encoding: "ucs-2",
      parts: 1,
    });
  });

  it("has its link where that fits", () => {
    const { body } = smsBody("submitted", "vi", { ...filling, link: "https://m.vn/t" }, true);
    expect(body).toBe(`HS ${CODE} đã nộp 08:30 22/11/2026. https://m.vn/t`);
  });

  it("is counted when it is composed, however it was typed", () => {
    const agency = "Phòng Quản lý du lịch".normalize("NFD");
    const short = { code: "1", when: "8:30", acceptBy: "9:00", agency, link: "https://nam-định.vn/t".normalize("NFD") };
    const { body, encoding } = smsBody("returned", "vi", short, true);
    expect([body, encoding]).toEqual(["Hồ sơ 1 đã trả kết quả lúc 8:30. Theo dõi: https://nam-định.vn/t", "ucs-2"]);
  });

  it("is GSM-7 all the same where English needs nothing else", () => {
    expect(smsBody("accepted", "en", filling, true)).toEqual(smsBody("accepted", "en", filling));
  });
});

describe("an SMS to a person", () => {
  it("goes to the mobile number in E.164", async () => {
    const subject = aSubject();
    const filling = await fillingOf(subject, someNames, LONGEST_LINK);
    expect(renderSms("accepted", subject.person, filling)).toMatchObject({ to: "+84912345678" });
  });

  it.each([
    ["without a number", aPerson({ applicant: { fullName: "Lan" } }), "no-address"],
    ["with a landline", aPerson({ applicant: { phone: "0228364567" } }), "address-unusable"],
    ["abroad", aPerson({ applicant: { phone: "+4915112345678" } }), "address-unusable"],
  ])("%s is not written", (_, person, reason) => {
    expect(renderSms("accepted", person, LONGEST_FILLING)).toEqual({ skipped: reason });
  });

  it.each(INJECTIONS)("is the same whatever the applicant's name says: %j", async (fullName) => {
    const plain = aSubject();
    const hostile = aSubject({ person: aPerson({ applicant: { ...aPerson().applicant, fullName } }) });
    const render = async (subject: typeof plain) =>
      renderSms("accepted", subject.person, await fillingOf(subject, someNames, LONGEST_LINK));
    expect(await render(hostile)).toEqual(await render(plain));
  });
});
