import { describe, expect, it } from "vitest";
import { organisationRegister as register } from "../../../shared/adapters/catalogue/organisation-register.ts";
import type { PaymentIntent } from "../../../shared/domain/payments/intent.ts";
import { type ElectronicReceipt, feeReceipt, receiptedPayment } from "../../../shared/domain/slips/fee-receipt.ts";
import type { Block } from "../../../shared/domain/slips/sheet.ts";
import {
  ACCOUNT,
  aPaidIntent,
  aReceiptedPayment,
  atCounter,
  DOSSIER_CODE,
  TRACKING_URL,
} from "../../builders/fee-receipt.ts";
import { anIntent } from "../../builders/payment-intent.ts";
import { shippedVersion } from "../../fakes/procedure-catalogue.ts";

const version = await shippedVersion("1.004623", "2026-11-23T02:00:00.000Z");
const lan = { kind: "individual", fullName: "Nguyễn Thị Lan", address: "12 Trần Hưng Đạo, Nam Định" } as const;

const receiptOf = (changes: Partial<PaymentIntent> = {}, payer: object = lan, electronic?: ElectronicReceipt) =>
  feeReceipt(aReceiptedPayment(changes), payer, DOSSIER_CODE, {
    version,
    register,
    trackingUrl: TRACKING_URL,
    ...(electronic ? { electronic } : {}),
  });

const linesOf = (block: Block): string[] => {
  if (block.kind === "answer") return [`${block.label}: ${"written" in block.answer ? block.answer.written : "…"}`];
  if (block.kind === "qr") return block.lines;
  if (block.kind === "signature") return [block.who];
  return "text" in block ? block.text.split("\n") : [];
};
const saidBy = (...given: Parameters<typeof receiptOf>): string[] =>
  receiptOf(...given)
    .blocks.flatMap(linesOf)
    .map((line) => line.replaceAll("\u00a0", " "));
const rowsOf = (...given: Parameters<typeof receiptOf>) =>
  receiptOf(...given).blocks.find((block) => block.kind === "table")?.rows;

