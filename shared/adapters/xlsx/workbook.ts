import type { CellStyle, CellValue, ColumnDef, MergeRange } from "hucre/xlsx";
import { writeXlsx } from "hucre/xlsx";

/** Number formats; what separates thousands and decimals is as the reader's own settings have it. */
export const COUNT = "#,##0";
export const POINTS = "#,##0.00";
export const PERCENT = "0.00%";

export type Styled = { value: CellValue; style?: CellStyle };

/** A sheet as people read it: what stands over the table, its heading, and its rows. */
export type Page = {
  name: string;
  title: string;
  /** Of what, of which days, and as of when. */
  under: readonly string[];
  heading: readonly (readonly Styled[])[];
  rows: readonly (readonly Styled[])[];
  /** Below the table. */
  notes?: readonly string[];
  /** Cells of the heading that are one, counted from its first row. */
  merges: readonly MergeRange[];
  /** Widths of the columns, in characters. */
  widths: readonly number[];
  /** Columns that stay in sight. */
  frozen: number;
};

const FONT = { name: "Times New Roman", size: 11 };
const LINE = { style: "thin", color: { rgb: "808080" } } as const;
const BORDER = { top: LINE, right: LINE, bottom: LINE, left: LINE };

const TITLE: CellStyle = { font: { ...FONT, size: 14, bold: true }, alignment: { horizontal: "center" } };
const UNDER: CellStyle = { font: { ...FONT, italic: true }, alignment: { horizontal: "center" } };
const NOTE: CellStyle = { font: { ...FONT, italic: true }, alignment: { wrapText: true, vertical: "top" } };
const HEADING: CellStyle = {
  font: { ...FONT, bold: true },
  alignment: { horizontal: "center", vertical: "center", wrapText: true },
  fill: { type: "pattern", pattern: "solid", fgColor: { rgb: "DDE7F0" } },
  border: BORDER,
};
const CELL: CellStyle = { font: FONT, alignment: { vertical: "top", wrapText: true }, border: BORDER };

const across = (row: number, columns: number): MergeRange => ({
  startRow: row,
  endRow: row,
  startCol: 0,
  endCol: columns - 1,
});

const moved = (by: number, { startRow, endRow, ...columns }: MergeRange): MergeRange => ({
  ...columns,
  startRow: startRow + by,
  endRow: endRow + by,
});

/** Height of a row of headings that wrap in their columns; those that span several have room. */
const headingHeight = (
  row: readonly Styled[],
  widths: readonly number[],
  { merges, at }: { merges: readonly MergeRange[]; at: number },
) =>
  15 *
  Math.max(
    ...row.map(({ value }, column) =>
      merges.some(({ startRow, startCol }) => startRow === at && startCol === column)
        ? 1
        : Math.ceil((String(value).length + 2) / ((widths[column] ?? 1) - 1)),
    ),
  );

/** Lines of a note that wraps in the width of the sheet, so that it is not cut when printed. */
const heightOf = (note: string, width: number): number => Math.ceil(note.length / width) * 15;

const sheetOf = ({ name, title, under, heading, rows, notes = [], merges, widths, frozen }: Page) => {
  const columns = widths.length;
  const above: Styled[][] = [
    [{ value: title, style: TITLE }],
    ...under.map((line) => [{ value: line, style: UNDER }]),
    [],
  ];
  const lines: (readonly Styled[])[] = [
    ...above,
    ...heading.map((row) => row.map(({ value }) => ({ value, style: HEADING }))),
    ...rows.map((row) => row.map(({ value, style = {} }) => ({ value, style: { ...CELL, ...style } }))),
    [],
    ...notes.map((note) => [{ value: note, style: NOTE }]),
  ];
  const body = above.length + heading.length;
  const firstNote = body + rows.length + 1;
  const width = widths.reduce((sum, one) => sum + one, 0);
  return {
    name,
    rows: lines.map((row) => row.map(({ value }) => value)),
    cells: new Map(
      lines.flatMap((row, at) =>
        row.map(({ value, style }, column) => [`${at},${column}`, style ? { value, style } : { value }] as const),
      ),
    ),
    columns: widths.map((one): ColumnDef => ({ width: one })),
    rowDefs: new Map([
      ...heading.map((row, at) => [above.length + at, { height: headingHeight(row, widths, { merges, at }) }] as const),
      ...notes.map((note, at) => [firstNote + at, { height: heightOf(note, width) }] as const),
    ]),
    merges: [
      ...above.slice(0, -1).map((_, row) => across(row, columns)),
      ...merges.map((merge) => moved(above.length, merge)),
      ...notes.map((_, at) => across(firstNote + at, columns)),
    ],
    freezePane: { rows: body, columns: frozen },
    pageSetup: {
      paperSize: "a4" as const,
      orientation: "landscape" as const,
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      horizontalCentered: true,
      margins: { left: 0.4, right: 0.4, top: 0.5, bottom: 0.6, header: 0.3, footer: 0.3 },
    },
    headerFooter: { oddFooter: "&R&P/&N" },
  };
};

/**
 * The rows of a sheet that stand on every printed page. Named here and not by the library's own option, which leaves out
 * the quotation marks that a sheet's name with spaces needs: Excel would call the file damaged.
 */
const repeated = ({ name, under, heading }: Page) => {
  const first = under.length + 3;
  return { name: "_xlnm.Print_Titles", range: `'${name}'!$${first}:$${first + heading.length - 1}`, scope: name };
};

/** A workbook of these sheets, each A4 across, its heading on every page and always in sight. */
export const workbookOf = (title: string, pages: readonly Page[]): Promise<Uint8Array> =>
  writeXlsx({ sheets: pages.map(sheetOf), namedRanges: pages.map(repeated), properties: { title }, defaultFont: FONT });
