import PDFDocument from "pdfkit";
import type { Face, Fonts } from "./fonts.ts";

const MM = 72 / 25.4;

/** A4 with the margins that Decree 30/2020/NĐ-CP sets: top and bottom 20 mm, left 30, right 15. */
const MARGIN = { top: 20 * MM, bottom: 20 * MM, left: 30 * MM, right: 15 * MM };
const A4 = { width: 210 * MM, height: 297 * MM };

export const AREA = {
  left: MARGIN.left,
  right: A4.width - MARGIN.right,
  top: MARGIN.top,
  bottom: A4.height - MARGIN.bottom,
  width: A4.width - MARGIN.left - MARGIN.right,
  /** Baseline of the footer's line, in the margin. */
  foot: A4.height - MARGIN.bottom + 8 * MM,
};

export type Style = { face: Face; size: number };

/** `colour` as `#0b5394`, `width` of a stroke in points. */
export type Pen = { colour: string; width: number };

/** A pen on pages: measures and draws single lines of text, rules and boxes. It never breaks a line or a page itself. */
export type Paper = {
  widthOf: (text: string, style: Style) => number;
  text: (text: string, x: number, top: number, style: Style) => void;
  /** As `text`, in a colour and with the line that its letters stand on at `y`. */
  label: (text: string, x: number, y: number, style: Style & { colour: string }) => void;
  dots: (from: number, to: number, y: number) => void;
  rule: (from: number, to: number, y: number) => void;
  frame: (x: number, y: number, width: number, height: number) => void;
  box: (x: number, y: number, size: number, marked: boolean) => void;
  /** Filled squares of one size, by their corners. */
  squares: (corners: readonly (readonly [x: number, y: number])[], size: number) => void;
  /** A rectangle, filled or not. */
  area: (x: number, y: number, width: number, height: number, fill: string | null, pen: Pen | null) => void;
  lines: (segments: readonly (readonly [x1: number, y1: number, x2: number, y2: number])[], pen: Pen) => void;
  addPage: () => void;
  bytes: () => Promise<Uint8Array>;
};

/** What the faces cannot show and no reader could see: control and formatting characters but joiners. */
const UNSEEN = /[\p{Cc}\u00ad\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\p{Co}\p{Cs}]/gu;

const shown = (text: string): string => text.normalize("NFC").replaceAll(UNSEEN, "");

/** A new document. The same title, date and drawing give the same bytes. */
export const openPaper = (fonts: Fonts, { title, asOf }: { title: string; asOf: string }): Paper => {
  const date = new Date(`${asOf}T00:00:00Z`);
  const document = new PDFDocument({
    autoFirstPage: false,
    size: "A4",
    margin: 0,
    pdfVersion: "1.7",
    lang: "vi",
    displayTitle: true,
    // The library's own default is a face of the reader's machine, read from a file of its package.
    font: "",
    info: { Title: shown(title), Creator: "Một Cửa", Producer: "Một Cửa", CreationDate: date, ModDate: date },
  });
  const chunks: Uint8Array[] = [];
  const ended = new Promise<Uint8Array>((resolve, reject) => {
    document.on("data", (chunk: Uint8Array) => chunks.push(chunk));
    document.on("end", () => resolve(Buffer.concat(chunks)));
    document.on("error", reject);
  });
  for (const [face, bytes] of Object.entries(fonts)) document.registerFont(face, Buffer.from(bytes));
  const set = ({ face, size }: Style) => document.font(face).fontSize(size);
  const line = (from: number, to: number, y: number) => document.moveTo(from, y).lineTo(to, y);
  return {
    widthOf: (text, style) => set(style).widthOfString(shown(text)),
    text: (text, x, top, style) => {
      set(style).fillColor("black").text(shown(text), x, top, { lineBreak: false });
    },
    label: (text, x, y, { colour, ...style }) => {
      set(style).fillColor(colour).text(shown(text), x, y, { lineBreak: false, baseline: "alphabetic" });
    },
    dots: (from, to, y) => {
      if (to <= from) return;
      document.save().lineWidth(0.8).lineCap("round").dash(0.1, { space: 2.6 });
      line(from, to, y).strokeColor("#444").stroke().restore();
    },
    rule: (from, to, y) => {
      document.save().lineWidth(0.7).strokeColor("black");
      line(from, to, y).stroke().restore();
    },
    frame: (x, y, width, height) => {
      document.save().lineWidth(0.6).strokeColor("black").rect(x, y, width, height).stroke().restore();
    },
    box: (x, y, size, marked) => {
      document.save().lineWidth(0.8).strokeColor("black").rect(x, y, size, size).stroke();
      if (marked)
        document
          .lineWidth(1.4)
          .moveTo(x + size * 0.2, y + size * 0.5)
          .lineTo(x + size * 0.42, y + size * 0.75)
          .lineTo(x + size * 0.82, y + size * 0.22)
          .stroke();
      document.restore();
    },
    squares: (corners, size) => {
      for (const [x, y] of corners) document.rect(x, y, size, size);
      document.fill("black");
    },
    area: (x, y, width, height, fill, pen) => {
      if (fill !== null) document.rect(x, y, width, height).fill(fill);
      if (pen !== null) document.lineWidth(pen.width).rect(x, y, width, height).stroke(pen.colour);
    },
    lines: (segments, { colour, width }) => {
      for (const [x1, y1, x2, y2] of segments) document.moveTo(x1, y1).lineTo(x2, y2);
      document.lineWidth(width).stroke(colour);
    },
    addPage: () => void document.addPage(),
    bytes: () => {
      document.end();
      return ended;
    },
  };
};
