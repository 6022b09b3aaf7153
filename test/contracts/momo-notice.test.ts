import { createHmac } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { momoMerchant } from "../../shared/adapters/momo/merchant.ts";
import { parseMomoNotice } from "../../shared/adapters/momo/notice.ts";
import { momoProvider } from "../../shared/adapters/momo/provider.ts";
import { outcomeOf } from "../../shared/adapters/momo/result-codes.ts";
import { aVault } from "../fakes/vault.ts";

/** The keys of MoMo's public sandbox merchant, as its samples print them. */
const SANDBOX = { partnerCode: "MOMO", accessKey: "F8BBA842ECF85", secretKey: "K951B6PE1waDMi640xX08PD3vg6EkVlz" };

/**
 * Results that MoMo's sandbox signed and their receivers published, as it sent the browser back with them. An IPN has
 * the same members and the same signature ("Payment Notification").
 */
const PUBLISHED = [
  "partnerCode=MOMO&orderId=MOMO1721014629740&requestId=MOMO1721014629740&amount=50000&orderInfo=pay+with+MoMo&orderType=momo_wallet&transId=4084757146&resultCode=0&message=Th%C3%A0nh+c%C3%B4ng.&payType=qr&responseTime=1721014660600&extraData=&signature=a5f1ec2a40181e82ae63153bad277bc6d46451a6724fecc88a92a6e869ea2621",
  "partnerCode=MOMO&orderId=6cd25bf88002596&requestId=6cd25bf88012596&amount=10000&orderInfo=pay+with+MoMo&orderType=momo_wallet&transId=3105694606&resultCode=0&message=Successful.&payType=napas&responseTime=1701645754029&extraData=&signature=7c7f9acccaa791344cf63a9819ca594871b05d51bbff4f798d6e72beaa3c59f2",
  "partnerCode=MOMO&orderId=673777537f0e4b01332a62e0&requestId=673777537f0e4b01332a62e0&amount=330000&orderInfo=pay+with+MoMo&orderType=momo_wallet&transId=3280981801&resultCode=0&message=Th%C3%A0nh+c%C3%B4ng.&payType=qr&responseTime=1731688358772&extraData=&signature=6918c5bce0e7ac9c1cc461726c206bcedef95c70d57efc441a08e20531e79959",
  "partnerCode=MOMO&orderId=MOMO1731137931267&requestId=MOMO1731137931267&amount=1000&orderInfo=undefined+n%E1%BA%A1p+ti%E1%BB%81n+v%C3%A0o+t%C3%A0i+kho%E1%BA%A3n&orderType=momo_wallet&transId=4225107942&resultCode=0&message=Successful.&payType=qr&responseTime=1731137968770&extraData=&signature=2068ac90836a9aacdefd4995b58ed03f0b1f1d27046b7ca371b92175bb5437a6",
];

const NUMBERS = new Set(["amount", "transId", "resultCode", "responseTime"]);
const members = (query: string): [string, string | number][] =>
  [...new URLSearchParams(query)].map(([name, value]) => [name, NUMBERS.has(name) ? Number(value) : value]);
const [FIRST = ""] = PUBLISHED;
const BODY = JSON.stringify(Object.fromEntries(members(FIRST)));
const SIGNATURE = FIRST.slice(-64);
const NOTICE = {
  provider: "momo",
  reference: "MOMO1721014629740",
  amountVnd: 50_000,
  merchant: "MOMO",
  outcome: "success",
  transaction: "4084757146",
  status: "0",
  paidAt: "2024-07-15T03:37:40.600Z",
};

const bytes = (text: string): Uint8Array => Buffer.from(text, "utf8");
const read = (body: string, keys = [SANDBOX]) => parseMomoNotice(bytes(body), keys);

