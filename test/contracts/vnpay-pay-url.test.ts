import { describe, expect, it } from "vitest";
import { fromVnpayTime, toVnpayTime } from "../../shared/adapters/vnpay/local-time.ts";
import { vnpayMerchant } from "../../shared/adapters/vnpay/merchant.ts";
import { type VnpayPayment, vnpayPayUrl } from "../../shared/adapters/vnpay/pay-url.ts";
import { verifiedParameters } from "../../shared/adapters/vnpay/signature.ts";

const payment = (changes: Partial<VnpayPayment> = {}): VnpayPayment => ({
  payUrl: "https://sandbox.vnpayment.vn/paymentv2/vpcpay.html",
  merchant: { tmnCode: "MOTCUA01", hashSecret: "a-key-for-tests" },
  reference: "abcdefgh234567aab7k2q9",
  amountVnd: 650_000,
  code: "000.00.04.H40-261122-0001",
  returnUrl: "https://motcua.example/v1/payments/vnpay/return",
  ipAddress: "203.0.113.7",
  createdAt: "2026-11-22T17:30:00.000Z",
  expiresAt: "2026-11-22T17:45:00.000Z",
  ...changes,
});

describe("the address of VNPAY's pay page", () => {
  it("carries every parameter of version 2.1.0, signed", () => {
    const url = new URL(vnpayPayUrl(payment()));
    expect(url.origin + url.pathname).toBe("https://sandbox.vnpayment.vn/paymentv2/vpcpay.html");
    expect(Object.fromEntries(verifiedParameters(url.search.slice(1), ["a-key-for-tests"]) ?? [])).toEqual({
      vnp_Version: "2.1.0",
      vnp_Command: "pay",
      vnp_TmnCode: "MOTCUA01",
      vnp_Amount: "65000000",
      vnp_CurrCode: "VND",
      vnp_TxnRef: "abcdefgh234567aab7k2q9",
      vnp_OrderInfo: "Nop-phi-ho-so-000.00.04.H40-261122-0001",
      vnp_OrderType: "other",
      vnp_Locale: "vn",
      vnp_ReturnUrl: "https://motcua.example/v1/payments/vnpay/return",
      vnp_IpAddr: "203.0.113.7",
      vnp_CreateDate: "20261123003000",
      vnp_ExpireDate: "20261123004500",
    });
  });

  it("has no type of hash, which 2.1.0 does not know", () => {
    expect(vnpayPayUrl(payment())).not.toContain("vnp_SecureHashType");
  });

  it("says in its order information nothing that needs encoding", () => {
    const url = new URL(vnpayPayUrl(payment({ code: "H42.12-261122-0001 Nguyễn & Co" })));
    expect(url.searchParams.get("vnp_OrderInfo")).toMatch(/^[A-Za-z0-9.-]+$/);
  });

  it("may be in English", () => {
    expect(vnpayPayUrl(payment({ language: "en" }))).toContain("vnp_Locale=en");
  });

  it.each([0, -1, 0.5, 10_000_000_000, Number.NaN])("is refused for an amount of %d", (amountVnd) => {
    expect(() => vnpayPayUrl(payment({ amountVnd }))).toThrow(RangeError);
  });
});

describe("a time of VNPAY", () => {
  it.each([
    ["2026-12-31T16:59:59.999Z", "20261231235959"],
    ["2026-12-31T17:00:00.000Z", "20270101000000"],
    ["2024-02-28T17:00:00.000Z", "20240229000000"],
  ])("is %s in GMT+7, whatever the process's own zone", (instant, text) => {
    const zone = process.env.TZ;
    for (const foreign of ["UTC", "America/New_York", "Asia/Ho_Chi_Minh"]) {
      process.env.TZ = foreign;
      expect(toVnpayTime(instant)).toBe(text);
    }
    if (zone === undefined) delete process.env.TZ;
    else process.env.TZ = zone;
  });

  it("is read back", () => {
    expect(fromVnpayTime("20250526215346")).toBe("2025-05-26T14:53:46.000Z");
  });

  it.each(["", "2025052621534", "20250230000000", "20251301000000", "20250526245346", "2025052621534x"])(
    "is not %j",
    (text) => {
      expect(fromVnpayTime(text)).toBeUndefined();
    },
  );
});

describe("the secret of a merchant", () => {
  it("is its code and its hash secret", () => {
    expect(vnpayMerchant('{"tmnCode":"MOTCUA01","hashSecret":"s3cret"}')).toEqual({
      tmnCode: "MOTCUA01",
      hashSecret: "s3cret",
    });
  });

  it.each(["", "{", "[]", '{"tmnCode":"MOTCUA01"}', '{"tmnCode":"MOTCUA01","hashSecret":""}', "s3cret"])(
    "is refused as %j, without being quoted",
    (secret) => {
      expect(() => vnpayMerchant(secret)).toThrow(/^the VNPAY secret is not \{tmnCode, hashSecret\}$/);
    },
  );
});
