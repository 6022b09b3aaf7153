import { OPS } from "pdfjs-dist/legacy/build/pdf.mjs";
import { describe, expect, it } from "vitest";
import { drawPdf } from "../../shared/adapters/pdf/draw-pdf.ts";
import { receivedSettledChart } from "../../shared/domain/reporting/charts/received-settled.ts";
import { halfYearSheet } from "../../shared/domain/reporting/half-year-sheet.ts";
import type { DrawnBlock, DrawnSheet } from "../../shared/domain/slips/sheet.ts";
import { articleReport, busyReport, reportOf } from "../builders/period-report.ts";
import { codesIn, open, readPages, textOf } from "./read-pdf.ts";
import { fonts, squeezed } from "./sheet-files.ts";

const SUMMARY = "https://motcua.example.vn/v1/reports/summary?from=2021-01-01&to=2021-06-30";
const sheetOf = ({ report, half }: ReturnType<typeof reportOf>): DrawnSheet =>
  halfYearSheet(report, { half, centre: "Trung tâm Phục vụ hành chính công", summary: SUMMARY });

const article = await drawPdf(sheetOf(articleReport()), fonts);
const busy = await drawPdf(sheetOf(busyReport()), fonts);

/** All that a sheet says, its pictures too. */
const wordsOf = ({ blocks, footer }: DrawnSheet): string[] => [
  footer,
  ...blocks.flatMap((block): string[] => {
    if (block.kind === "drawings")
      return block.drawings.flatMap(({ title, shapes }) => [
        title,
        ...shapes.flatMap((shape) => (shape.kind === "text" ? [shape.text] : [])),
      ]);
    if (block.kind === "table")
      return [block.label ?? "", ...block.columns.map(({ title }) => title), ...block.rows.flat()];
    return "text" in block ? [block.text] : [];
  }),
];

describe("the half-year's report as PDF", () => {
  it.each([
    ["the article's", articleReport()],
    ["a busy one", busyReport()],
    ["an empty one", reportOf({}, { procedures: [] })],
  ])("says all that %s says, the words of its pictures too", async (_, made) => {
    const sheet = sheetOf(made);
    const text = await textOf(await drawPdf(sheet, fonts));
    for (const words of wordsOf(sheet)) expect(text).toContain(squeezed(words));
  });

  it("keeps its words within the margins of A4, and numbers its pages", async () => {
    for (const bytes of [article, busy]) {
      const pages = await readPages(bytes);
      for (const [at, page] of pages.entries()) {
        expect(squeezed(page.map(({ text }) => text).join(""))).toContain(`Trang${at + 1}/${pages.length}`);
        for (const { x, right, y } of page) {
          expect(x).toBeGreaterThanOrEqual(85);
          expect(right).toBeLessThanOrEqual(595.3 - 42.4);
          expect(y).toBeGreaterThan(20);
          expect(y).toBeLessThan(841.9 - 56);
        }
      }
    }
  });

  it("parts no table that stays together, wherever on a page it comes", async () => {
    const table = sheetOf(articleReport()).blocks.find(({ kind }) => kind === "table") as DrawnBlock;
    // Longer than what is set tighter to save a page.
    for (let above = 150; above <= 162; above += 3) {
      const filling = Array.from(
        { length: above },
        (): DrawnBlock => ({ kind: "paragraph", text: "Dòng", style: "plain" }),
      );
      const sheet = { title: "Bảng", asOf: "2021-06-30", footer: "x", blocks: [...filling, table] };
      const pages = (await readPages(await drawPdf(sheet, fonts))).map((page) => page.map(({ text }) => text).join(""));
      const withFirst = pages.findIndex((page) => squeezed(page).includes("Tháng1"));
      expect(squeezed(pages[withFirst] ?? "")).toContain("Tháng6");
      expect(squeezed(pages[withFirst] ?? "")).toContain("Cảkỳ");
    }
  });

  it("draws its pictures as lines and areas, without any image", async () => {
    const file = await open(article);
    const operations = new Set<number>();
    for (let page = 1; page <= file.numPages; page += 1)
      for (const one of (await (await file.getPage(page)).getOperatorList()).fnArray) operations.add(one);
    expect(operations.has(OPS.constructPath)).toBe(true);
    for (const image of [OPS.paintImageXObject, OPS.paintInlineImageXObject, OPS.paintImageMaskXObject])
      expect(operations.has(image)).toBe(false);
  });

  it("draws the bars of the page's picture, in the same proportions", async () => {
    const drawing = receivedSettledChart(articleReport().report);
    const bars = drawing.shapes.flatMap((shape) =>
      shape.kind === "box" && shape.fill === "blue" ? [shape.width] : [],
    );
    const { fnArray, argsArray } = await (await (await open(article)).getPage(1)).getOperatorList();
    const drawn = fnArray.flatMap((operation, at) => {
      const path = operation === OPS.constructPath ? (argsArray[at][1]?.[0] as Float32Array | null) : null;
      const xs = path ? [path[1] ?? 0, path[4] ?? 0, path[7] ?? 0] : [];
      return xs.length === 0 ? [] : [Math.max(...xs) - Math.min(...xs)];
    });
    const scale = (595.28 - (45 * 72) / 25.4 - 24) / 2 / 320;
    for (const width of bars) expect(drawn.some((one) => Math.abs(one - width * scale) < 0.05)).toBe(true);
  });

  it("carries its title, its language and the last day that it tells of, and a code of where its figures stand", async () => {
    const { info } = await (await open(busy)).getMetadata();
    expect(info).toMatchObject({
      Title: "Kết quả giải quyết thủ tục hành chính 6 tháng đầu năm 2021",
      Language: "vi",
      CreationDate: "D:20210315000000Z",
    });
    expect(await codesIn(article)).toContain(SUMMARY);
  });

  it("gives the same bytes for the same figures", async () => {
    expect(Buffer.from(await drawPdf(sheetOf(articleReport()), fonts)).equals(Buffer.from(article))).toBe(true);
  });
});
