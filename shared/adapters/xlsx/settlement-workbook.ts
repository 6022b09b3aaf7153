import { readable } from "../../domain/foundation/instant.ts";
import type { Settlement } from "../../domain/reporting/settlement.ts";
import { COLUMN_GROUPS, COLUMNS, type Line, linesOf } from "../../domain/reporting/settlement-table.ts";
import { COUNT, type Styled, workbookOf } from "./workbook.ts";

const LEADING = ["STT", "Lĩnh vực, thủ tục, cơ quan", "Mã"] as const;
const TITLE = "TÌNH HÌNH, KẾT QUẢ GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH";

/** `2021-01-04` as people write it. */
const dayOf = (day: string): string => day.split("-").reverse().join("/");

export const periodOf = ({ from, to }: Settlement["period"]): string => `Từ ngày ${dayOf(from)} đến ngày ${dayOf(to)}`;

const BOLD = { font: { name: "Times New Roman", size: 11, bold: true } };
const INDENTS: Record<Line["level"], number> = { field: 0, procedure: 1, unit: 2, total: 0 };

const rowOf = ({ level, number, code, name, figures }: Line): Styled[] => {
  const weight = level === "field" || level === "total" ? BOLD : {};
  const indent = { alignment: { indent: INDENTS[level], wrapText: true, vertical: "top" as const } };
  return [
    { value: number, style: { ...weight, alignment: { horizontal: "center", vertical: "top" } } },
    { value: name, style: { ...weight, ...indent } },
    { value: level === "procedure" ? code : "", style: weight },
    ...COLUMNS.map(({ value }) => ({ value: value(figures), style: { ...weight, numFmt: COUNT } })),
  ];
};

/** The two rows of headings, the numbers of the columns below them, and which cells are one. */
const headingOf = () => {
  const groups: Styled[] = LEADING.map((value) => ({ value }));
  const single: Styled[] = LEADING.map(() => ({ value: "" }));
  const merges = LEADING.map((_, column) => ({ startRow: 0, endRow: 1, startCol: column, endCol: column }));
  for (const { heading, columns } of COLUMN_GROUPS) {
    const first = groups.length;
    groups.push(...columns.map((_, place) => ({ value: place === 0 ? heading : "" })));
    single.push(...columns.map((column) => ({ value: column.heading })));
    const isOne = columns.length === 1;
    merges.push({ startRow: 0, endRow: isOne ? 1 : 0, startCol: first, endCol: first + columns.length - 1 });
  }
  const numbers = groups.map((_, place) => ({ value: `(${place + 1})` }));
  return { heading: [groups, single, numbers], merges };
};

/**
 * The settlement report as a workbook, its columns those of the form.
 *
 * @param agency whose report it is @param asOf when the figures were read
 */
export const settlementWorkbook = (report: Settlement, agency: string, asOf: string): Promise<Uint8Array> =>
  workbookOf(TITLE, [
    {
      name: "Kết quả giải quyết",
      title: TITLE,
      under: [agency, periodOf(report.period), `Số liệu lúc ${readable(asOf)}. Đơn vị tính: hồ sơ`],
      ...headingOf(),
      rows: linesOf(report).map(rowOf),
      notes: [
        "Tổng số tiếp nhận gồm kỳ trước chuyển sang và tiếp nhận trong kỳ, bằng tổng của đã giải quyết, đang giải quyết, tạm dừng và kết thúc không giải quyết. Hạn so theo ngày. Hồ sơ không tiếp nhận không nằm trong tổng số.",
      ],
      widths: [6, 46, 14, ...COLUMNS.map(() => 9)],
      frozen: 2,
    },
  ]);
