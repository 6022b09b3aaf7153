import { createHmac } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { outcomeOf, parseVnpayNotice } from "../../shared/adapters/vnpay/notice.ts";
import { signedQuery, verifiedParameters } from "../../shared/adapters/vnpay/signature.ts";

/**
 * A signature that we did not make: by the npm package `vnpay` 2.5.0, which speaks with VNPAY's sandbox, under a key
 * of this test. Its order information has Vietnamese letters, a space, `#` and brackets; its return URL a query.
 */
const FOREIGN = {
  key: "KHOATHUNGHIEMCUAMOTCUA0123456789",
  parameters: {
    vnp_Amount: "65000000",
    vnp_Command: "pay",
    vnp_CreateDate: "20261122093000",
    vnp_CurrCode: "VND",
    vnp_ExpireDate: "20261122094500",
    vnp_IpAddr: "203.0.113.7",
    vnp_Locale: "vn",
    vnp_OrderInfo: "Thanh toán phí #7 (thẻ)",
    vnp_OrderType: "other",
    vnp_ReturnUrl: "https://dvc.example.vn/return?x=1",
    vnp_TmnCode: "MOTCUA01",
    vnp_TxnRef: "abcdefgh234567aab7k2q9",
    vnp_Version: "2.1.0",
  },
  hash: "c1769d07487f54f28816d3e2d197466e540cb62738aa70f4ebccb87a2347a926da3dadae43a58ad665d5d40865509baaaaddb84404fd54ba44daf1ce0a846bfb",
};

const KEY = "current-key-for-tests";
const NEXT_KEY = "pending-key-for-tests";

const CALL = {
  vnp_Amount: "65000000",
  vnp_BankCode: "NCB",
  vnp_OrderInfo: "Nop phi: ho so 000.00.04.H40-261122-0001",
  vnp_PayDate: "20261122080500",
  vnp_ResponseCode: "00",
  vnp_TmnCode: "MOTCUA01",
  vnp_TransactionNo: "14980726",
  vnp_TransactionStatus: "00",
  vnp_TxnRef: "abcdefgh234567aab7k2q9",
};
const QUERY = signedQuery(CALL, KEY);
const HASH = QUERY.slice(-128);

const isValid = (query: string): boolean => parseVnpayNotice(query, [KEY, NEXT_KEY]).valid;

describe("a call signed by others", () => {
  it("has the signature that we compute", () => {
    expect(signedQuery(FOREIGN.parameters, FOREIGN.key).endsWith(`&vnp_SecureHash=${FOREIGN.hash}`)).toBe(true);
  });

  it("is believed as it came, and read", () => {
    const query = `${new URLSearchParams(FOREIGN.parameters)}&vnp_SecureHash=${FOREIGN.hash}`;
    expect(parseVnpayNotice(query, [FOREIGN.key])).toMatchObject({
      valid: true,
      notice: { reference: "abcdefgh234567aab7k2q9", amountVnd: 650_000, merchant: "MOTCUA01", currency: "VND" },
    });
  });
});

describe("our own signature", () => {
  it("covers the sorted, form-encoded parameters that have a value", () => {
    const text = "vnp_Amount=1000&vnp_OrderInfo=Nop+phi%3A+%C4%91";
    const hash = createHmac("sha512", KEY).update(text).digest("hex");
    expect(signedQuery({ vnp_OrderInfo: "Nop phi: đ", vnp_BankCode: "", vnp_Amount: "1000" }, KEY)).toBe(
      `${text}&vnp_SecureHash=${hash}`,
    );
  });

  it("is never made with an empty key", () => {
    expect(() => signedQuery(CALL, "")).toThrow(RangeError);
  });
});

describe("a genuine call", () => {
  it.each<[string, string]>([
    ["as it was sent", QUERY],
    ["with its parameters in another order", QUERY.split("&").reverse().join("&")],
    ["with parameters of others", `utm_source=mail&${QUERY}&fbclid=1&fbclid=2&vnp=1`],
    ["with the type of its hash, which is not hashed", `${QUERY}&vnp_SecureHashType=HMACSHA512`],
    ["with a parameter that has no value", `vnp_BankTranNo=&${QUERY}`],
    ["signed with the key that is to come", signedQuery(CALL, NEXT_KEY)],
  ])("is believed %s", (_, query) => {
    expect(isValid(query)).toBe(true);
  });

  it("is believed from an encoder that writes other characters than ours", () => {
    const text = "vnp_Amount=65000000&vnp_OrderInfo=Nop%20phi%3a%20(650~000)";
    const hash = createHmac("sha512", KEY).update(text).digest("hex");
    expect(verifiedParameters(`${text}&vnp_SecureHash=${hash}`, [KEY])?.get("vnp_OrderInfo")).toBe(
      "Nop phi: (650~000)",
    );
  });
});

