import { describe, expect, it } from "vitest";
import type { Dossier } from "../../../shared/domain/dossiers/dossier.ts";
import { renderEmail } from "../../../shared/domain/notifications/render-email.ts";
import { templateOf } from "../../../shared/domain/notifications/template-of.ts";
import { TEMPLATES } from "../../../shared/domain/notifications/templates.ts";
import { aDossier, anEvent, aPerson, aSubject, CODE, LONGEST_LINK } from "../../builders/notice.ts";
import { emailOf } from "../../builders/notice-email.ts";
import { EVENT_TEMPLATES, EVENTS, EVERY_NOTICE } from "../../builders/notice-events.ts";

const WORDS = { note: "Ghi chú nội bộ", reason: "Thiếu bản sao", legalBasis: "Điều 59 Luật Du lịch" };

const inHtml = (html: string): string =>
  html.replaceAll(/<[^>]*>/g, "\n").replaceAll(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));

describe("the words for an event", () => {
  it.each(EVENT_TEMPLATES)("are those of %s", (name) => {
    expect(templateOf(anEvent(EVENTS[name]))).toBe(name);
  });

  it("are none where the state stays or a draft is made", () => {
    expect(templateOf(anEvent({ what: "step-completed", from: "processing", to: "processing" }))).toBeUndefined();
    expect(templateOf(anEvent({ what: "payment-confirmed", from: "resolved", to: "resolved" }))).toBeUndefined();
    const settled = { what: "dates-corrected", from: "accepted", to: "accepted", changed: {} } as const;
    expect(templateOf(anEvent(settled))).toBeUndefined();
    expect(templateOf(anEvent({ what: "dossier-drafted", from: null, to: "draft" }))).toBeUndefined();
  });
});