/** The sample with other members, as MoMo would sign it. */
const signed = (changes: Record<string, string | number>, keys: Omit<typeof SANDBOX, "partnerCode"> = SANDBOX) => {
  const { signature: _, ...rest } = { ...Object.fromEntries(members(FIRST)), ...changes };
  const text = Object.entries({ accessKey: keys.accessKey, ...rest })
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`)
    .join("&");
  return JSON.stringify({ ...rest, signature: createHmac("sha256", keys.secretKey).update(text).digest("hex") });
};

describe("results that MoMo's sandbox signed", () => {
  it.each(PUBLISHED)("are believed under its public keys: %s", (query) => {
    const body = Object.fromEntries(members(query));
    expect(read(JSON.stringify(body))).toMatchObject({
      valid: true,
      notice: { reference: body.orderId, amountVnd: body.amount, outcome: "success" },
    });
  });

  it("are read", () => {
    expect(read(BODY)).toEqual({ valid: true, notice: NOTICE });
    expect(signed({})).toBe(BODY);
  });

  it("are believed however their JSON is written, and whatever stands beside the signed members", () => {
    const backwards = Object.fromEntries(Object.entries(JSON.parse(BODY)).reverse());
    for (const body of [
      JSON.stringify(backwards),
      JSON.stringify(JSON.parse(BODY), null, 2),
      BODY.replace("à", "\\u00e0"),
      BODY.replace('"amount":50000', '"amount":"50000"'),
      BODY.replace('"amount":50000', '"amount":50000,"userFee":1,"promotionInfo":[{"amount":1}],"storeId":"x"'),
    ]) {
      expect(read(body)).toEqual({ valid: true, notice: NOTICE });
    }
  });
});

describe("an IPN that was altered", () => {
  it.each<[string, string]>([
    ["nothing at all", ""],
    ["no JSON", "amount=50000"],
    ["a list", `[${BODY}]`],
    ["no signature", BODY.replace(`,"signature":"${SIGNATURE}"`, "")],
    ["an empty signature", BODY.replace(SIGNATURE, "")],
    ["a signature of null", BODY.replace(`"${SIGNATURE}"`, "null")],
    ["a signature cut short", BODY.replace(SIGNATURE, SIGNATURE.slice(1))],
    ["a signature in capitals", BODY.replace(SIGNATURE, SIGNATURE.toUpperCase())],
    ["a signature that is not hexadecimal", BODY.replace(SIGNATURE, "g".repeat(64))],
    ["another amount", BODY.replace("50000", "500000")],
    ["the amount as 5e4", BODY.replace("50000", "5e4")],
    ["the amount as 50000.0", BODY.replace("50000", "50000.0")],
    ["the amount as 050000", BODY.replace("50000", "050000")],
    ["the amount in a list", BODY.replace("50000", "[50000]")],
    ["a second amount under an escaped name", BODY.replace('"amount":50000', '"amount":50000,"\\u0061mount":1')],
    ["a member in other case", BODY.replace('"amount"', '"Amount"')],
    ["__proto__", BODY.replace('"amount":50000', '"__proto__":{"amount":50000}')],
    ["a plus sign for a space", BODY.replace("pay with MoMo", "pay+with+MoMo")],
    ["spaces as %20", BODY.replace("pay with MoMo", "pay%20with%20MoMo")],
    ["an access key of its own", BODY.replace('"amount"', '"accessKey":"x","amount"').replace("MOMO1", "MOMO2")],
    ["a second body after it", `${BODY}{}`],
  ])("is refused: %s", (_, body) => {
    expect(body).not.toBe(BODY);
    expect(read(body)).toEqual({ valid: false });
  });

  it("is refused with any signed member left out, emptied or doubled", () => {
    for (const [name, value] of Object.entries(JSON.parse(BODY))) {
      const member = `${JSON.stringify(name)}:${JSON.stringify(value)}`;
      const without = Object.fromEntries(Object.entries(JSON.parse(BODY)).filter(([other]) => other !== name));
      expect(read(JSON.stringify(without))).toEqual({ valid: false });
      expect(read(BODY.replace(member, `${member},${member}`))).toEqual({ valid: false });
      expect(read(JSON.stringify({ ...JSON.parse(BODY), [name]: null }))).toEqual({ valid: false });
      if (value !== "") expect(read(JSON.stringify({ ...JSON.parse(BODY), [name]: "" }))).toEqual({ valid: false });
    }
  });

  it("is refused whichever single bit of it is flipped", () => {
    const whole = Buffer.from(BODY, "utf8");
    const believed: string[] = [];
    for (let bit = 0; bit < whole.length * 8; bit += 1) {
      const flipped = Buffer.from(whole);
      flipped.writeUInt8(flipped.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      if (parseMomoNotice(flipped, [SANDBOX]).valid) believed.push(flipped.toString("utf8"));
    }
    expect(believed).toEqual([]);
  });

  it("is refused, or read as it was, in whatever random way it is altered", () => {
    const edit = fc.record({ at: fc.nat(BODY.length), cut: fc.nat(4), put: fc.string({ maxLength: 4 }) });
    fc.assert(
      fc.property(edit, ({ at, cut, put }) => {
        const result = read(BODY.slice(0, at) + put + BODY.slice(at + cut));
        if (result.valid) expect(result.notice).toEqual(NOTICE);
      }),
      { numRuns: 3_000 },
    );
  });

  it("is refused under other keys, empty ones, or none", () => {
    expect(read(BODY, [])).toEqual({ valid: false });
    expect(read(BODY, [{ ...SANDBOX, secretKey: "" }])).toEqual({ valid: false });
    expect(read(BODY, [{ ...SANDBOX, accessKey: "" }])).toEqual({ valid: false });
    expect(read(signed({}, { accessKey: "x", secretKey: "" }), [{ ...SANDBOX, secretKey: "" }])).toEqual({
      valid: false,
    });
  });

  it("is refused where a text in it reads as a further member", () => {
    const body = signed({ orderInfo: "x&orderType=y" });
    const cutOtherwise = { ...JSON.parse(body), orderInfo: "x", orderType: "y&orderType=momo_wallet" };
    expect(read(body)).toEqual({ valid: false });
    expect(read(JSON.stringify(cutOtherwise))).toEqual({ valid: false });
  });
});

describe("what an IPN says", () => {
  it.each([
    ["0", "success"],
    ["9000", "unsettled"],
    ["8000", "unsettled"],
    ["7000", "unsettled"],
    ["7002", "unsettled"],
    ["1000", "unsettled"],
    ...["10", "11", "12", "13", "20", "21", "22", "40", "41", "42", "43", "45", "47"].map((code) => [
      code,
      "unsettled",
    ]),
    ...["1001", "1002", "1003", "1004", "1005", "1006", "1007", "1017", "1026"].map((code) => [code, "failed"]),
    ...["2019", "4001", "4002", "4100"].map((code) => [code, "failed"]),
    ["", "unsettled"],
    ["00", "unsettled"],
    ["-1", "unsettled"],
    ["0.0", "unsettled"],
  ])("result code %j is %s", (code, outcome) => {
    expect(outcomeOf(code)).toBe(outcome);
    const result = read(signed({ resultCode: code }));
    expect(result.valid && [result.notice.outcome, result.notice.status]).toEqual([outcome, code]);
  });

  it.each<[string | number, number | null]>([
    [650_000, 650_000],
    ["650000", 650_000],
    [10_000_000_000, null],
    [0, null],
    [-1000, null],
    [1000.5, null],
    ["", null],
  ])("an amount of %j is %s đồng", (amount, vnd) => {
    const result = read(signed({ amount }));
    expect(result.valid && result.notice.amountVnd).toBe(vnd);
  });

  it.each([
    [1_721_014_660_600, "2024-07-15T03:37:40.600Z"],
    [1_721_014_660, undefined],
    ["2024-07-15", undefined],
    ["", undefined],
  ])("paid at %j is %s", (responseTime, paidAt) => {
    const result = read(signed({ responseTime }));
    expect(result.valid && result.notice.paidAt).toBe(paidAt);
  });

  it("has no transaction where MoMo numbers none", () => {
    const result = read(signed({ transId: "" }));
    expect(result.valid && result.notice.transaction).toBe("0");
  });
});

describe("MoMo's IPNs while its keys are rotated", () => {
  const keysOf = (name: string) => ({ partnerCode: "MOMO", accessKey: `access-${name}`, secretKey: `secret-${name}` });
  const secretOf = (name: string) => JSON.stringify(keysOf(name));
  const providerOf = ({ secrets }: ReturnType<typeof aVault>) =>
    momoProvider(secrets, { secretId: "momo", apiUrl: "http://127.0.0.1:9", origin: "https://dvc.example.vn" });
  const callback = (name: string) => ({ rawQuery: "", rawBody: bytes(signed({}, keysOf(name))) });

  it("are believed under the old and the new pair of keys, never under a mixture", async () => {
    const provider = providerOf(aVault({ AWSCURRENT: secretOf("old"), AWSPENDING: secretOf("new") }));
    expect(await provider.read(callback("old"))).toMatchObject({ valid: true });
    expect(await provider.read(callback("new"))).toMatchObject({ valid: true });
    const mixed = signed({}, { accessKey: "access-old", secretKey: "secret-new" });
    expect(await provider.read({ rawQuery: "", rawBody: bytes(mixed) })).toEqual({ valid: false });
  });

  it("are believed under keys that were staged after the last read", async () => {
    const vault = aVault({ AWSCURRENT: secretOf("old") });
    const provider = providerOf(vault);
    expect(await provider.read(callback("old"))).toMatchObject({ valid: true });
    vault.versions.AWSPENDING = secretOf("new");
    vault.clock.now += 15_000;
    expect(await provider.read(callback("new"))).toMatchObject({ valid: true });
  });

  it("are not read at all before a person wrote the keys", async () => {
    const unset = JSON.stringify({ partnerCode: "UNSET", accessKey: "UNSET", secretKey: "random" });
    await expect(providerOf(aVault({ AWSCURRENT: unset })).read(callback("old"))).rejects.toThrow(
      "the MoMo secret is not {partnerCode, accessKey, secretKey}",
    );
    expect(() => momoMerchant("s3cret")).toThrow(/^the MoMo secret is not \{[a-zA-Z, ]+\}$/);
  });

  it("name the partner that the money goes to", async () => {
    expect(await providerOf(aVault({ AWSCURRENT: secretOf("old") })).merchant()).toBe("MOMO");
  });
});
