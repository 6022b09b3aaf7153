import { createHmac } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { payosMerchant } from "../../shared/adapters/payos/merchant.ts";
import { parsePayosNotice } from "../../shared/adapters/payos/notice.ts";
import { payosProvider } from "../../shared/adapters/payos/provider.ts";
import { readPayosBody } from "../../shared/adapters/payos/signature.ts";
import { aVault } from "../fakes/vault.ts";

/** payOS's own sample, with the key that stands beside it: payos.vn/docs, "Kiểm tra dữ liệu với signature". */
const KEY = "1a54716c8f0efb2744fb28b6e38b25da7f67a925d98bc1c18bd8faaecadd7675";
const SIGNATURE = "412e915d2871504ed31be63c8f62a149a4410d34c4c42affc9006ef9917eaa03";
const DATA = {
  orderCode: 123,
  amount: 3000,
  description: "VQRIO123",
  accountNumber: "12345678",
  reference: "TF230204212323",
  transactionDateTime: "2023-02-04 18:25:00",
  currency: "VND",
  paymentLinkId: "124c33293c43417ab7879e14c8d9eb18",
  code: "00",
  desc: "Thành công",
  counterAccountBankId: "",
  counterAccountBankName: "",
  counterAccountName: "",
  counterAccountNumber: "",
  virtualAccountName: "",
  virtualAccountNumber: "",
};
const NOTICE = {
  provider: "payos",
  reference: "123",
  amountVnd: 3000,
  currency: "VND",
  merchant: "12345678",
  outcome: "success",
  transaction: "TF230204212323",
  status: "00",
  paidAt: "2023-02-04T11:25:00.000Z",
};

/** A payment link with its transfers, signed by the npm package `@payos/node` 2.0.5 under a key of this test. */
const FOREIGN = {
  key: "KHOATHUNGHIEMCUAMOTCUA0123456789",
  data: `{"id":"124c33293c934a85be5b7f8761a27a07","orderCode":4503599627370496,"amount":650000,"amountPaid":650000,"amountRemaining":0,"status":"PAID","createdAt":"2026-11-22T08:00:00+07:00","transactions":[{"reference":"FT26326000001","amount":650000,"accountNumber":"12345678","description":"VQRIO123 Phí \\"thẩm định\\" / 1","transactionDateTime":"2026-11-22T08:05:00+07:00","virtualAccountName":null,"virtualAccountNumber":null,"counterAccountBankId":null,"counterAccountBankName":"null","counterAccountName":"","counterAccountNumber":"0123"}],"canceledAt":null,"cancellationReason":"null","test":true}`,
  signature: "0c2912188a3abb64703c033a933db2e188799ed19c8f6bd96984cc5120148236",
};

const bytes = (text: string): Uint8Array => Buffer.from(text, "utf8");
const bodyOf = (data: string, signature = SIGNATURE): string =>
  `{"code":"00","desc":"success","success":true,"data":${data},"signature":"${signature}"}`;
const SAMPLE = bodyOf(JSON.stringify(DATA));

const read = (body: string, keys: readonly string[] = [KEY]) => parsePayosNotice(bytes(body), keys);
/** `data` as payOS would sign it, for values that need no more than being written down. */
const signed = (data: Record<string, string | number>, key = KEY): string => {
  const text = Object.keys(data)
    .sort()
    .map((name) => `${name}=${data[name]}`)
    .join("&");
  return bodyOf(JSON.stringify(data), createHmac("sha256", key).update(text).digest("hex"));
};

