import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { organisationRegister } from "../../../shared/adapters/catalogue/organisation-register.ts";
import { units } from "../../../shared/adapters/catalogue/units.ts";
import { readable } from "../../../shared/domain/foundation/instant.ts";
import { withoutLabel } from "../../../shared/domain/notifications/filling.ts";
import { CODED } from "../../../shared/domain/notifications/frame.ts";
import { septetsOf } from "../../../shared/domain/notifications/gsm7.ts";
import { type Filling, fill, LONGEST, type Placeholder } from "../../../shared/domain/notifications/placeholder.ts";
import { renderEmail } from "../../../shared/domain/notifications/render-email.ts";
import { smsBody } from "../../../shared/domain/notifications/render-sms.ts";
import { smsWordings } from "../../../shared/domain/notifications/sms-wordings.ts";
import { type Language, TEMPLATES, type TemplateName } from "../../../shared/domain/notifications/templates.ts";
import { MOST_VND, readableVnd } from "../../../shared/domain/payments/money.ts";
import { aPerson, LONGEST_FILLING, LONGEST_LINK } from "../../builders/notice.ts";
import { EVERY_NOTICE } from "../../builders/notice-events.ts";
import { shipped } from "../../fakes/procedure-catalogue.ts";

const longestOf = (texts: Iterable<string>): string =>
  [...texts].reduce((longest, text) => (text.length > longest.length ? text : longest));

const procedures = shipped.flatMap((one) => ("procedure" in one ? [one.procedure] : []));
const officers = units.flatMap(({ id }) => organisationRegister.officersOf(id));
const documents = procedures.flatMap((procedure) => procedure.documents.map(({ name }) => name));

/** The longest that the shipped data can put in each place, in each language. */
const realFilling = (language: Language): Filling => ({
  ...LONGEST_FILLING,
  link: LONGEST_LINK,
  when: readable("2026-12-31T16:59:59.000Z"),
  amount: language === "vi" ? readableVnd(MOST_VND) : readableVnd(MOST_VND).replaceAll(".", ","),
  procedure: withoutLabel(longestOf(procedures.map(({ name }) => name))) ?? "",
  agency: longestOf(units.flatMap(({ versions }) => versions.map(({ name }) => name))),
  officer: longestOf(officers.map(({ name }) => name)),
  officerTitle: longestOf(officers.map(({ title }) => title)),
  items: documents.slice(0, 20).join("; "),
  outcome: longestOf(Object.values(CODED[language].outcome)),
  method: longestOf(Object.values(CODED[language].method)),
  refundWay: longestOf(Object.values(CODED[language].refundWay)),
  trackingNumber: "EB123456789VN",
});

/** What is always there, whatever a dossier lacks. */
const BARE: Filling = { code: LONGEST_FILLING.code as string };

const ENCODINGS = [false, true] as const;
const EVERY_SMS = EVERY_NOTICE.flatMap(([name, language]) =>
  ENCODINGS.map((diacritics) => [name, language, diacritics] as const),
);

/** A number of identity, or one of an account: a run of digits that is no part of a word, a code or an amount. */
const NUMBER_OF_SOMEBODY = /(?<![\p{L}\p{N}.-])\d{9,19}(?![\p{L}\p{N}])/u;

const takes = (body: string, encoding: string): number =>
  encoding === "gsm-7" ? (septetsOf(body) ?? Number.POSITIVE_INFINITY) / 160 : body.length / 70;

describe("the data that messages are filled with", () => {
  it("is that of the shipped catalogue and organisation", () => {
    expect([procedures.length, officers.length > 10]).toEqual([140, true]);
    expect(realFilling("vi").agency?.length).toBeGreaterThan(40);
    expect(realFilling("vi").procedure?.length).toBeGreaterThan(200);
  });

  it("is never cut in a message", () => {
    for (const [name, value] of Object.entries(realFilling("vi"))) {
      expect([name, value.length]).toEqual([name, Math.min(value.length, LONGEST[name as Placeholder])]);
    }
  });
});

