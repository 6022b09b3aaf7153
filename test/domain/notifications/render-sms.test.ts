import { describe, expect, it } from "vitest";
import { fillingOf } from "../../../shared/domain/notifications/filling.ts";
import { septetsOf } from "../../../shared/domain/notifications/gsm7.ts";
import { type Filling, fill } from "../../../shared/domain/notifications/placeholder.ts";
import { renderSms, smsBody } from "../../../shared/domain/notifications/render-sms.ts";
import { TEMPLATES, type TemplateName } from "../../../shared/domain/notifications/templates.ts";
import { anEvent, aPerson, aSubject, LONGEST_LINK, someNames } from "../../builders/notice.ts";
import { INJECTIONS } from "./injections.ts";

const NAMES = Object.keys(TEMPLATES) as TemplateName[];
const CASES = NAMES.flatMap((name) => (["vi", "en"] as const).map((language) => [name, language] as const));

/** A code of 32 characters, the most a year of any agency can need, and the longest of all else. */
const LONGEST_FILLING: Filling = {
  code: "000.00.04.H40.12.123-20261122-01",
  link: LONGEST_LINK,
  when: "08:30 22/11/2026",
  due: "17:00 22/12/2026",
  acceptBy: "17:00 23/11/2026",
  answerBy: "17:00 23/12/2026",
  previousDue: "17:00 15/12/2026",
  items: "(1) Giấy chứng nhận sức khỏe: Bản chụp bị mờ",
  amount: "9.999.999.999",
  name: "Nguyễn Phúc Hồng Ân".repeat(6),
  officer: "Phạm Thị Hương",
  officerTitle: "Chuyên viên chính",
  agency: "Trung tâm Phục vụ hành chính công tỉnh Nam Định",
  procedure: "Cấp thẻ hướng dẫn viên du lịch nội địa",
  reason: "Thiếu bản sao có chứng thực",
  legalBasis: "Điều 59 Luật Du lịch",
  outcome: "không được chấp thuận",
  method: "tại Trung tâm Phục vụ hành chính công",
  trackingNumber: "EB123456789VN",
};

describe("the SMS of every notice in every language", () => {
  it("has a link of the longest kind and a code of 32 characters to carry", () => {
    expect([LONGEST_LINK.length, LONGEST_FILLING.code?.length]).toEqual([85, 32]);
  });

  it.each(CASES)(
    "%s (%s) is one part with the longest values, and says code, link and nothing personal",
    (name, language) => {
      const body = smsBody(name, language, LONGEST_FILLING);
      expect(septetsOf(body)).toBeLessThanOrEqual(160);
      expect(body).toContain(LONGEST_FILLING.code);
      expect(body).toContain(LONGEST_LINK);
      expect(body).toMatch(/^[\x20-\x7e]+$/);
      expect(body).not.toMatch(/[{}]|undefined|null|NaN|Nguyen|Huong|036195004821/);
    },
  );

  it.each(CASES)("%s (%s) has a last wording that fits without luck", (name, language) => {
    const last = TEMPLATES[name][language].sms.at(-1) ?? "";
    expect(septetsOf(fill(last, LONGEST_FILLING) ?? "x".repeat(161))).toBeLessThanOrEqual(160);
  });

  it.each(CASES)(
    "%s (%s) is written without diacritics and asks only for code, times, amount and link",
    (name, language) => {
      for (const wording of TEMPLATES[name][language].sms) {
        expect(wording).toMatch(/^[\x20-\x7e]+$/);
        const asked = [...wording.matchAll(/\{(\w+)\}/g)].map(([, placeholder]) => placeholder);
        expect(["code", "when", "due", "acceptBy", "answerBy", "amount", "link"]).toEqual(
          expect.arrayContaining(asked),
        );
      }
    },
  );

  it.each(CASES)("%s (%s) leads to the tracking view, with no promise of what that does not show", (name, language) => {
    const lead = language === "vi" ? " Theo doi: {link}" : " Track: {link}";
    const [fullest, ...shorter] = TEMPLATES[name][language].sms.map((wording) =>
      wording.slice(wording.indexOf(".") + 1),
    );
    const sentences = (words = "") => words.replace(/^ (Dang nhap de nop phi|Sign in to pay)\./, "");
    expect(sentences(fullest)).toBe(lead);
    expect(new Set([lead, " {link}"])).toEqual(new Set([lead, " {link}", ...shorter]));
  });

  it.each(CASES)("%s (%s) says when, unless the amount or the appointment says more", (name, language) => {
    const body = smsBody(name, language, LONGEST_FILLING);
    expect(body).toMatch(
      /payment-(due|requested)/.test(name) ? /9[.,]999[.,]999[.,]999/ : /\d\d:\d\d \d\d\/\d\d\/\d{4}/,
    );
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
    expect(smsBody("accepted", "vi", filling)).toBe(
      `HS 000.00.04.H40-261122-0001 tiep nhan 08:30 22/11/2026, hen tra 09:00 07/12/2026. Theo doi: ${filling.link}`,
    );
    expect(smsBody("accepted", "vi", LONGEST_FILLING)).toBe(
      `HS ${LONGEST_FILLING.code} tiep nhan, hen tra 17:00 22/12/2026. ${LONGEST_LINK}`,
    );
  });

  it("does without an appointment where the procedure has no limit", () => {
    const { due: _, ...filling } = LONGEST_FILLING;
    expect(smsBody("accepted", "vi", filling)).toContain("tiep nhan 08:30 22/11/2026.");
  });

  it("leaves a link out rather than take two parts", () => {
    const body = smsBody("accepted", "vi", { ...LONGEST_FILLING, link: `https://motcua.example/${"t".repeat(160)}` });
    expect(body).toMatch(/^Ho so 000.* hen tra ket qua 17:00 22\/12\/2026\.$/);
    expect(septetsOf(body)).toBeLessThanOrEqual(160);
  });
});

describe("the SMS of a fee", () => {
  it.each([
    ["vi", "can nop phi 650.000 dong, thong bao luc 08:30 22/11/2026. Dang nhap de nop phi. Theo doi: https://m.vn/t"],
    ["en", "a fee of VND 650,000 is due, notified 08:30 22/11/2026. Sign in to pay. Track: https://m.vn/t"],
  ] as const)("says how much, and to sign in for it (%s)", async (language, words) => {
    const event = anEvent({ from: "draft", to: "payment-due", facts: { amount: 650_000 } });
    const subject = aSubject({ event, person: aPerson({ language }) });
    const filling = await fillingOf(subject, someNames, "https://m.vn/t");
    expect(smsBody("payment-due", language, filling)).toContain(words);
  });
});

describe("an SMS to a person", () => {
  it("goes to the mobile number in E.164", async () => {
    const subject = aSubject();
    const filling = await fillingOf(subject, someNames, LONGEST_LINK);
    expect(renderSms("accepted", subject.person, filling)).toMatchObject({ to: "+84912345678" });
  });

  it.each([
    ["who does not want it", aPerson({ notify: { sms: false, email: true } }), "not-wanted"],
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