describe("the email of every notice in every language", () => {
  it.each(EVERY_NOTICE)(
    "%s (%s) says code, agency, officer, time, procedure and link, in text and in HTML",
    async (name, language) => {
      const email = await emailOf(aSubject({ event: anEvent(EVENTS[name]), person: aPerson({ language }) }), name);
      for (const body of [email.text, inHtml(email.html)]) {
        expect(body).toContain(CODE);
        expect(body).toContain("Phòng Quản lý du lịch");
        expect(body).toContain("Phạm Thị Hương, Chuyên viên");
        expect(body).toContain("08:30 22/11/2026");
        expect(body).toContain("Cấp thẻ hướng dẫn viên du lịch nội địa");
        expect(body).toContain(LONGEST_LINK);
        expect(body).toContain("Nguyễn Thị Lan");
        for (const sentence of TEMPLATES[name][language].email.next) {
          expect(body).toContain(sentence.split("{")[0]);
        }
      }
      expect(email.subject).toContain(CODE);
    },
  );

  it.each(EVERY_NOTICE)(
    "%s (%s) has no placeholder left and nothing that must not be in a message",
    async (name, language) => {
      const event = anEvent(EVENTS[name]);
      const email = await emailOf(aSubject({ event, words: WORDS, person: aPerson({ language }) }), name);
      for (const part of Object.values(email)) {
        expect(part).not.toMatch(/[{}]|undefined|\bnull\b|NaN/);
        expect(part).not.toMatch(/036195004821|0912345678|12 Trần Hưng Đạo|1995-03-08|Đại học|Ghi chú nội bộ/);
      }
    },
  );

  it.each(EVERY_NOTICE)(
    "%s (%s) is HTML that needs no picture, names its language and its headings",
    async (name, language) => {
      const { html } = await emailOf(aSubject({ event: anEvent(EVENTS[name]), person: aPerson({ language }) }), name);
      expect(html).toMatch(new RegExp(`^<!doctype html><html lang="${language}">`));
      expect(html).toContain('<meta name="viewport"');
      expect(html).toContain('<th scope="row"');
      expect(html).not.toMatch(/<img|<script|<link|url\(/);
      expect([...html.matchAll(/(?:href|src)="([^"]*)"/g)].map(([, address]) => address)).toEqual([LONGEST_LINK]);
    },
  );

  it("says in Vietnamese what a refusal is based on", async () => {
    const { text } = await emailOf(aSubject({ event: anEvent(EVENTS.refused), words: WORDS }));
    expect(text).toContain("Lý do: Thiếu bản sao\n");
    expect(text).toContain("Căn cứ: Điều 59 Luật Du lịch\n");
  });

  it("leaves out the sentence that it has no value for", async () => {
    const words = { reason: "Thiếu bản sao" };
    const { text } = await emailOf(aSubject({ event: anEvent(EVENTS.refused), words }));
    expect(text).toContain("Lý do: Thiếu bản sao\n");
    expect(text).not.toContain("Căn cứ");
  });

  it("takes no reason from the event's facts", async () => {
    const event = anEvent({ ...EVENTS.refused, facts: { reason: "Thiếu bản sao", legalBasis: "Điều 59" } });
    expect((await emailOf(aSubject({ event }))).text).not.toMatch(/Thiếu bản sao|Điều 59/);
  });

  it("gives the longest reason that an officer may write in full", async () => {
    const reason = "Thiếu ".repeat(333).trim();
    const { text } = await emailOf(aSubject({ event: anEvent(EVENTS.refused), words: { reason } }));
    expect(text).toContain(`Lý do: ${reason}\n`);
  });

  it.each([
    ["vi", "không được chấp thuận", "Kết quả: không được chấp thuận.\nLý do: Thiếu bản sao\n"],
    ["en", "not granted", "Result: not granted.\nReason: Thiếu bản sao\n"],
  ] as const)("says what was decided and why where it was denied (%s)", async (language, subject, words) => {
    const person = aPerson({ language });
    const email = await emailOf(aSubject({ event: anEvent(EVENTS["resolved-denied"]), words: WORDS, person }));
    expect(email.subject).toMatch(new RegExp(`${subject}$`));
    expect(email.text).toContain(words);
  });

  it("gives no reason for what was granted", async () => {
    const { text } = await emailOf(aSubject({ event: anEvent(EVENTS.resolved), words: WORDS }));
    expect(text).toContain("Kết quả: được chấp thuận.");
    expect(text).not.toContain("Thiếu bản sao");
  });

  it.each([
    ["vi", "phí 650.000 đồng", "Đăng nhập, mở hồ sơ và nộp phí"],
    ["en", "a fee of VND 650,000", "Sign in, open the dossier and pay"],
  ] as const)("says how much is to be paid, and to sign in for it (%s)", async (language, amount, how) => {
    const { subject, text } = await emailOf(
      aSubject({ event: anEvent(EVENTS["payment-due"]), person: aPerson({ language }) }),
    );
    expect(subject).toContain(amount);
    expect(text).toContain(how);
  });

  it("lists what is asked for by name, each with its reason, and until when", async () => {
    const items = [
      { requirement: "health", reason: "Bản chụp bị mờ" },
      { formField: "unknown", reason: "Sai năm sinh" },
    ];
    const event = anEvent(EVENTS["supplement-requested"]);
    const { text } = await emailOf(aSubject({ event, words: { items } }));
    expect(text).toContain("Cần bổ sung: (1) Giấy chứng nhận sức khỏe: Bản chụp bị mờ; (2) unknown: Sai năm sinh");
    expect(text).toContain("trước 23:59 22/12/2026");
  });

  it("reminds of the date by which the dossier waits, whatever happened to it last", async () => {
    const waiting: Dossier = {
      ...aDossier(),
      state: "awaiting-supplement",
      waitingSince: "2026-11-22T01:30:00.000Z",
      requested: [],
      respondBy: "2026-12-22T16:59:59.000Z",
      resume: "accepted",
    };
    const event = anEvent({ what: "refund-completed", from: "awaiting-supplement", to: "awaiting-supplement" });
    const { subject, text } = await emailOf(aSubject({ event, dossier: waiting }), "answer-soon-supplement");
    expect(subject).toContain("cần bổ sung trước 23:59 22/12/2026");
    expect(text).toContain("Hạn bổ sung: 23:59 22/12/2026.");
  });

  it("apologises for a new date, with the old one and the reason", async () => {
    const event = anEvent(EVENTS.extended);
    const { text } = await emailOf(aSubject({ event, words: { reason: "Cần xác minh thêm" } }));
    for (const words of [
      "xin lỗi",
      "Hẹn trước đây: 09:00 07/12/2026",
      "Hẹn lại: 09:00 14/12/2026",
      "Cần xác minh thêm",
    ]) {
      expect(text).toContain(words);
    }
  });

  it("names the procedure without the word that its label says", async () => {
    const { text } = await emailOf(aSubject());
    expect(text).toContain("\nThủ tục: Cấp thẻ hướng dẫn viên du lịch nội địa\n");
  });

  it("greets an organisation by its name alone", async () => {
    const applicant = { ...aPerson().applicant, kind: "organisation" as const, fullName: "Công ty TNHH Hòa Bình" };
    expect((await emailOf(aSubject({ person: aPerson({ applicant }) }))).text).toMatch(
      /^Kính gửi Công ty TNHH Hòa Bình,\n/,
    );
  });

  it("gives the appointment of the acceptance", async () => {
    expect((await emailOf(aSubject())).text).toContain("Hẹn trả kết quả: 09:00 07/12/2026.");
  });

  it("says how the result will be returned, by the citizen's choice", async () => {
    const subject = aSubject({ event: anEvent(EVENTS.resolved), dossier: aDossier({ delivery: "post" }) });
    expect((await emailOf(subject)).text).toContain("Kết quả sẽ được trả qua bưu chính.");
  });

  it("names no officer where nobody holds the dossier, not even the one who acted", async () => {
    const { officer: _, ...event } = anEvent(EVENTS.resolved);
    const { text, html } = await emailOf(aSubject({ event }));
    expect(text + html).not.toMatch(/Cán bộ phụ trách|Phạm Thị Hương/);
  });
});

describe("an email to a person", () => {
  it.each([
    ["without an address", aPerson({ applicant: { fullName: "Lan" } }), "no-address"],
    ["with two addresses", aPerson({ applicant: { email: "a@example.com,b@example.com" } }), "address-unusable"],
    [
      "with a header in the address",
      aPerson({ applicant: { email: "a@example.com\r\nBcc: b@example.com" } }),
      "address-unusable",
    ],
    ["with a name around the address", aPerson({ applicant: { email: "Lan <a@example.com>" } }), "address-unusable"],
  ])("%s is not written", (_, person, reason) => {
    expect(renderEmail("accepted", person, { code: CODE })).toEqual({ skipped: reason });
  });
});
