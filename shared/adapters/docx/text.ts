import { TextRun } from "docx";

type Look = { bold?: boolean; italics?: boolean; size?: number };

/** What XML 1.0 forbids, and what turns the order of letters round. */
const FORBIDDEN =
  /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]|[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

export const plain = (text: string): TextRun => new TextRun(text);

/** Text with the line breaks its author made. */
export const runsOf = (text: string, look: Look = {}): TextRun[] =>
  text
    .normalize("NFC")
    .replaceAll(FORBIDDEN, "")
    .split(/\r\n|[\n\r\u2028\u2029]/u)
    .map((line, at) => new TextRun({ ...look, text: line, ...(at === 0 ? {} : { break: 1 }) }));

/** A box to tick, in a face that has it on every machine with Word. */
export const boxRun = (marked: boolean): TextRun =>
  new TextRun({ text: marked ? "\u2611" : "\u2610", font: "Segoe UI Symbol" });