describe("payOS's published sample", () => {
  it("is believed under its published key, and read", () => {
    expect(read(SAMPLE)).toEqual({ valid: true, notice: NOTICE });
  });

  it("is what this test signs as well", () => {
    expect(signed(DATA)).toBe(SAMPLE);
  });

  it("is believed however its JSON is written", () => {
    const backwards = Object.fromEntries(Object.entries(DATA).reverse());
    for (const body of [
      bodyOf(JSON.stringify(backwards)),
      JSON.stringify(JSON.parse(SAMPLE), null, 2),
      SAMPLE.replace("à", "\\u00e0"),
      SAMPLE.replace('"code":"00","desc":"success","success":true,', ""),
    ]) {
      expect(read(body)).toEqual({ valid: true, notice: NOTICE });
    }
  });

  it("says nothing by what is not signed", () => {
    const denied = SAMPLE.replace('"code":"00","desc":"success","success":true', '"code":"01","success":false,"x":1');
    expect(read(denied)).toEqual({ valid: true, notice: NOTICE });
  });
});

describe("an answer signed by payOS's own package", () => {
  it("has the signature that we compute, transfers, nulls and all", () => {
    const { data } = readPayosBody(bytes(bodyOf(FOREIGN.data, FOREIGN.signature)), [FOREIGN.key]) ?? {};
    expect(data?.get("status")).toBe("PAID");
  });

  it.each([
    ["a transfer's amount", '"amount":650000,"accountNumber"', '"amount":650001,"accountNumber"'],
    ["a transfer's member left out", '"counterAccountName":"",', ""],
    ["a member of objects", '"test":true', '"test":{"amount":1}'],
    ["an object within a transfer", '"counterAccountBankId":null', '"counterAccountBankId":{}'],
    ["a list of plain values", '"test":true', '"test":["x"]'],
  ])("is refused with %s", (_, was, is) => {
    const data = FOREIGN.data.replace(was, is);
    expect(data).not.toBe(FOREIGN.data);
    expect(readPayosBody(bytes(bodyOf(data, FOREIGN.signature)), [FOREIGN.key])?.data).toBeUndefined();
  });

  it("is refused where part of it would be signed as [object Object]", () => {
    const signature = createHmac("sha256", KEY).update("amount=[object Object]").digest("hex");
    expect(read(bodyOf('{"amount":{"x":1}}', signature))).toEqual({ valid: false });
  });
});

