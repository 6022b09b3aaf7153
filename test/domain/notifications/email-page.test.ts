import { describe, expect, it } from "vitest";
import { anEvent, aPerson, aSubject, LONGEST_LINK } from "../../builders/notice.ts";
import { emailOf } from "../../builders/notice-email.ts";
import { EVENTS, EVERY_NOTICE } from "../../builders/notice-events.ts";

const WORDS = { reason: "Thiếu bản sao", legalBasis: "Điều 59", items: [{ requirement: "health", reason: "Bị mờ" }] };

const htmlOf = async (name: (typeof EVERY_NOTICE)[number][0], language: "vi" | "en") =>
  emailOf(aSubject({ event: anEvent(EVENTS[name]), words: WORDS, person: aPerson({ language }) }), name);

/** Elements in the order in which they open, with those that they stand in; throws where they do not close rightly. */
const elementsOf = (html: string): { name: string; within: string[]; tag: string }[] => {
  const open: string[] = [];
  const found: { name: string; within: string[]; tag: string }[] = [];
  for (const [tag, slash, name = ""] of html.matchAll(/<(\/?)([a-z][a-z0-9]*)[^>]*>/g)) {
    if (slash === "/") expect(open.pop()).toBe(name);
    else {
      found.push({ name, within: [...open], tag });
      if (!["meta", "br", "hr"].includes(name)) open.push(name);
    }
  }
  expect(open).toEqual([]);
  return found;
};

const luminance = (colour: string): number => {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};
/** WCAG 2.1, 1.4.3. */
const contrast = (one: string, other: string): number => {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
};

describe("the page of every email", () => {
  it.each(EVERY_NOTICE)(
    "%s (%s) names its language, its title and its parts for a screen reader",
    async (name, language) => {
      const { html, subject } = await htmlOf(name, language);
      const elements = elementsOf(html);
      const named = (wanted: string) => elements.filter((element) => element.name === wanted);
      expect(named("html")[0]?.tag).toBe(`<html lang="${language}">`);
      expect(html).toContain(`<title>${subject}</title>`);
      expect(named("h1")).toHaveLength(1);
      expect(html).toMatch(new RegExp(`<h1[^>]*>${subject.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&")}</h1>`));
      expect(named("h2")).toHaveLength(1);
      expect(named("main")[0]?.within).toEqual(["html", "body"]);
      for (const { within } of [...named("h1"), ...named("table"), ...named("p")]) expect(within).toContain("main");
      const rows = named("tr").length;
      expect(rows).toBeGreaterThanOrEqual(5);
      expect([named("th").length, named("td").length]).toEqual([rows, rows]);
      for (const { tag } of named("th")) expect(tag).toContain('scope="row"');
    },
  );

  it.each(EVERY_NOTICE)(
    "%s (%s) can be read by weak eyes: enough contrast, no small print, room to grow",
    async (name, language) => {
      const { html } = await htmlOf(name, language);
      const background = /background:(#[0-9a-f]{6})/.exec(html)?.[1] ?? "";
      expect([...html.matchAll(/background/g)]).toHaveLength(1);
      const colours = [...html.matchAll(/(?<![a-z-])color:(#[0-9a-f]{6})/g)].map(([, colour = ""]) => colour);
      expect(colours.length).toBeGreaterThanOrEqual(3);
      for (const colour of colours) expect([colour, contrast(colour, background) >= 4.5]).toEqual([colour, true]);
      for (const [, size] of html.matchAll(/font(?:-size)?:(\d+)px/g)) expect(Number(size)).toBeGreaterThanOrEqual(14);
      expect(html).not.toMatch(
        /user-scalable|maximum-scale|white-space:nowrap|(?<![a-z-])width:\d+px|height:\d+px|text-align:justify/,
      );
      expect(html).toContain('content="width=device-width,initial-scale=1"');
    },
  );

  it.each(EVERY_NOTICE)("%s (%s) loads nothing and leads to the tracking view alone", async (name, language) => {
    const { html } = await htmlOf(name, language);
    const elements = new Set(elementsOf(html).map((element) => element.name));
    const may = [
      "html",
      "head",
      "meta",
      "title",
      "body",
      "main",
      "h1",
      "h2",
      "p",
      "table",
      "tr",
      "th",
      "td",
      "a",
      "br",
      "span",
    ];
    expect(may).toEqual(expect.arrayContaining([...elements]));
    expect(html).not.toMatch(/url\(|@import|srcset|\bon[a-z]+=/);
    expect([...html.matchAll(/(?:href|src|action|background)="([^"]*)"/g)].map(([, to]) => to)).toEqual([LONGEST_LINK]);
  });

  it("knows black on white and white on white", () => {
    expect([contrast("#000000", "#ffffff"), contrast("#ffffff", "#ffffff")]).toEqual([21, 1]);
  });
});