describe("every SMS", () => {
  it.each(EVERY_SMS)(
    "%s (%s, with diacritics: %s) is one part with the longest values",
    (name, language, diacritics) => {
      const { body, encoding, parts } = smsBody(name, language, realFilling(language), diacritics);
      expect(takes(body, encoding)).toBeLessThanOrEqual(1);
      expect(parts).toBe(1);
      expect(body).toContain(LONGEST_FILLING.code);
      expect(body).not.toMatch(/[{}]|undefined|null|NaN|\s{2}| $/);
      if (language === "vi" && diacritics)
        expect([encoding, body]).toEqual(["ucs-2", expect.stringMatching(/[^\x20-\x7e]/)]);
      else expect(encoding).toBe("gsm-7");
    },
  );

  it.each(EVERY_SMS)(
    "%s (%s, with diacritics: %s) holds no number of anybody and no document",
    (name, language, diacritics) => {
      const { body } = smsBody(name, language, realFilling(language), diacritics);
      expect(body.replaceAll(LONGEST_LINK, "")).not.toMatch(NUMBER_OF_SOMEBODY);
      for (const document of documents) expect(body).not.toContain(document);
    },
  );

  it.each(EVERY_SMS)(
    "%s (%s, with diacritics: %s) can be sent where a dossier has nothing but its code",
    (name, language, diacritics) => {
      const { body, encoding } = smsBody(name, language, BARE, diacritics);
      expect(takes(body, encoding)).toBeLessThanOrEqual(1);
    },
  );

  it.each(EVERY_NOTICE)("%s (%s) is written from the fullest to the shortest, each text once", (name, language) => {
    const texts = smsWordings(name, language).map(({ text }) => text);
    expect(new Set(texts).size).toBe(texts.length);
    const lengths = texts.map((text) => fill(text, realFilling(language))?.length ?? 0);
    expect(lengths[0]).toBe(Math.max(...lengths));
    expect(texts.at(-1)?.match(/\{\w+\}/g)).toEqual(["{code}"]);
    for (const text of texts) expect(text).toBe(text.normalize("NFC"));
    // Numbers come from fillings alone, so that none of anybody is written into a text.
    for (const text of texts) expect(text).not.toMatch(/\p{N}/u);
  });

  it("is one part whatever it is filled with", () => {
    const value = fc.oneof(
      fc.string({ unit: "binary", maxLength: 300 }),
      fc.string({ maxLength: 60 }),
      fc.constant("đ🙂"),
    );
    const filling = fc.record(
      {
        code: fc.string({ minLength: 1, maxLength: 32, unit: fc.constantFrom(..."0123456789.-HK") }),
        link: fc.webUrl({ withQueryParameters: true }),
        ...Object.fromEntries(
          (
            [
              "when",
              "due",
              "acceptBy",
              "answerBy",
              "amount",
              "agency",
              "officer",
              "method",
              "refundWay",
              "trackingNumber",
            ] as const
          ).map((name) => [name, value]),
        ),
      },
      { requiredKeys: ["code"] },
    );
    fc.assert(
      fc.property(fc.constantFrom(...EVERY_SMS), filling, ([name, language, diacritics], values) => {
        const { body, encoding, parts } = smsBody(name, language, values, diacritics);
        expect(takes(body, encoding)).toBeLessThanOrEqual(1);
        expect(parts).toBe(1);
        expect(body).toContain(values.code);
        if (!diacritics) expect(encoding).toBe("gsm-7");
      }),
      { numRuns: 300 },
    );
  });
});

describe("every email", () => {
  const email = (name: TemplateName, language: Language, filling: Filling) => {
    const rendered = renderEmail(name, aPerson({ language }), filling);
    if ("skipped" in rendered) throw new Error(rendered.skipped);
    return rendered;
  };

  it.each(EVERY_NOTICE)("%s (%s) says what happened and what comes next, with the longest values", (name, language) => {
    const { subject, text, html } = email(name, language, realFilling(language));
    for (const part of [subject, text, html]) expect(part).not.toMatch(/[{}]|undefined|\bnull\b|NaN/);
    for (const part of [text, html])
      expect(part.replaceAll(LONGEST_LINK, "")).not.toMatch(/(?<!&#)(?<![\p{L}\p{N}.-])\d{9,19}(?![\p{L}\p{N}])/u);
    expect(subject.length).toBeLessThan(150);
    expect(subject).not.toMatch(/…/);
  });

  it.each(EVERY_NOTICE)("%s (%s) has sentences that need nothing but what is always there", (name, language) => {
    const { what, next } = TEMPLATES[name][language].email;
    const always: Filling = { code: "1", when: "1", answerBy: "1", amount: "1", due: "1", acceptBy: "1", method: "1" };
    for (const sentences of [what, next]) {
      expect(sentences.length).toBeGreaterThan(0);
      expect(sentences.some((sentence) => fill(sentence, always) !== undefined)).toBe(true);
    }
  });
});
