import { CsvError, parse } from "csv-parse/sync";
import type { PaymentProvider } from "../../domain/payments/intent.ts";
import { knownColumns, type ReadStatement, readStatement, type StatementRow } from "../../domain/payments/statement.ts";

const SEPARATORS = [",", ";", "\t"] as const;

type Parsed = { rows: StatementRow[] } | { fault: { line: number; vi: string; en: string } };

/** The line on which a record begins: csv-parse counts to its end, which is later where a cell has new lines. */
const firstLine = (cells: readonly string[], lastLine: number): number =>
  lastLine - cells.reduce((lines, cell) => lines + (cell.match(/\r\n|\r|\n/g)?.length ?? 0), 0);

const rowsOf = (text: string, separator: string): Parsed => {
  try {
    const records = parse(text, {
      bom: true,
      delimiter: separator,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
    }) as unknown as { record: string[]; info: { lines: number } }[];
    return { rows: records.map(({ record, info }) => ({ line: firstLine(record, info.lines), cells: record })) };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = typeof error.lines === "number" ? error.lines : 1;
    return {
      fault: {
        line,
        vi: `Dòng ${line}: dấu ngoặc kép mở mà không đóng, hoặc đứng giữa ô: tải lại tệp từ nhà cung cấp.`,
        en: `Line ${line}: a quote is not closed, or stands inside a cell: download the file from the provider anew.`,
      },
    };
  }
};

/**
 * A provider's statement from the text of its CSV file, whatever of `,`, `;` and tab separates its cells: the one
 * under which the most columns are known.
 */
export const readStatementFile = (provider: PaymentProvider, csvText: string): ReadStatement => {
  const parsed = SEPARATORS.map((separator) => rowsOf(csvText, separator));
  const known = (table: Parsed): number => ("rows" in table ? knownColumns(provider, table.rows) : 0);
  const best = parsed.reduce((left, right) => (known(right) > known(left) ? right : left));
  if ("fault" in best) return { lines: [], faults: [best.fault] };
  const broken = known(best) === 0 ? parsed.find((table) => "fault" in table) : undefined;
  if (broken && "fault" in broken) return { lines: [], faults: [broken.fault] };
  return readStatement(provider, best.rows);
};
