import { strFromU8, unzipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { writeDocx } from "../../shared/adapters/docx/write-docx.ts";
import { formOf, guideOf, sampled, squeezed, versionOf, wordsOf } from "./sheet-files.ts";

const ENTITIES: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

const unescaped = (text: string): string => text.replaceAll(/&(\w+);/g, (_, name: string) => ENTITIES[name] ?? "?");

const partsOf = (bytes: Uint8Array): Record<string, string> =>
  Object.fromEntries(
    Object.entries(unzipSync(bytes))
      .filter(([name]) => /\.(xml|rels)$/.test(name))
      .map(([name, part]) => [name, strFromU8(part)]),
  );

const textOf = (xml = ""): string =>
  squeezed([...xml.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g)].map(([, text = ""]) => unescaped(text)).join(""));

/** Whether every element is closed where it must be, and no text holds a bare sign or a forbidden character. */
const isWellFormed = (xml: string): boolean => {
  const open: string[] = [];
  const rest = xml
    .replace(/^<\?xml[^>]*\?>\s*/, "")
    .replaceAll(/<(\/?)([\w:.-]+)((?:\s+[\w:.-]+="[^"<]*")*)\s*(\/?)>/g, (_, end, name, __, empty) => {
      if (end) return open.pop() === name ? "" : "<";
      if (!empty) open.push(name as string);
      return "";
    });
  return (
    open.length === 0 &&
    !/[<>]|&(?!\w+;|#\d+;)/.test(rest) &&
    !/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u.test(rest)
  );
};

describe("a sheet as a Word file", () => {
  it.each(["1.000104", "1.004623", "1.004650"])("says all that the sheet of %s says", async (code) => {
    const version = versionOf(code);
    for (const sheet of [formOf(version), formOf(version, version.form.examples[0]), guideOf(version)]) {
      const parts = partsOf(await writeDocx(sheet));
      const text = textOf(parts["word/document.xml"]) + textOf(parts["word/footer1.xml"]);
      for (const words of wordsOf(sheet)) expect(text).toContain(squeezed(words));
    }
  });

  it("centres a paragraph that is centred, and sets sums of money to the right", async () => {
    const columns = [
      { title: "Nội dung", share: 3 },
      { title: "Phí", share: 1, sums: true as const },
    ];
    const table = { kind: "table" as const, label: null, note: null, tall: false, columns, rows: [["Phí", "5.000"]] };
    const number = { kind: "paragraph" as const, text: "Số: 1", style: "centred" as const };
    const sheet = { title: "Biên lai", asOf: "2026-01-01", footer: "x", blocks: [number, table] };
    const xml = partsOf(await writeDocx(sheet))["word/document.xml"] ?? "";
    const places = [...xml.matchAll(/<w:p>.*?<\/w:p>/g)].map(([paragraph]) => [
      textOf(paragraph),
      /<w:jc w:val="(\w+)"/.exec(paragraph)?.[1],
    ]);
    expect(places).toEqual(
      expect.arrayContaining([
        ["Số:1", "center"],
        ["5.000", "right"],
      ]),
    );
  });

  it("gives the same bytes for the same sheet, with the date of what it was made from", async () => {
    const sheet = formOf(versionOf("1.004650"));
    const one = await writeDocx(sheet);
    await new Promise((resolve) => setTimeout(resolve, 1100));
    expect(Buffer.from(await writeDocx(sheet)).equals(Buffer.from(one))).toBe(true);
    expect(partsOf(one)["docProps/core.xml"]).toMatch(/<dcterms:created[^>]*>2021-01-01T00:00:00Z</);
  });

  it("stays well-formed and without fields that act under hostile texts", async () => {
    const hostile = "]]></w:t><w:instrText>DDEAUTO</w:instrText> & \u0000\u000b\ud800 \u202e <!-- ";
    const sheet = formOf(versionOf("1.000104"), { fullName: hostile, request: hostile, enclosures: [hostile] });
    const parts = partsOf(await writeDocx({ ...sheet, title: hostile }));
    for (const [name, xml] of Object.entries(parts)) expect([name, isWellFormed(xml)]).toEqual([name, true]);
    expect(parts["word/document.xml"]).not.toMatch(/<w:instrText|w:hyperlink|\u202e/);
  });

  it("can be written of what is shipped", { timeout: 120_000 }, async () => {
    for (const version of sampled) {
      const parts = partsOf(await writeDocx(formOf(version)));
      expect(isWellFormed(parts["word/document.xml"] ?? "<"), version.code).toBe(true);
    }
  });
});
