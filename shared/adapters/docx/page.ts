import { Footer, PageNumber, Paragraph, TabStopType, TextRun } from "docx";

export const FONT = "Times New Roman";

/** Twentieths of a point in a millimetre. */
const MM = 1440 / 25.4;
const twips = (millimetres: number): number => Math.round(millimetres * MM);

/** Between the margins of A4. */
export const WIDTH = twips(210 - 30 - 15);

/** A4 with the margins that Decree 30/2020/NĐ-CP sets. */
export const A4_SECTION = {
  page: {
    size: { width: twips(210), height: twips(297) },
    margin: { top: twips(20), bottom: twips(20), left: twips(30), right: twips(15), footer: twips(10) },
  },
};

const SMALL = 20;

export const footerOf = (text: string): Footer =>
  new Footer({
    children: [
      new Paragraph({
        tabStops: [{ type: TabStopType.RIGHT, position: WIDTH }],
        children: [
          new TextRun({ text, size: SMALL }),
          new TextRun({ size: SMALL, children: ["\tTrang ", PageNumber.CURRENT, "/", PageNumber.TOTAL_PAGES] }),
        ],
      }),
    ],
  });
