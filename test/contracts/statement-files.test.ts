import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readStatementFile } from "../../shared/adapters/statements/read-statement.ts";

const HEADER = ["STT", "Mã đơn hàng", "Mã giao dịch", "Số tiền", "Thời gian giao dịch", "Nội dung", "Trạng thái"];
const ROW = ["1", "ref1", "14980726", "650000", "22/11/2026 08:05:00", "Nộp phí", "Thành công"];
const LINE = {
  kind: "payment",
  reference: "ref1",
  transaction: "14980726",
  amount: 650_000,
  at: "2026-11-22T01:05:00.000Z",
};

const quoted = (cell: string): string => `"${cell.replaceAll('"', '""')}"`;
const file = (rows: string[][], separator = ",", newLine = "\n"): string =>
  rows.map((cells) => cells.map(quoted).join(separator)).join(newLine) + newLine;

describe("a statement's file", () => {
  it.each([",", ";", "\t"])("may be separated by %j, with or without a byte order mark", (separator) => {
    const text = file([HEADER, ROW], separator);
    expect(readStatementFile("vnpay", text)).toEqual({ lines: [LINE], faults: [] });
    expect(readStatementFile("vnpay", `\ufeff${text}`)).toEqual({ lines: [LINE], faults: [] });
  });

  it("may need no quotes, and end its lines as Windows does", () => {
    const text = [HEADER, ROW].map((cells) => cells.join(";")).join("\r\n");
    expect(readStatementFile("vnpay", text)).toEqual({ lines: [LINE], faults: [] });
  });

  it("may use the other separators in its texts and amounts", () => {
    const row = ROW.map((cell) => (cell === "650000" ? "650,000" : cell === "Nộp phí" ? "a,b,c,d,e,f,g,h" : cell));
    const text = [HEADER, row].map((cells) => cells.join(";")).join("\n");
    expect(readStatementFile("vnpay", text)).toEqual({ lines: [LINE], faults: [] });
  });

  it("may have empty lines, and new lines inside quotes; a fault still names the line of the file", () => {
    const note = ROW.map((cell) => (cell === "Nộp phí" ? "một\nhai\nba" : cell));
    const broken = ROW.map((cell) => (cell === "650000" ? "nhiều" : cell === "Nộp phí" ? "một\nhai" : cell));
    const text = `${file([HEADER, note])}\n\n${file([broken])}`;
    expect(readStatementFile("vnpay", file([HEADER, note])).lines).toEqual([LINE]);
    expect(readStatementFile("vnpay", text).faults.map(({ line }) => line)).toEqual([7]);
  });

  it.each([
    [
      "an amount cut by the separator",
      `${HEADER.join(",")}\n1,ref1,14980726,650,000,22/11/2026 08:05:00,x,Thành công\n`,
      2,
    ],
    [
      "a quote that is never closed",
      `${HEADER.join(",")}\n1,"ref1,14980726,650000,22/11/2026 08:05:00,x,Thành công\n`,
      2,
    ],
    ["a quote inside a cell", `${HEADER.join(",")}\n1,re"f1,14980726,650000,22/11/2026 08:05:00,x,Thành công\n`, 2],
    ["another kind of file", "PK\u0003\u0004\u0000\u0000", 1],
    ["a page of a web site", '<html>\n<body class="login">\n</html>', 2],
    ["an empty file", "", 1],
  ])("is refused for %s", (_, text, line) => {
    const { lines, faults } = readStatementFile("vnpay", text);
    expect(lines).toEqual([]);
    expect(faults).toHaveLength(1);
    expect(faults[0]?.en).toBeTruthy();
    expect(faults[0]?.line).toBe(line);
  });

  it("says what was written, whatever separates it and however its amounts are grouped", () => {
    const group = (amount: number, mark: string): string => String(amount).replaceAll(/\B(?=(\d{3})+$)/g, mark);
    const rows = fc.array(
      fc.record({
        reference: fc.stringMatching(/^[a-z2-7]{20,30}$/),
        transaction: fc.integer({ min: 1, max: 99_999_999 }).map(String),
        amount: fc.integer({ min: 1, max: 9_999_999_999 }),
        note: fc.string(),
      }),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(rows, fc.constantFrom(",", ";", "\t"), fc.constantFrom("", ".", ","), (wanted, separator, mark) => {
        const cells = wanted.map(({ reference, transaction, amount, note }) => [
          "1",
          reference,
          transaction,
          group(amount, mark),
          "22/11/2026 08:05:00",
          note,
          "Thành công",
        ]);
        const { lines, faults } = readStatementFile("vnpay", file([HEADER, ...cells], separator));
        expect(faults).toEqual([]);
        expect(lines.map(({ reference, transaction, amount }) => ({ reference, transaction, amount }))).toEqual(
          wanted.map(({ reference, transaction, amount }) => ({ reference, transaction, amount })),
        );
      }),
      { numRuns: 60 },
    );
  });
});
