import { describe, expect, it } from "vitest";
import { readStatement } from "../../../shared/domain/payments/statement.ts";
import { readAmount, readTime } from "../../../shared/domain/payments/statement-cells.ts";

const HEADER = ["Mã đơn hàng", "Mã giao dịch", "Số tiền", "Thời gian giao dịch", "Loại giao dịch", "Trạng thái"];
const ROW = ["ref1", "14980726", "650.000", "22/11/2026 08:05:00", "Thanh toán", "Thành công"];

const rowsOf = (...rows: string[][]) => rows.map((cells, index) => ({ line: index + 1, cells }));
const withCell = (column: string, cell: string) => ROW.map((own, index) => (HEADER[index] === column ? cell : own));
const read = (...rows: string[][]) => readStatement("vnpay", rowsOf(HEADER, ...rows));

const LINE = {
  kind: "payment",
  reference: "ref1",
  transaction: "14980726",
  amount: 650_000,
  at: "2026-11-22T01:05:00.000Z",
};

describe("an amount of a statement", () => {
  it.each([
    ["650000", 650_000],
    ["650.000", 650_000],
    ["650,000", 650_000],
    ["650 000", 650_000],
    ["1.650.000", 1_650_000],
    ["650.000,00", 650_000],
    ["650,000.00", 650_000],
    ["650000.00", 650_000],
    ["650.000 đ", 650_000],
    ["650.000₫", 650_000],
    ["650,000 VND", 650_000],
    ["650.000 đồng", 650_000],
    ["-650.000", -650_000],
    ["(650.000)", -650_000],
  ])("%s is %d", (cell, amount) => {
    expect(readAmount(cell)).toBe(amount);
  });

  it.each([
    "",
    "0",
    "0,00",
    "650.5",
    "650.000,50",
    "650,000.50",
    "65.00.000",
    "650.000.00",
    "6.5E+05",
    "650k",
    "$650",
    "(650",
    "650)",
    "--650",
    "1.000,000",
    "99999999999",
  ])("%s is none", (cell) => {
    expect(readAmount(cell)).toBeUndefined();
  });
});

describe("a time of a statement", () => {
  it.each([
    "22/11/2026 08:05:00",
    "22/11/2026 8:05",
    "22-11-2026 08:05:00",
    "08:05:00 22/11/2026",
    "08:05 22/11/2026",
    "22/11/2026, 08:05:00",
    "2026-11-22 08:05:00",
    "2026-11-22T08:05:00.123+07:00",
    "2026-11-22T01:05:00.500Z",
    "2026/11/22 08:05:00",
    "20261122080500",
  ])("%s is that moment in the province", (cell) => {
    expect(readTime(cell)).toBe("2026-11-22T01:05:00.000Z");
  });

  it.each([
    "",
    "22/11/2026",
    "11/22/2026 08:05:00",
    "31/02/2026 08:05:00",
    "22/11/2026 24:05:00",
    "22/11/26 08:05:00",
    "8:05 AM 22/11/2026",
    "46348.33",
  ])("%s is none", (cell) => {
    expect(readTime(cell)).toBeUndefined();
  });
});

