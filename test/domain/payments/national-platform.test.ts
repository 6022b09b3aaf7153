import { describe, expect, it } from "vitest";
import {
  type Beneficiary,
  type PlatformOrder,
  platformRequests,
} from "../../../shared/domain/payments/national-platform.ts";
import { REFERENCE } from "../../builders/payment-intent.ts";

const AGENCY: Beneficiary = { account: "3511.0.1234567", bank: "BIDV", holder: "Sở Văn hóa, Thể thao và Du lịch" };
const TREASURY: Beneficiary = { account: "7111.2.7654321", bank: "KB", holder: "Kho bạc Nhà nước", treasury: "1261" };
const FEE = { name: "Phí thẩm định", kind: "fee" as const, amount: 650_000 };
const CHARGE = { name: "Lệ phí cấp thẻ", kind: "charge" as const, amount: 100_000 };

const anOrder = (changes: Partial<PlatformOrder> = {}): PlatformOrder => ({
  intent: { reference: REFERENCE, amount: 750_000, items: [FEE, CHARGE] },
  dossierCode: "000.00.04.H40-261122-0001",
  procedure: { code: "1.004628", name: "Cấp thẻ hướng dẫn viên du lịch quốc tế" },
  agency: { code: "000.00.04.H40", name: "Sở Văn hóa, Thể thao và Du lịch" },
  itemAt: ({ kind }) => ({ code: kind === "fee" ? "P01" : "L01", beneficiary: AGENCY }),
  terms: { service: "2", fee: "1", charge: "2" },
  payer: { fullName: "Trần Thị Lan", identityNumber: "036190000001", address: "Nam Định" },
  ...changes,
});

describe("a request of the national payment platform", () => {
  it("has the platform's own names, with fee and charge apart", () => {
    expect(platformRequests(anOrder())).toEqual([
      {
        MaTraCuuTT: REFERENCE,
        MaDichVu: "2",
        MaHoSo: "000.00.04.H40-261122-0001",
        MaTTHC: "1.004628",
        TenTTHC: "Cấp thẻ hướng dẫn viên du lịch quốc tế",
        MaDonVi: "000.00.04.H40",
        TenDonVi: "Sở Văn hóa, Thể thao và Du lịch",
        PhiLePhi: [
          { LoaiPhiLePhi: "1", MaPhiLePhi: "P01", TenPhiLePhi: "Phí thẩm định", SoTien: "650000" },
          { LoaiPhiLePhi: "2", MaPhiLePhi: "L01", TenPhiLePhi: "Lệ phí cấp thẻ", SoTien: "100000" },
        ],
        TKThuHuong: "3511.0.1234567",
        MaNHThuHuong: "BIDV",
        TenTKThuHuong: "Sở Văn hóa, Thể thao và Du lịch",
        KhoBac: "",
        NoiDungThanhToan: "Nop phi ho so 000.00.04.H40-261122-0001",
        HoTenNguoiNop: "Trần Thị Lan",
        SoCMNDNguoiNop: "036190000001",
        DiaChiNguoiNop: "Nam Định",
        DSKhoanNop: [
          { NoiDung: "Phí thẩm định", SoTien: "650000" },
          { NoiDung: "Lệ phí cấp thẻ", SoTien: "100000" },
        ],
      },
    ]);
  });

  it("is one for each account that money goes to, the same whenever it is made", () => {
    const apart = anOrder({
      itemAt: ({ kind }) => ({ code: kind, beneficiary: kind === "fee" ? AGENCY : TREASURY }),
    });
    const requests = platformRequests(apart);
    expect(requests).toMatchObject([
      { MaTraCuuTT: REFERENCE, TKThuHuong: "3511.0.1234567", KhoBac: "", PhiLePhi: [{ SoTien: "650000" }] },
      { MaTraCuuTT: `${REFERENCE}-2`, TKThuHuong: "7111.2.7654321", KhoBac: "1261", PhiLePhi: [{ SoTien: "100000" }] },
    ]);
    expect(platformRequests(apart)).toEqual(requests);
  });

  it("keeps one account number at two banks apart", () => {
    const requests = platformRequests(
      anOrder({ itemAt: ({ kind }) => ({ code: kind, beneficiary: { ...AGENCY, bank: kind } }) }),
    );
    expect(requests.map(({ MaNHThuHuong }) => MaNHThuHuong)).toEqual(["fee", "charge"]);
  });

  it("is refused where the items are not the intent's amount", () => {
    const intent = { reference: REFERENCE, amount: 700_000, items: [FEE, CHARGE] };
    expect(() => platformRequests(anOrder({ intent }))).toThrow(RangeError);
  });
});
