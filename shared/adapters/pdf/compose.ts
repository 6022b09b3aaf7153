import type { Block, DrawnBlock, DrawnSheet } from "../../domain/slips/sheet.ts";
import { answerRows, tickRows, ticksRows } from "./compose-answer.ts";
import { drawingsRows } from "./compose-drawing.ts";
import { nationalHeadingRows, placeAndDateRows, qrRows, signatureRows, titleRows } from "./compose-heads.ts";
import { tableRows } from "./compose-table.ts";
import { gap, labelRuns, paragraph } from "./compose-text.ts";
import type { Row } from "./rows.ts";
import { BOLD, NOTE, PLAIN, type Setting } from "./setting.ts";

const paragraphRows = (setting: Setting, { text, style }: Extract<Block, { kind: "paragraph" }>): Row[] => {
  const centred = style === "centred";
  const rows = paragraph(setting, [{ text, style: style === "italic" ? NOTE : PLAIN }], {
    indent: style === "item" ? 6 : 0,
    centred,
    glued: style === "lead" || centred,
  });
  return centred ? [...rows, gap(8, true)] : rows;
};

const labelledTable = (setting: Setting, block: Extract<Block, { kind: "table" }>): Row[] => {
  const { label, note } = block;
  const above = label === null ? [] : paragraph(setting, labelRuns(label, note), { glued: true });
  const rows = tableRows(setting, block).map((row) => (block.together ? { ...row, glued: true } : row));
  return [...above, gap(2, true), ...rows, gap(6)];
};

const rowsOf = (setting: Setting, block: DrawnBlock): Row[] => {
  switch (block.kind) {
    case "national-heading":
      return nationalHeadingRows(setting);
    case "place-and-date":
      return placeAndDateRows(setting, block);
    case "title":
      return titleRows(setting, block);
    case "addressee":
      return [
        ...paragraph(setting, [{ text: `Kính gửi: ${block.text}`, style: PLAIN }], { centred: true, glued: true }),
        gap(8, true),
      ];
    case "heading":
      return [gap(5, true), ...paragraph(setting, [{ text: block.text, style: BOLD }], { glued: true })];
    case "paragraph":
      return paragraphRows(setting, block);
    case "answer":
      return answerRows(setting, block);
    case "ticks":
      return ticksRows(setting, block);
    case "tick":
      return tickRows(setting, block);
    case "table":
      return labelledTable(setting, block);
    case "signature":
      return signatureRows(setting, block);
    case "qr":
      return qrRows(setting, block);
    case "drawings":
      return drawingsRows(setting, block.drawings);
  }
};

/** A sheet as rows in order. What stands above a signature goes with it: nobody signs an empty page. */
export const compose = (setting: Setting, { blocks }: DrawnSheet): Row[] =>
  blocks.flatMap((block, at) => {
    const rows = rowsOf(setting, block);
    if (blocks[at + 1]?.kind !== "signature") return rows;
    return rows.map((row, nth) => (nth >= rows.length - 2 ? { ...row, glued: true } : row));
  });