describe("a provider's statement", () => {
  it("is read by the names of its columns, wherever they stand and whatever stands beside them", () => {
    const order = [5, 3, 0, 2, 1, 4];
    const turned = (cells: string[]) => ["x", ...order.map((index) => cells[index] ?? ""), "y"];
    expect(readStatement("vnpay", rowsOf(turned(HEADER), turned(ROW)))).toEqual({ lines: [LINE], faults: [] });
  });

  it.each([
    [
      "without case, diacritics and spaces",
      ["MA DON HANG", "magiaodich", "SO TIEN", "thoi gian  giao dich", "Loai giao dich", "TRANG THAI"],
    ],
    ["in English", ["Order ID", "Transaction ID", "Amount (VND)", "Transaction time", "Type", "Status"]],
    [
      "in both languages",
      [
        "Mã đơn hàng (Order ID)",
        "Mã giao dịch/Transaction ID",
        "Số tiền\nAmount",
        "Thời gian giao dịch (Time)",
        "Loại giao dịch",
        "Trạng thái (Status)",
      ],
    ],
    ["decomposed", HEADER.map((name) => name.normalize("NFD"))],
  ])("may name its columns %s", (_, header) => {
    expect(readStatement("vnpay", rowsOf(header, ROW))).toEqual({ lines: [LINE], faults: [] });
  });

  it("may have a title above its header", () => {
    const rows = rowsOf(["BÁO CÁO GIAO DỊCH"], ["Từ ngày", "22/11/2026", "Trạng thái: tất cả"], HEADER, ROW);
    expect(readStatement("vnpay", rows).lines).toEqual([LINE]);
  });

  it("is empty where nothing happened", () => {
    expect(read()).toEqual({ lines: [], faults: [] });
  });

  it("counts what has settled alone", () => {
    const passed = ["Thất bại", "Đang xử lý", "PENDING", "05", "Nghi ngờ"].map((word) => withCell("Trạng thái", word));
    expect(read(...passed, ROW)).toEqual({ lines: [LINE], faults: [] });
  });

  it("tells refunds by their kind, or by their sign where it has no kinds", () => {
    const kinds = ["Hoàn tiền", "Hoàn trả một phần", "refund", "02"].map((word) => withCell("Loại giao dịch", word));
    expect(read(...kinds).lines.map(({ kind }) => kind)).toEqual(["refund", "refund", "refund", "refund"]);
    const without = (cells: string[]) => cells.filter((_, index) => index !== 4);
    const rows = rowsOf(without(HEADER), without(ROW), without(withCell("Số tiền", "-100.000")));
    expect(readStatement("vnpay", rows).lines).toMatchObject([
      { kind: "payment", amount: 650_000 },
      { kind: "refund", amount: 100_000 },
    ]);
  });

  it("may lack a status where its provider lists settled money alone", () => {
    const header = ["Mã đơn hàng", "Mã tham chiếu", "Số tiền", "Thời gian giao dịch"];
    expect(readStatement("payos", rowsOf(header, ROW.slice(0, 4)))).toEqual({ lines: [LINE], faults: [] });
  });

  it("takes off what a spreadsheet puts round a number", () => {
    const rows = [withCell("Mã giao dịch", '="14980726"'), withCell("Mã giao dịch", "'14980726")];
    expect(read(...rows).lines).toEqual([LINE, LINE]);
  });

  it.each([
    [["Tổng cộng", "", "650.000", "", "", ""]],
    [["", "Tổng", "650.000"]],
    [["Total", "", "650,000", "", "", ""]],
  ])("ends at its total %j, and lets signatures follow", (total) => {
    const signature = ["", "", "", "Người lập biểu", "", ""];
    expect(read(ROW, total, signature)).toEqual({ lines: [LINE], faults: [] });
  });

  it("is refused where money follows the total", () => {
    const { lines, faults } = read(ROW, ["Tổng cộng", "", "650.000", "", "", ""], ROW);
    expect([lines, faults.map(({ line }) => line)]).toEqual([[], [4]]);
  });

  it.each([
    ["Mã đơn hàng", "", /has no order reference/],
    ["Mã đơn hàng", "4.5036E+15", /cut by a spreadsheet/],
    ["Mã giao dịch", "", /has no transaction number/],
    ["Mã giao dịch", "1,49807E+07", /cut by a spreadsheet/],
    ["Số tiền", "650.000,50", /is not a whole amount/],
    ["Số tiền", "-650.000", /is not a whole amount/],
    ["Số tiền", "", /is not a whole amount/],
    ["Thời gian giao dịch", "22/11/2026", /is not a date with a time/],
    ["Loại giao dịch", "Điều chỉnh", /says neither payment nor refund/],
    ["Trạng thái", "Đang treo", /is a status that is not known/],
  ])("with %s as “%s” is refused by line and column, and nothing of it counts", (column, cell, says) => {
    const { lines, faults } = read(ROW, withCell(column, cell), ROW);
    expect(lines).toEqual([]);
    expect(faults).toHaveLength(1);
    expect(faults[0]?.line).toBe(3);
    expect(faults[0]?.en).toMatch(says);
    expect(faults[0]?.en).toContain(`Line 3, column “${column}”`);
    expect(faults[0]?.vi).toContain(`Dòng 3, cột “${column}”`);
  });

  it("names every row that it cannot read", () => {
    const { faults } = read(withCell("Số tiền", "x"), ROW, withCell("Trạng thái", "?"));
    expect(faults.map(({ line }) => line)).toEqual([2, 4]);
  });

  it.each([
    ["an amount that a separator has cut in two", [...ROW.slice(0, 2), "650", "000", ...ROW.slice(3)]],
    ["a row that was cut off", ROW.slice(0, 5)],
  ])("is refused for %s", (_, row) => {
    const { lines, faults } = read(ROW, row);
    expect(lines).toEqual([]);
    expect(faults).toEqual([expect.objectContaining({ line: 3, en: expect.stringContaining("the header has 6") })]);
  });

  it.each(["Mã đơn hàng", "Mã giao dịch", "Số tiền", "Thời gian giao dịch", "Trạng thái"])(
    "without its column %s is refused once, with the names that it may have",
    (column) => {
      const header = HEADER.map((name) => (name === column ? "Cột lạ" : name));
      const { lines, faults } = readStatement("vnpay", rowsOf(header, ROW, ROW));
      expect(lines).toEqual([]);
      expect(faults).toHaveLength(1);
      expect(faults[0]?.vi).toContain(column);
      expect(faults[0]?.line).toBe(1);
    },
  );

  it("never takes VNPAY's hundredths for đồng", () => {
    const header = HEADER.map((name) => (name === "Số tiền" ? "vnp_Amount" : name));
    expect(readStatement("vnpay", rowsOf(header, ROW)).faults[0]?.en).toContain("Số tiền");
  });

  it("with two columns of one meaning is refused", () => {
    const { faults } = readStatement("vnpay", rowsOf([...HEADER, "Amount"], [...ROW, "640.000"]));
    expect(faults.map(({ en }) => en)).toEqual([expect.stringContaining("two columns mean what “Số tiền” does")]);
  });

  it("that has no header is refused", () => {
    const { lines, faults } = readStatement("momo", rowsOf(["a", "b"], ["Số tiền", "x"]));
    expect([lines, faults.map(({ line }) => line)]).toEqual([[], [1]]);
  });
});
