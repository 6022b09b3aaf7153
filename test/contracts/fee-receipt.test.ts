import { describe, expect, it } from "vitest";
import { organisationRegister as register } from "../../shared/adapters/catalogue/organisation-register.ts";
import { drawPdf } from "../../shared/adapters/pdf/draw-pdf.ts";
import { feeReceipt } from "../../shared/domain/slips/fee-receipt.ts";
import { aReceiptedPayment, atCounter, DOSSIER_CODE, TRACKING_URL } from "../builders/fee-receipt.ts";
import { codesIn, readPages, textOf } from "./read-pdf.ts";
import { fonts, squeezed, versionOf, wordsOf } from "./sheet-files.ts";

const context = { version: versionOf("1.004623"), register, trackingUrl: TRACKING_URL };
const lan = { kind: "individual", fullName: "Nguyễn Thị Lan", address: "12 Trần Hưng Đạo, Nam Định" } as const;
const long = {
  kind: "organisation",
  fullName: "Công ty Cổ phần Dịch vụ ".repeat(8).trim(),
  taxCode: "0600987652-001",
  address: "Thôn Đồng Tiến, xã Hải Hậu ".repeat(18).trim(),
} as const;
const many = Array.from({ length: 8 }, (_, at) => ({
  name: `Phí thẩm định rất dài số ${at + 1} `.repeat(12).trim(),
  kind: at % 2 === 0 ? ("fee" as const) : ("charge" as const),
  amount: 1_249_999_999,
}));

const SHEETS = {
  "one item online": feeReceipt(aReceiptedPayment(), lan, DOSSIER_CODE, context),
  "five items at the counter": feeReceipt(
    aReceiptedPayment({ ...atCounter, refunded: 200_000 }),
    { ...lan, taxCode: "0600987652" },
    DOSSIER_CODE,
    context,
  ),
  "long names and the largest sum": feeReceipt(
    aReceiptedPayment({ items: many, amount: 9_999_999_992, state: "duplicate-paid" }),
    long,
    DOSSIER_CODE,
    context,
  ),
};

describe.each(Object.entries(SHEETS))("a fee receipt as PDF, of %s", (name, sheet) => {
  it("says all that its sheet says", async () => {
    const text = await textOf(await drawPdf(sheet, fonts));
    for (const words of wordsOf(sheet)) expect(text).toContain(squeezed(words));
  });

  it("has one code that a camera reads as the link to the dossier, with the address in words", async () => {
    const bytes = await drawPdf(sheet, fonts);
    expect(await codesIn(bytes)).toEqual([TRACKING_URL]);
    expect(await textOf(bytes)).toContain(TRACKING_URL);
  });

  it("stands within the margins, on one page but for what is long", async () => {
    const pages = await readPages(await drawPdf(sheet, fonts));
    expect(pages).toHaveLength(name.startsWith("long") ? 2 : 1);
    expect(Math.max(...pages.flat().map(({ right }) => right))).toBeLessThanOrEqual(595.3 - 42.4);
  });
});

describe("the sums of a fee receipt", () => {
  it("end under one another", async () => {
    const [page = []] = await readPages(await drawPdf(SHEETS["five items at the counter"], fonts));
    const endOf = (sum: string) => page.find(({ text }) => text === sum)?.right;
    const [first, ...others] = ["650.000", "12.000.000", "35.500", "12.685.500"].map(endOf);
    for (const other of others) expect(other).toBeCloseTo(first ?? 0, 1);
  });
});
