import type { PaymentProvider } from "./intent.ts";
import type { StatementLine } from "./provider.ts";
import { isCutNumber, plainCell, readAmount, readTime } from "./statement-cells.ts";
import {
  type Column,
  columnNames,
  columnOf,
  isSettledWord,
  kindOf,
  neededColumns,
  wordOf,
} from "./statement-columns.ts";

/** A row of a provider's file. `line`: where it begins, the file's first line is 1. */
export type StatementRow = { line: number; cells: readonly string[] };

export type StatementFault = { line: number; vi: string; en: string };

/** What a statement says. With a fault there are no lines: what was read of it by half must not be compared. */
export type ReadStatement = { lines: StatementLine[]; faults: StatementFault[] };

/** Titles, periods and addresses stand above the header, so far down it is looked for. */
const HEADER_WITHIN = 30;

type Header = { row: StatementRow; at: Partial<Record<Column, number>>; twice: Column[] };

const headerIn = (provider: PaymentProvider, row: StatementRow): Header => {
  const at: Partial<Record<Column, number>> = {};
  const twice: Column[] = [];
  row.cells.forEach((cell, index) => {
    const column = columnOf(provider, cell);
    if (column === undefined) return;
    if (at[column] !== undefined) twice.push(column);
    else at[column] = index;
  });
  return { row, at, twice };
};

const knownIn = ({ at }: Header): number => Object.keys(at).length;

const headerOf = (provider: PaymentProvider, rows: readonly StatementRow[]): Header | undefined =>
  rows
    .slice(0, HEADER_WITHIN)
    .map((row) => headerIn(provider, row))
    .reduce<Header | undefined>((best, next) => (knownIn(next) > (best ? knownIn(best) : 1) ? next : best), undefined);

/** How many columns of ours a table has: which of a file's possible separators is its own. */
export const knownColumns = (provider: PaymentProvider, rows: readonly StatementRow[]): number => {
  const header = headerOf(provider, rows);
  return header ? knownIn(header) : 0;
};

const NOT_READ: Record<Column, { vi: string; en: string }> = {
  reference: { vi: "thiếu mã đơn hàng", en: "has no order reference" },
  transaction: { vi: "thiếu mã giao dịch của nhà cung cấp", en: "has no transaction number" },
  amount: {
    vi: "không phải số đồng nguyên khác 0, như 100.000",
    en: "is not a whole amount of đồng other than 0, such as 100.000",
  },
  time: {
    vi: "không phải ngày và giờ, như 22/11/2026 08:05:00",
    en: "is not a date with a time, such as 22/11/2026 08:05:00",
  },
  kind: { vi: "không rõ là thanh toán hay hoàn tiền", en: "says neither payment nor refund" },
  status: { vi: "trạng thái này chưa được biết", en: "is a status that is not known" },
};
const CUT = {
  vi: "số đã bị bảng tính cắt (dạng 1,2E+15): tải lại tệp gốc, không lưu lại bằng bảng tính",
  en: "is a number cut by a spreadsheet (like 1.2E+15): download the file anew, do not save it from a spreadsheet",
};

const TOTAL = /^(tong|tongcong|tongso|tongtien|cong|total|grandtotal|sum)/;

const cellOf = (header: Header, row: StatementRow, column: Column): string => {
  const index = header.at[column];
  return index === undefined ? "" : plainCell(row.cells[index] ?? "");
};

const isTotal = (header: Header, row: StatementRow): boolean =>
  TOTAL.test(wordOf(row.cells.find((cell) => cell.trim() !== "") ?? "")) &&
  (["transaction", "time"] as const).every((column) => {
    const cell = cellOf(header, row, column);
    return cell === "" || TOTAL.test(wordOf(cell));
  });

