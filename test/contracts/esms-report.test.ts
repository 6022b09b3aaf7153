import { createHmac } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { esmsReports, parseEsmsReport } from "../../shared/adapters/esms/report.ts";
import { referenceOfToken, reportAddress } from "../../shared/adapters/esms/report-address.ts";
import { aVault } from "../fakes/vault.ts";

const KEY = "a".repeat(64);
const OTHER = "b".repeat(64);
const REFERENCE = "0f8fad5bd9cb469fa16570867728950e:3";
const AT = "2026-11-27T01:30:00.000Z";

const tokenOf = (reference: string, key = KEY): string =>
  reportAddress("https://dvc.example.vn", reference, key).split("/").at(-1) ?? "";

/** eSMS's sample for customer care messages (developers.esms.vn, "Callback Url"), of one recipient. */
const SAMPLE =
  "SMSID=dc712784-9c5f-4c69-b9a8-ea69d56adc9a87&SendFailed=1&SendStatus=5&SendSuccess=0&TotalPrice=0.0000" +
  "&TotalReceiver=1&TotalSent=1&RequestId=&TypeId=2&telcoid=1&phonenumber=0901888484&switchsmsid=";

const queryOf = (changes: Record<string, string> = {}): string => {
  const query = new URLSearchParams(SAMPLE);
  for (const [name, value] of Object.entries({ SendFailed: "0", SendSuccess: "1", ...changes })) query.set(name, value);
  return query.toString();
};
const read = (rawQuery: string, token = tokenOf(REFERENCE), keys = [KEY]) =>
  parseEsmsReport({ token, rawQuery, at: AT }, keys);
const receipt = (more: object) => ({ valid: true, receipt: { reference: REFERENCE, channel: "sms", at: AT, ...more } });

describe("a report of eSMS", () => {
  it("in eSMS's own sample says that the message failed, and names no number", () => {
    const told = read(SAMPLE);
    expect(told).toEqual(receipt({ outcome: "bounced", detail: "SendFailed" }));
    expect(JSON.stringify(told)).not.toContain("901888484");
  });

  it("says that a message arrived", () => {
    expect(read(queryOf())).toEqual(receipt({ outcome: "delivered" }));
    expect(read(queryOf({ RequestId: REFERENCE }))).toEqual(receipt({ outcome: "delivered" }));
  });

  it("says that a message was refused on the way", () => {
    expect(read(queryOf({ SendStatus: "4", SendSuccess: "0" }))).toEqual(
      receipt({ outcome: "bounced", detail: "SendStatus4" }),
    );
  });

  it("takes a message of which a part failed for one that did not arrive", () => {
    expect(read(queryOf({ SendFailed: "1", SendSuccess: "1" }))).toMatchObject({ receipt: { outcome: "bounced" } });
  });

  it.each<[string, Record<string, string>]>([
    ["waits for approval", { SendStatus: "1" }],
    ["waits to be sent", { SendStatus: "2" }],
    ["waits for the network", { SendStatus: "7" }],
    ["is done with and counts nothing", { SendSuccess: "0" }],
    ["has a status that nobody documents", { SendStatus: "6" }],
    ["has no status", { SendStatus: "" }],
    ["has words for a count", { SendSuccess: "one" }],
    ["has no count of failures", { SendFailed: "" }],
  ])("is received and says nothing final where the message %s", (_, changes) => {
    expect(read(queryOf(changes))).toEqual({ valid: true });
  });

  it.each(["SendStatus=4", "SendSuccess=9", "SendFailed=1"])(
    "says nothing final where it says two things: %s",
    (more) => {
      expect(read(`${queryOf()}&${more}`)).toEqual({ valid: true });
    },
  );

  it("is refused where its RequestId is another message's", () => {
    expect(read(queryOf({ RequestId: "other:3" }))).toEqual({ valid: false });
    expect(read(`${queryOf({ RequestId: REFERENCE })}&RequestId=other:3`)).toEqual({ valid: false });
  });

  it("never throws, whatever its query", () => {
    fc.assert(fc.property(fc.string(), (rawQuery) => void read(rawQuery)));
  });
});

describe("the token of a report's address", () => {
  it("is of one message alone", () => {
    expect(referenceOfToken(tokenOf(REFERENCE), [KEY])).toBe(REFERENCE);
    const mac = tokenOf(REFERENCE).split(".")[1];
    const named = Buffer.from("other:3").toString("base64url");
    expect(referenceOfToken(`${named}.${mac}`, [KEY])).toBeUndefined();
  });

  it("is HMAC-SHA256 over the reference and what it is for, in base64url", () => {
    const mac = createHmac("sha256", KEY).update(`esms-report\n${REFERENCE}`).digest("base64url");
    expect(tokenOf(REFERENCE)).toBe(`${Buffer.from(REFERENCE).toString("base64url")}.${mac}`);
  });

  it("stays an address that may be passed on, with the longest reference that eSMS takes", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[\x21-\x7e]{1,50}$/), (reference) => {
        const token = tokenOf(reference);
        expect(token).toMatch(/^[\w.-]{45,111}$/);
        expect(referenceOfToken(token, [KEY])).toBe(reference);
      }),
    );
  });

  it("is refused with any character changed, cut, doubled or under another key", () => {
    const token = tokenOf(REFERENCE);
    for (let at = 0; at < token.length - 1; at += 1) {
      const changed = token[at] === "A" ? "B" : "A";
      expect(referenceOfToken(token.slice(0, at) + changed + token.slice(at + 1), [KEY])).toBeUndefined();
    }
    for (const wrong of ["", ".", token.slice(0, -1), `${token}A`, `${token}.`, token.replace(".", ""), `x.${token}`])
      expect(referenceOfToken(wrong, [KEY])).toBeUndefined();
    expect(referenceOfToken(token, [OTHER])).toBeUndefined();
    expect(referenceOfToken(token, [])).toBeUndefined();
  });
});

const secretOf = (callbackKey: string, formerCallbackKey?: string): string =>
  JSON.stringify({ apiKey: "x", secretKey: "y", callbackKey, formerCallbackKey });

describe("the keys of report addresses", () => {
  const report = (token: string) => ({ token, rawQuery: queryOf(), at: AT });
  const readerOf = (vault: ReturnType<typeof aVault>) => esmsReports({ secrets: vault.secrets, secretId: "esms" });

  it("are the current one and the former one, so that messages sent before a rotation are still reported on", async () => {
    const reader = readerOf(aVault({ AWSCURRENT: secretOf(OTHER, KEY) }));
    expect(await reader(report(tokenOf(REFERENCE, KEY)))).toMatchObject({ valid: true });
    expect(await reader(report(tokenOf(REFERENCE, OTHER)))).toMatchObject({ valid: true });
    expect(await reader(report(tokenOf(REFERENCE, "c".repeat(64))))).toEqual({ valid: false });
  });

  it("are read again where a token does not hold, so that a new key works at once", async () => {
    const vault = aVault({ AWSCURRENT: secretOf(KEY) });
    const reader = readerOf(vault);
    expect(await reader(report(tokenOf(REFERENCE, OTHER)))).toEqual({ valid: false });
    vault.versions.AWSCURRENT = secretOf(OTHER, KEY);
    vault.clock.now += 20_000;
    expect(await reader(report(tokenOf(REFERENCE, OTHER)))).toMatchObject({ valid: true });
  });
});
