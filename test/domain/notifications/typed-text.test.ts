import { describe, expect, it } from "vitest";
import { fillingOf } from "../../../shared/domain/notifications/filling.ts";
import { plainLine } from "../../../shared/domain/notifications/placeholder.ts";
import { type Email, renderEmail } from "../../../shared/domain/notifications/render-email.ts";
import { renderSms } from "../../../shared/domain/notifications/render-sms.ts";
import type { TemplateName } from "../../../shared/domain/notifications/templates.ts";
import { anEvent, aPerson, aSubject, LONGEST_LINK, someNames } from "../../builders/notice.ts";
import { emailOf } from "../../builders/notice-email.ts";
import { EVENTS } from "../../builders/notice-events.ts";
import { INJECTIONS } from "./injections.ts";

/** All that people outside, and officers, write in their own words, in the notices that tell it. */
const typedInto = (typed: string) => {
  const person = aPerson({ applicant: { ...aPerson().applicant, fullName: typed } });
  const written = (name: TemplateName, words: object, facts: object = {}) => {
    const event = EVENTS[name];
    return aSubject({ event: anEvent({ ...event, facts: { ...event.facts, ...facts } }), person, words });
  };
  return {
    refused: written("refused", { reason: typed, legalBasis: typed }),
    "supplement-requested": written("supplement-requested", {
      items: [
        { requirement: "health", reason: typed },
        { formField: typed, reason: typed },
      ],
    }),
    extended: written("extended", { reason: typed }),
    "resolved-denied": written("resolved-denied", { reason: typed }),
    posted: written("posted", {}, { trackingNumber: typed }),
  } satisfies Partial<Record<TemplateName, unknown>>;
};
const PLACES = Object.keys(typedInto("")) as (keyof ReturnType<typeof typedInto>)[];
const EVERYWHERE = PLACES.flatMap((name) => INJECTIONS.map((typed) => [name, typed] as const));

const LINK = /\/\/|www\.|[^\s.][.。．｡﹒․](com|vn|ly|me|exe|example|c\u0334om)|\p{Nd}+(\.\p{Nd}+){3}/iu;
const tagsOf = (html: string) => new Set([...html.matchAll(/<[a-z!/][^>]*>/gi)].map(([tag]) => tag));
const linesOf = (text: string) => text.split("\n").length;
const harmless = new Map<string, Email>();

const harmlessEmail = async (name: keyof ReturnType<typeof typedInto>): Promise<Email> => {
  const known = harmless.get(name) ?? (await emailOf(typedInto("x")[name], name));
  harmless.set(name, known);
  return known;
};

describe("what somebody typed", () => {
  it("is tried with at least a hundred texts, each another", () => {
    expect(new Set(INJECTIONS).size).toBe(INJECTIONS.length);
    expect(INJECTIONS.length).toBeGreaterThanOrEqual(100);
  });

  it.each(EVERYWHERE)("comes out in %s as literal text in one line, no link, no mark-up: %j", async (name, typed) => {
    const email = await emailOf(typedInto(typed)[name], name);
    const plain = await harmlessEmail(name);

    expect(email.subject).toBe(plain.subject);
    expect(email.to).toBe(plain.to);
    expect([...tagsOf(plain.html)]).toEqual(expect.arrayContaining([...tagsOf(email.html)]));
    expect(linesOf(email.text)).toBeLessThanOrEqual(linesOf(plain.text));
    const typedParts = email.text.replaceAll(LONGEST_LINK, "");
    expect(typedParts).not.toMatch(LINK);
    expect(typedParts.replaceAll("\n", "")).not.toMatch(
      /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]|(?! )\p{Default_Ignorable_Code_Point}/u,
    );
    expect(email.text).toBe(email.text.normalize("NFC"));
    expect(email.text).not.toContain("49");
    expect([...email.html.matchAll(/href="([^"]*)"/g)].map(([, address]) => address)).toEqual([LONGEST_LINK]);
  });

  it.each(EVERYWHERE)(
    "is in no SMS of %s but as a number of the post, in one line of one part: %j",
    async (name, typed) => {
      const { person, ...subject } = typedInto(typed)[name];
      const filling = await fillingOf({ ...subject, person }, someNames, LONGEST_LINK);
      const sms = renderSms(name, person, filling);
      if ("skipped" in sms) throw new Error(sms.skipped);
      expect(sms.parts).toBe(1);
      expect(sms.body).toMatch(/^[\x20-\x7e]+$/);
      expect(sms.body.replaceAll(LONGEST_LINK, "")).not.toMatch(LINK);
      if (name !== "posted") {
        const plain = typedInto("x")[name];
        expect(sms).toEqual(renderSms(name, plain.person, await fillingOf(plain, someNames, LONGEST_LINK)));
      }
    },
  );

  it("keeps its words", async () => {
    const person = aPerson({ applicant: { ...aPerson().applicant, fullName: "<b>{code}</b> & 'Lan'" } });
    const email = await emailOf(aSubject({ person }));
    expect(email.text).toContain("Kính gửi <b>{code}</b> & 'Lan',");
    expect(email.html).toContain("&#60;b&#62;{code}&#60;/b&#62; &#38; &#39;Lan&#39;");
  });

  it.each(["{code}", "{{code}}", "<script>alert(1)</script>", "=?utf-8?q?Bcc:_x?=", "مرحبا بالعالم", "🇻🇳"])(
    "is not lost where it does no harm: %s",
    async (typed) => {
      const { text } = await emailOf(typedInto(typed).refused, "refused");
      expect(text).toContain(`Kính gửi ${typed},`);
      expect(text).toContain(`Lý do: ${typed}\n`);
    },
  );

  it("cannot be a name that fills the whole message", async () => {
    const person = aPerson({ applicant: { ...aPerson().applicant, fullName: "Lan ".repeat(10_000) } });
    const email = renderEmail("accepted", person, { code: "1", name: person.applicant.fullName ?? "" });
    expect("skipped" in email ? "" : email.text.split("\n")[0]).toBe(`Kính gửi ${plainLine("Lan ".repeat(50), 120)},`);
  });
});