describe("a webhook that was altered", () => {
  it.each<[string, string]>([
    ["nothing at all", ""],
    ["no JSON", "<html></html>"],
    ["no signature", SAMPLE.replace(`,"signature":"${SIGNATURE}"`, "")],
    ["an empty signature", SAMPLE.replace(SIGNATURE, "")],
    ["a signature of null", SAMPLE.replace(`"${SIGNATURE}"`, "null")],
    ["a signature cut short", SAMPLE.replace(SIGNATURE, SIGNATURE.slice(1))],
    ["a signature that is too long", SAMPLE.replace(SIGNATURE, `${SIGNATURE}0`)],
    ["a signature in capitals", SAMPLE.replace(SIGNATURE, SIGNATURE.toUpperCase())],
    ["a signature that is not hexadecimal", SAMPLE.replace(SIGNATURE, "g".repeat(64))],
    ["a second signature", SAMPLE.replace('"signature"', `"signature":"${SIGNATURE}","signature"`)],
    ["no data", bodyOf("null")],
    ["empty data", bodyOf("{}")],
    ["data in a list", bodyOf(`[${JSON.stringify(DATA)}]`)],
    ["another amount", SAMPLE.replace("3000", "30000")],
    ["the amount as 3e3", SAMPLE.replace("3000", "3e3")],
    ["the amount as 3000.0", SAMPLE.replace("3000", "3000.0")],
    ["the amount as 03000", SAMPLE.replace("3000", "03000")],
    ["an amount added after the first", SAMPLE.replace('"amount":3000', '"amount":3000,"amount":1')],
    ["the same amount twice", SAMPLE.replace('"amount":3000', '"amount":3000,"amount":3000')],
    ["a second amount under an escaped name", SAMPLE.replace('"amount":3000', '"amount":3000,"\\u0061mount":1')],
    ["a member in other case", SAMPLE.replace('"amount"', '"Amount"')],
    ["__proto__", SAMPLE.replace('"amount":3000', '"__proto__":{"amount":1},"amount":3000')],
    ["a second body after it", `${SAMPLE}{}`],
    ["text in another encoding", SAMPLE.replace("Thành công", "Th%C3%A0nh%20c%C3%B4ng")],
  ])("is refused: %s", (_, body) => {
    expect(body).not.toBe(SAMPLE);
    expect(read(body)).toEqual({ valid: false });
  });

  it("is refused with any member of its data left out, emptied, doubled or added", () => {
    for (const [name, value] of Object.entries(DATA)) {
      const member = `${JSON.stringify(name)}:${JSON.stringify(value)}`;
      const data = JSON.stringify(DATA);
      const without = Object.fromEntries(Object.entries(DATA).filter(([other]) => other !== name));
      expect(read(bodyOf(JSON.stringify(without)))).toEqual({ valid: false });
      expect(read(bodyOf(data.replace(member, `${member},${member}`)))).toEqual({ valid: false });
      expect(read(bodyOf(JSON.stringify({ ...DATA, [`${name}2`]: value })))).toEqual({ valid: false });
      if (value !== "") expect(read(bodyOf(JSON.stringify({ ...DATA, [name]: "" })))).toEqual({ valid: false });
    }
  });

  it("is refused, or read as it was, whichever single bit of it is flipped", () => {
    const whole = Buffer.from(SAMPLE, "utf8");
    const from = whole.indexOf('"data"');
    const believed: string[] = [];
    for (let bit = 0; bit < whole.length * 8; bit += 1) {
      const flipped = Buffer.from(whole);
      flipped.writeUInt8(flipped.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      const result = parsePayosNotice(flipped, [KEY]);
      if (!result.valid) continue;
      expect(result.notice).toEqual(NOTICE);
      if (bit >> 3 >= from) believed.push(flipped.toString("utf8"));
    }
    expect(believed).toEqual([]);
  });

  it("is refused, or read as it was, in whatever random way it is altered", () => {
    const edit = fc.record({ at: fc.nat(SAMPLE.length), cut: fc.nat(4), put: fc.string({ maxLength: 4 }) });
    fc.assert(
      fc.property(edit, ({ at, cut, put }) => {
        const result = read(SAMPLE.slice(0, at) + put + SAMPLE.slice(at + cut));
        if (result.valid) expect(result.notice).toEqual(NOTICE);
      }),
      { numRuns: 3_000 },
    );
  });

  it("is refused under another key, an empty key, or no key", () => {
    expect(read(SAMPLE, [])).toEqual({ valid: false });
    expect(read(SAMPLE, [""])).toEqual({ valid: false });
    expect(read(signed(DATA, "other"))).toEqual({ valid: false });
    expect(read(signed(DATA, ""), ["", KEY])).toEqual({ valid: false });
  });

  it("is refused where a memo of the payer reads as a member", () => {
    const memo = { ...DATA, description: "x&orderCode=1&orderX=" };
    const { description, orderCode, ...rest } = DATA;
    const cutOtherwise = { ...rest, description: "x", orderCode: 1, orderX: `&orderCode=${orderCode}` };
    expect(description).toBe("VQRIO123");
    const signature = /"signature":"(\w+)"/.exec(signed(memo))?.[1] ?? "";
    expect(signed(cutOtherwise)).toContain(signature);
    expect(read(signed(memo))).toEqual({ valid: false });
    expect(read(signed(cutOtherwise))).toEqual({ valid: false });
  });
});

describe("what a webhook says", () => {
  it.each<[string | number, number | null]>([
    [650_000, 650_000],
    ["650000", 650_000],
    [9_999_999_999, 9_999_999_999],
    [10_000_000_000, null],
    [0, null],
    [-3000, null],
    [3000.5, null],
    ["6.5e5", null],
    ["", null],
  ])("an amount of %j is %s đồng", (amount, vnd) => {
    const result = read(signed({ ...DATA, amount }));
    expect(result.valid && result.notice.amountVnd).toBe(vnd);
  });

  it.each([
    ["00", "success"],
    ["01", "failed"],
    ["0", "failed"],
    ["", "failed"],
  ])("code %j is %s", (code, outcome) => {
    const result = read(signed({ ...DATA, code }));
    expect(result.valid && result.notice.outcome).toBe(outcome);
  });

  it.each([
    ["2026-01-01 00:30:00", "2025-12-31T17:30:00.000Z"],
    ["2026-11-22T08:05:00+07:00", "2026-11-22T01:05:00.000Z"],
    ["2026-11-22T01:05:00.000Z", "2026-11-22T01:05:00.000Z"],
    ["2026-02-30 10:00:00", undefined],
    ["2026-01-01 24:30:00", undefined],
    ["2026-01-01", undefined],
    ["2026-13-01T00:00:00Z", undefined],
    ["", undefined],
  ])("paid at %j is %s, wherever it runs", (transactionDateTime, paidAt) => {
    const result = read(signed({ ...DATA, transactionDateTime }));
    expect(result.valid && result.notice.paidAt).toBe(paidAt);
  });

  it("has no transaction where payOS numbers none", () => {
    const result = read(signed({ ...DATA, reference: "" }));
    expect(result.valid && result.notice.transaction).toBe("0");
  });
});

describe("payOS's webhooks while its key is rotated", () => {
  const secretOf = (checksumKey: string) =>
    JSON.stringify({ clientId: "client", apiKey: "api", checksumKey, accountNumber: "12345678" });
  const providerOf = ({ secrets }: ReturnType<typeof aVault>) =>
    payosProvider(secrets, { secretId: "payos", apiUrl: "http://127.0.0.1:9", origin: "https://dvc.example.vn" });
  const callback = (key: string) => ({ rawQuery: "", rawBody: bytes(signed(DATA, key)) });

  it("are believed under the old and the new key", async () => {
    const provider = providerOf(aVault({ AWSCURRENT: secretOf("old"), AWSPENDING: secretOf("new") }));
    expect([await provider.read(callback("old")), await provider.read(callback("new"))]).toMatchObject([
      { valid: true },
      { valid: true },
    ]);
  });

  it("are believed under a key that was staged after the last read", async () => {
    const vault = aVault({ AWSCURRENT: secretOf("old") });
    const provider = providerOf(vault);
    expect(await provider.read(callback("old"))).toMatchObject({ valid: true });
    vault.versions.AWSPENDING = secretOf("new");
    vault.clock.now += 15_000;
    expect(await provider.read(callback("new"))).toMatchObject({ valid: true });
  });

  it("cost a flood of forgeries no more than a read of the secret every fifteen seconds", async () => {
    const vault = aVault({ AWSCURRENT: secretOf("old") });
    const provider = providerOf(vault);
    for (let forged = 0; forged < 100; forged += 1) {
      vault.clock.now += 100;
      expect(await provider.read(callback("forged"))).toEqual({ valid: false });
    }
    expect(vault.calls.length).toBeLessThanOrEqual(4);
  });

  it("are not read at all before a person wrote the keys", async () => {
    const unset = JSON.stringify({ clientId: "UNSET", apiKey: "UNSET", accountNumber: "UNSET", checksumKey: "random" });
    await expect(providerOf(aVault({ AWSCURRENT: unset })).read(callback("random"))).rejects.toThrow(
      "the payOS secret is not {clientId, apiKey, checksumKey, accountNumber}",
    );
    expect(() => payosMerchant(secretOf("UNSET"))).toThrow(/^the payOS secret is not/);
    expect(() => payosMerchant("s3cret")).toThrow(/^the payOS secret is not \{[a-zA-Z, ]+\}$/);
  });

  it("name the account that the money goes to", async () => {
    expect(await providerOf(aVault({ AWSCURRENT: secretOf("old") })).merchant()).toBe("12345678");
  });
});