describe("the fee receipt", () => {
  it("of a payment online reads from the office that took it to where the dossier is followed", () => {
    expect(saidBy()).toEqual([
      "SỞ DU LỊCH TỈNH NINH BÌNH",
      "Đơn vị thu: Phòng Quản lý Du lịch",
      "BIÊN LAI THU PHÍ, LỆ PHÍ",
      "Số: H40.36.26-261122-0001/BL1",
      "Ngày 22 tháng 11 năm 2026",
      "Người nộp tiền: Nguyễn Thị Lan",
      "Địa chỉ: 12 Trần Hưng Đạo, Nam Định",
      "Mã hồ sơ: H40.36.26-261122-0001",
      "Thủ tục hành chính: Thủ tục cấp thẻ hướng dẫn viên du lịch nội địa (mã 1.004623)",
      "Tổng số tiền: 650.000 đồng",
      "Bằng chữ: Sáu trăm năm mươi nghìn đồng",
      "Hình thức thanh toán: Trực tuyến qua cổng thanh toán VNPAY",
      "Mã giao dịch tại VNPAY: 14980726",
      "Thời điểm nộp: 08:05 22/11/2026",
      "Quét mã bên cạnh để theo dõi hồ sơ, hoặc mở địa chỉ dưới đây:",
      TRACKING_URL,
      "Phiếu này in từ hệ thống một cửa, ghi lại khoản tiền đã nhận; không thay cho biên lai điện tử do cơ quan thu phát hành.",
    ]);
    expect(rowsOf()).toEqual([
      ["1", "Phí thẩm định", "650.000", ""],
      ["", "Cộng theo loại", "650.000", "0"],
    ]);
    expect(receiptOf().blocks).toContainEqual(expect.objectContaining({ kind: "qr", url: TRACKING_URL }));
  });

  it("adds up fees and charges apart, and says which go to which account", () => {
    expect(rowsOf(atCounter)?.map(([, , ...sums]) => sums)).toEqual([
      ["650.000", ""],
      ["", "1.200.000"],
      ["12.000.000", ""],
      ["", "5.000"],
      ["35.500", ""],
      ["12.685.500", "1.205.000"],
    ]);
    const said = saidBy(atCounter);
    const written = "3511.0.1049876 tại Kho bạc Nhà nước Ninh Bình, đơn vị thụ hưởng: Sở Du lịch tỉnh Ninh Bình";
    expect(said).toContain(`Khoản 1, 3 vào tài khoản: ${written}`);
    expect(said).toContain("Tổng số tiền: 13.890.500 đồng");
    expect(said).toContain("Bằng chữ: Mười ba triệu tám trăm chín mươi nghìn năm trăm đồng");
    const items: PaymentIntent["items"] = [{ name: "Phí", kind: "fee", amount: 650_000, beneficiary: ACCOUNT }];
    expect(saidBy({ items })).toContain(`Vào tài khoản: ${written}`);
  });

  it("of the counter names the cashier's title and leaves room to sign", () => {
    const said = saidBy(atCounter);
    expect(said).toContain("Hình thức thanh toán: Tiền mặt tại quầy");
    expect(said).toContain("Số biên lai thu tại quầy: 0001234");
    expect(said).toContain("Người thu: Kế toán viên");
    expect(said.at(-1)).toBe("NGƯỜI THU TIỀN");
    expect(said.join()).not.toContain("Bùi Thị Thủy");
  });

  it.each([
    ["payos", "Chuyển khoản bằng mã VietQR qua payOS", "Mã giao dịch tại payOS: 14980726"],
    ["momo", "Trực tuyến qua ví điện tử MoMo", "Mã giao dịch tại MoMo: 14980726"],
    ["transfer", "Chuyển khoản", "Số biên lai thu tại quầy: 14980726"],
  ] as const)("says how money came through %s, and its number there", (provider, how, number) => {
    const said = saidBy({ provider, merchant: "tourism" });
    expect(said).toContain(`Hình thức thanh toán: ${how}`);
    expect(said).toContain(number);
  });

  it("names an organisation with its tax code, and leaves a line where the name is gone", () => {
    const said = saidBy({}, { kind: "organisation", fullName: "Công ty Hoa Lư", taxCode: "0600987652" });
    expect(said).toContain("Tổ chức nộp tiền: Công ty Hoa Lư");
    expect(said).toContain("Mã số thuế: 0600987652");
    expect(saidBy({}, {})).toContain("Người nộp tiền: …");
  });

  it("says what went back, in part or whole, and what must still go back", () => {
    expect(saidBy({ refunded: 0 }).join()).not.toContain("hoàn");
    expect(saidBy({ state: "refund-due", refunded: 200_000 })).toEqual(
      expect.arrayContaining([
        "Đã hoàn trả người nộp: 200.000 đồng (hai trăm nghìn đồng); còn lại 450.000 đồng",
        "Khoản này đang chờ hoàn trả người nộp.",
      ]),
    );
    const whole = "Đã hoàn trả người nộp: toàn bộ 650.000 đồng (sáu trăm năm mươi nghìn đồng)";
    expect(saidBy({ state: "refunded" })).toContain(whole);
    expect(saidBy({ state: "duplicate-paid", refunded: 650_000 })).toContain(whole);
    expect(saidBy({ state: "duplicate-paid", refunded: 650_000 }).join()).not.toContain("nộp trùng");
    expect(saidBy({ state: "duplicate-paid" })).toContain("Khoản này nộp trùng, đang chờ hoàn trả người nộp.");
  });

  it("names the electronic receipt of the province's provider by series and number", () => {
    expect(saidBy({}, lan, { issuer: "VNPT Ninh Bình", series: "BL-26E", number: "0001234" }).at(-1)).toBe(
      "Phiếu này in từ hệ thống một cửa. Biên lai điện tử của khoản thu: ký hiệu BL-26E, số 0001234, do VNPT Ninh Bình phát hành.",
    );
  });

  it("bears the province's day and the names of that day, whenever it is printed", () => {
    const said = saidBy({ paidAt: "2025-03-04T18:30:00.000Z" });
    expect(said[0]).toBe("SỞ VĂN HÓA, THỂ THAO VÀ DU LỊCH TỈNH NAM ĐỊNH");
    expect(said).toContain("Ngày 05 tháng 3 năm 2025");
    expect(said).toContain("Thời điểm nộp: 01:30 05/03/2025");
    expect(saidBy({ paidAt: "2025-02-01T02:00:00.000Z" })).toContain("Ngày 01 tháng 02 năm 2025");
    expect(receiptOf({ paidAt: "2025-03-04T18:30:00.000Z" }).asOf).toBe("2025-03-05");
  });

  it.each([{ amount: 650_001 }, { refunded: 650_001 }, { refunded: -1 }])("is not drawn of %o", (changes) => {
    expect(() => receiptOf(changes)).toThrow(RangeError);
  });
});

describe("the payment of a receipt", () => {
  const older = aPaidIntent({ id: "older", paidAt: "2026-11-20T01:00:00.000Z" });
  const newer = aPaidIntent({ id: "newer", paidAt: "2026-11-21T01:00:00.000Z" });

  it("is the one that is named, else the one paid last", () => {
    expect(receiptedPayment([older, newer])?.id).toBe("newer");
    expect(receiptedPayment([newer, older])?.id).toBe("newer");
    expect(receiptedPayment([newer, older], "older")?.id).toBe("older");
  });

  it("is none of what was waived, is still to be paid, or has no number", () => {
    const { receipt: _, ...unnumbered } = newer;
    const waived = aPaidIntent({ id: "waived", provider: "waiver" });
    const pending = anIntent({ id: "pending" });
    expect(receiptedPayment([waived, pending, unnumbered])).toBeUndefined();
    expect(receiptedPayment([newer, pending], "pending")).toBeUndefined();
  });
});
