/** Spreadsheets run what begins so as a formula; an apostrophe makes it the text that it is (OWASP, CSV injection). */
const FORMULA = /^[=+\-@\t\r]/;

const cell = (value: string): string => {
  const text = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n;]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

export type CsvColumn<Row> = readonly [heading: string, value: (row: Row) => string];

/** RFC 4180, with the mark by which Excel knows UTF-8. */
export const csvOf = <Row>(columns: readonly CsvColumn<Row>[], rows: readonly Row[]): string =>
  `\u{feff}${[columns.map(([heading]) => heading), ...rows.map((row) => columns.map(([, value]) => value(row)))]
    .map((cells) => `${cells.map(cell).join(",")}\r\n`)
    .join("")}`;
