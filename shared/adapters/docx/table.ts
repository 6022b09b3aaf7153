import { AlignmentType, HeightRule, Paragraph, Table, TableCell, TableLayoutType, TableRow, WidthType } from "docx";
import type { Block } from "../../domain/slips/sheet.ts";
import { WIDTH } from "./page.ts";
import { runsOf } from "./text.ts";

type Of<Kind> = Extract<Block, { kind: Kind }>;

const SIZE = 24;
const MARGINS = { top: 40, bottom: 40, left: 90, right: 90 };
/** Room to write in by hand, twentieths of a point. */
const TALL = 520;

/** A table whose head every page repeats and whose rows no page splits. */
export const tableOf = ({ columns, rows, tall }: Of<"table">): Table => {
  const total = columns.reduce((sum, { share }) => sum + share, 0);
  const widths = columns.map(({ share }) => Math.round((share / total) * WIDTH));
  const cell = (text: string, at: number, bold: boolean): TableCell =>
    new TableCell({
      width: { size: widths[at] ?? 0, type: WidthType.DXA },
      margins: MARGINS,
      children: [
        new Paragraph({
          alignment:
            bold || columns[at]?.centred
              ? AlignmentType.CENTER
              : columns[at]?.sums
                ? AlignmentType.RIGHT
                : AlignmentType.LEFT,
          spacing: { after: 0 },
          keepNext: bold,
          children: runsOf(text, { bold, size: SIZE }),
        }),
      ],
    });
  const head = new TableRow({
    tableHeader: true,
    cantSplit: true,
    children: columns.map(({ title }, at) => cell(title, at, true)),
  });
  const body = rows.map(
    (cells) =>
      new TableRow({
        cantSplit: true,
        ...(tall ? { height: { value: TALL, rule: HeightRule.ATLEAST } } : {}),
        children: cells.map((text, at) => cell(text, at, false)),
      }),
  );
  return new Table({
    width: { size: WIDTH, type: WidthType.DXA },
    layout: TableLayoutType.FIXED,
    columnWidths: widths,
    rows: [head, ...body],
  });
};