const readRow = (header: Header, row: StatementRow): StatementLine | "unsettled" | StatementFault => {
  const cell = (column: Column): string => cellOf(header, row, column);
  const faultOf = (column: Column, words = NOT_READ[column]): StatementFault => {
    const name = (header.row.cells[header.at[column] ?? 0] ?? "").replaceAll(/\s+/g, " ").trim();
    return {
      line: row.line,
      vi: `Dòng ${row.line}, cột “${name}”: ${words.vi}.`,
      en: `Line ${row.line}, column “${name}”: ${words.en}.`,
    };
  };
  if (row.cells.length !== header.row.cells.length) {
    const [has, wanted] = [row.cells.length, header.row.cells.length];
    return {
      line: row.line,
      vi: `Dòng ${row.line}: có ${has} cột, dòng tiêu đề có ${wanted}: kiểm tra dấu phân cách trong số tiền và dấu ngoặc kép.`,
      en: `Line ${row.line}: has ${has} columns, the header has ${wanted}: look for separators inside amounts, and at the quotes.`,
    };
  }
  const settled = header.at.status === undefined ? true : isSettledWord(cell("status"));
  if (settled === undefined) return faultOf("status");
  if (!settled) return "unsettled";
  for (const column of ["reference", "transaction"] as const) {
    if (cell(column) === "") return faultOf(column);
    if (isCutNumber(cell(column))) return faultOf(column, CUT);
  }
  const amount = readAmount(cell("amount"));
  if (amount === undefined) return faultOf("amount", isCutNumber(cell("amount")) ? CUT : NOT_READ.amount);
  const at = readTime(cell("time"));
  if (at === undefined) return faultOf("time");
  const kind = header.at.kind === undefined ? (amount < 0 ? "refund" : "payment") : kindOf(cell("kind"));
  if (kind === undefined) return faultOf("kind");
  if (kind === "payment" && amount < 0) return faultOf("amount");
  return { kind, reference: cell("reference"), transaction: cell("transaction"), amount: Math.abs(amount), at };
};

const headerFaults = (provider: PaymentProvider, header: Header): StatementFault[] => {
  const { line } = header.row;
  const missing = neededColumns(provider).filter((column) => header.at[column] === undefined);
  return [
    ...missing.map((column) => {
      const names = columnNames(provider, column).join(", ");
      return {
        line,
        vi: `Dòng ${line}: thiếu cột có một trong các tên: ${names}.`,
        en: `Line ${line}: there is no column of one of the names: ${names}.`,
      };
    }),
    ...header.twice.map((column) => {
      const name = header.row.cells[header.at[column] ?? 0] ?? "";
      return {
        line,
        vi: `Dòng ${line}: có hai cột cùng nghĩa với “${name}”: bỏ bớt một cột.`,
        en: `Line ${line}: two columns mean what “${name}” does: remove one.`,
      };
    }),
  ];
};

/** After the totals stand signatures and notes; a row with an amount and a time there would be money left unread. */
const afterTotal = (header: Header, row: StatementRow): StatementFault[] => {
  const has = readAmount(cellOf(header, row, "amount")) !== undefined && readTime(cellOf(header, row, "time"));
  if (!has) return [];
  return [
    {
      line: row.line,
      vi: `Dòng ${row.line}: còn giao dịch sau dòng tổng: tải lại tệp, mỗi tệp một bảng.`,
      en: `Line ${row.line}: a transaction follows the totals: download the file anew, one table a file.`,
    },
  ];
};

/**
 * The settled payments and refunds of a provider's statement. Columns are found by their header's name wherever they
 * stand; rows that did not settle are passed over; a total ends the table. Everything else that cannot be read is a
 * fault with its line and column, and then nothing of the statement counts.
 *
 * Which names and words a provider's export has is not published: see `statement-columns.ts`.
 */
export const readStatement = (provider: PaymentProvider, rows: readonly StatementRow[]): ReadStatement => {
  const header = headerOf(provider, rows);
  if (!header) {
    const fault = {
      line: 1,
      vi: `Không tìm thấy dòng tiêu đề trong ${HEADER_WITHIN} dòng đầu: cần tệp CSV như nhà cung cấp xuất ra.`,
      en: `There is no header in the first ${HEADER_WITHIN} rows: the CSV file is wanted as the provider exports it.`,
    };
    return { lines: [], faults: [fault] };
  }
  const faults = headerFaults(provider, header);
  const lines: StatementLine[] = [];
  let ended = false;
  // Where a column is missing every row would fail for it: the header's fault says it once.
  const body = faults.length > 0 ? [] : rows.slice(rows.indexOf(header.row) + 1);
  for (const row of body) {
    if (ended) faults.push(...afterTotal(header, row));
    else if (isTotal(header, row)) ended = true;
    else if (row.cells.some((cell) => cell.trim() !== "")) {
      const read = readRow(header, row);
      if (read === "unsettled") continue;
      if ("vi" in read) faults.push(read);
      else lines.push(read);
    }
  }
  return faults.length > 0 ? { lines: [], faults } : { lines, faults };
};
