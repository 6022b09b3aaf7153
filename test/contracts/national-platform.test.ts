import { afterEach, describe, expect, it } from "vitest";
import { nationalPlatform } from "../../shared/adapters/national-platform/platform.ts";
import type { PlatformRequest } from "../../shared/domain/payments/national-platform.ts";
import { REFERENCE } from "../builders/payment-intent.ts";
import { type JsonReply, type JsonRequest, jsonServer } from "../fakes/json-server.ts";

const REQUEST: PlatformRequest = {
  MaTraCuuTT: REFERENCE,
  MaDichVu: "2",
  MaHoSo: "000.00.04.H40-261122-0001",
  MaTTHC: "1.004628",
  TenTTHC: "Cấp thẻ hướng dẫn viên du lịch quốc tế",
  MaDonVi: "000.00.04.H40",
  TenDonVi: "Sở Văn hóa, Thể thao và Du lịch",
  PhiLePhi: [{ LoaiPhiLePhi: "1", MaPhiLePhi: "P01", TenPhiLePhi: "Phí thẩm định", SoTien: "650000" }],
  TKThuHuong: "3511.0.1234567",
  MaNHThuHuong: "BIDV",
  TenTKThuHuong: "Sở Văn hóa, Thể thao và Du lịch",
  KhoBac: "",
  NoiDungThanhToan: "Nop phi ho so 000.00.04.H40-261122-0001",
  HoTenNguoiNop: "Trần Thị Lan",
  SoCMNDNguoiNop: "036190000001",
  DiaChiNguoiNop: "Nam Định",
  DSKhoanNop: [{ NoiDung: "Phí thẩm định", SoTien: "650000" }],
};

const PAID = {
  error_code: 0,
  MaTraCuuTT: REFERENCE,
  MaGiaoDich: "DVCQG001",
  SoTien: "650000",
  ThoiGianGD: "20261122080500",
  UrlBienLai: "https://thanhtoan.example/bienlai/1",
};

const servers: { close: () => Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

const aPlatform = async (reply: (request: JsonRequest) => JsonReply) => {
  const server = await jsonServer(reply);
  servers.push(server);
  const platform = nationalPlatform({
    openUrl: `${server.origin}/init`,
    lookUpUrl: `${server.origin}/query`,
    fields: { MaDoiTac: "TINH40" },
    headers: async () => ({ "x-api-key": "secret" }),
  });
  return { platform, requests: server.requests };
};

describe("the national payment platform", () => {
  it("is sent the request with the deployer's own fields and key, and answers where to pay", async () => {
    const { platform, requests } = await aPlatform(() => ({
      body: { error_code: 0, UrlThanhToan: "https://thanhtoan.example/pay/1" },
    }));
    expect(await platform.open(REQUEST)).toEqual({
      answer: "opened",
      redirectUrl: "https://thanhtoan.example/pay/1",
    });
    expect(requests[0]).toMatchObject({ path: "/init", body: { ...REQUEST, MaDoiTac: "TINH40" } });
    expect(requests[0]?.headers).toMatchObject({ "x-api-key": "secret" });
  });

  it("may refuse, in its own words", async () => {
    const { platform } = await aPlatform(() => ({ body: { error_code: 1, message: "Sai mã đơn vị" } }));
    expect(await platform.open(REQUEST)).toEqual({ answer: "refused", reason: "Sai mã đơn vị" });
  });

  it("tells what was paid when it is asked by our number", async () => {
    const { platform, requests } = await aPlatform(() => ({ body: PAID }));
    expect(await platform.lookUp(REFERENCE)).toEqual({
      answer: "paid",
      transaction: "DVCQG001",
      amount: 650_000,
      paidAt: "2026-11-22T01:05:00.000Z",
      receiptUrl: "https://thanhtoan.example/bienlai/1",
    });
    expect(requests[0]).toMatchObject({ path: "/query", body: { MaTraCuuTT: REFERENCE, MaDoiTac: "TINH40" } });
  });

  it("tells that nothing was paid", async () => {
    const { platform } = await aPlatform(() => ({ body: { error_code: "1" } }));
    expect(await platform.lookUp(REFERENCE)).toEqual({ answer: "unpaid" });
  });

  it.each<[string, JsonReply, string]>([
    ["a fault of its own", { body: { error_code: -1, message: "Lỗi hệ thống" } }, "code--1"],
    ["a code that nobody knows", { body: { error_code: 7 } }, "code-7"],
    ["no code", { body: { ...PAID, error_code: undefined } }, "not-a-reply"],
    ["another status than 200", { status: 503, body: PAID }, "fault"],
    ["no JSON", { text: "<html>" }, "not-json"],
  ])("is unreachable for both calls with %s", async (_, reply, why) => {
    const { platform } = await aPlatform(() => reply);
    expect(await platform.open(REQUEST)).toEqual({ answer: "unreachable", why });
    expect(await platform.lookUp(REFERENCE)).toEqual({ answer: "unreachable", why });
  });

  it.each([
    ["no address", {}],
    ["an address that is not https", { UrlThanhToan: "javascript:alert(1)" }],
  ])("has opened nothing where it gives %s", async (_, more) => {
    const { platform } = await aPlatform(() => ({ body: { error_code: 0, ...more } }));
    expect(await platform.open(REQUEST)).toEqual({ answer: "unreachable", why: "not-a-reply" });
  });

  it.each<[string, object, string]>([
    ["about another payment", { MaTraCuuTT: `${REFERENCE}-2` }, "about-another"],
    ["without a transaction", { MaGiaoDich: "" }, "not-a-reply"],
    ["without an amount", { SoTien: undefined }, "not-a-reply"],
    ["of half a đồng", { SoTien: "650000.5" }, "not-a-reply"],
    ["of nothing", { SoTien: 0 }, "not-a-reply"],
  ])("has told of no money by a reply %s", async (_, more, why) => {
    const { platform } = await aPlatform(() => ({ body: { ...PAID, ...more } }));
    expect(await platform.lookUp(REFERENCE)).toEqual({ answer: "unreachable", why });
  });
});