describe("a call that was altered", () => {
  it.each<[string, string]>([
    ["nothing at all", ""],
    ["no hash", QUERY.replace(/&vnp_SecureHash=.*/, "")],
    ["an empty hash", QUERY.replace(HASH, "")],
    ["a hash cut short", QUERY.slice(0, -1)],
    ["a hash that is too long", `${QUERY}0`],
    ["a hash in capitals", QUERY.replace(HASH, HASH.toUpperCase())],
    ["a hash that is not hexadecimal", QUERY.replace(HASH, "g".repeat(128))],
    ["a hash given twice", `${QUERY}&vnp_SecureHash=${HASH}`],
    ["another amount", QUERY.replace("65000000", "100")],
    ["a parameter left out", QUERY.replace("vnp_BankCode=NCB&", "")],
    ["a parameter emptied", QUERY.replace("vnp_BankCode=NCB", "vnp_BankCode=")],
    ["a parameter added", `vnp_CardType=ATM&${QUERY}`],
    ["a parameter given twice, the same", `${QUERY}&vnp_Amount=65000000`],
    ["a parameter given twice, another", `vnp_Amount=100&${QUERY}`],
    ["a second amount under a disguised name", `${QUERY}&vnp%5FAmount=100`],
    ["a name in other case", QUERY.replace("vnp_Amount", "vnp_amount")],
    ["spaces encoded otherwise", QUERY.replaceAll("+", "%20")],
    ["escapes in lower case", QUERY.replaceAll("%3A", "%3a")],
    ["a letter encoded that needs none", QUERY.replace("NCB", "N%43B")],
  ])("is refused: %s", (_, query) => {
    expect(isValid(query)).toBe(false);
  });

  it("is refused under the key of another merchant, an empty key, or no key", () => {
    const forged = createHmac("sha512", "x").update("vnp_Amount=1").digest("hex");
    expect(parseVnpayNotice(`vnp_Amount=1&vnp_SecureHash=${forged}`, [KEY]).valid).toBe(false);
    const keyless = createHmac("sha512", "").update("vnp_Amount=1").digest("hex");
    expect(parseVnpayNotice(`vnp_Amount=1&vnp_SecureHash=${keyless}`, ["", KEY]).valid).toBe(false);
    expect(parseVnpayNotice(QUERY, []).valid).toBe(false);
  });

  it("is refused whichever single bit of it is flipped", () => {
    const bytes = Buffer.from(QUERY, "latin1");
    const believed: string[] = [];
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const flipped = Buffer.from(bytes);
      flipped.writeUInt8(flipped.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      if (isValid(flipped.toString("latin1"))) believed.push(flipped.toString("latin1"));
    }
    expect(believed).toEqual([]);
  });

  it("is refused in whatever random way it is altered", () => {
    const edit = fc.record({ at: fc.nat(QUERY.length), cut: fc.nat(3), put: fc.string({ maxLength: 3 }) });
    const altered = edit.map(({ at, cut, put }) => QUERY.slice(0, at) + put + QUERY.slice(at + cut));
    const meaningful = (query: string): string =>
      query
        .split("&")
        .filter((pair) => pair.startsWith("vnp_") && !pair.startsWith("vnp_SecureHashType") && !/^\w+(=|$)$/.test(pair))
        .sort()
        .join("&");
    fc.assert(
      fc.property(altered, (query) => {
        fc.pre(meaningful(query) !== meaningful(QUERY));
        expect(isValid(query)).toBe(false);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe("what VNPAY's two codes say", () => {
  const RESPONSES = ["00", "07", "09", "10", "11", "12", "13", "24", "51", "65", "75", "79", "99"];
  const STATUSES = ["00", "01", "02", "04", "05", "06", "07", "09"];

  it("is success only when both say so", () => {
    const paid = RESPONSES.flatMap((response) =>
      STATUSES.filter((status) => outcomeOf(response, status) === "success").map((status) => [response, status]),
    );
    expect(paid).toEqual([["00", "00"]]);
  });

  it.each([
    ["07", "07", "suspect"],
    ["00", "07", "suspect"],
    ["07", "00", "suspect"],
    ["24", "00", "suspect"],
    ["00", "04", "suspect"],
    ["00", "02", "failed"],
    ["24", "02", "failed"],
    ["51", "02", "failed"],
    ["", "", "failed"],
    ["00", "", "failed"],
    ["00", "01", "unsettled"],
  ] as const)("response %j with status %j is %s", (response, status, outcome) => {
    expect(outcomeOf(response, status)).toBe(outcome);
  });
});

describe("the amount of a call", () => {
  it.each([
    ["65000000", 650_000],
    ["100", 1],
    ["999999999900", 9_999_999_999],
    ["150", null],
    ["0", null],
    ["-65000000", null],
    ["065000000", null],
    ["65000000.0", null],
    ["6.5e7", null],
    ["", null],
    ["9999999999900", null],
    ["6５000000", null],
  ])("%s is %s đồng", (hundredths, amount) => {
    const read = parseVnpayNotice(signedQuery({ ...CALL, vnp_Amount: hundredths }, KEY), [KEY]);
    expect(read.valid && read.notice.amountVnd).toBe(amount);
  });
});
