import { describe, expect, it } from "vitest";
import { http } from "../../../functions/boundary/http.ts";
import { receiveEsmsReport, spec } from "../../../functions/notifications/receive-esms-report.ts";
import { esmsReports } from "../../../shared/adapters/esms/report.ts";
import { reportAddress } from "../../../shared/adapters/esms/report-address.ts";
import type { Receipt } from "../../../shared/domain/notifications/receipt.ts";
import { httpEvent, NO_CONTEXT } from "../../builders/http-event.ts";
import { aVault } from "../../fakes/vault.ts";
import { withLog } from "../boundary/captured-log.ts";

const KEY = "a".repeat(64);
const REFERENCE = "0f8fad5bd9cb469fa16570867728950e:3";
const TOKEN = reportAddress("https://dvc.example.vn", REFERENCE, KEY).split("/").at(-1) ?? "";
const ARRIVED = "SMSID=x&SendFailed=0&SendStatus=5&SendSuccess=1&RequestId=&TypeId=2&phonenumber=0901888484";

/** The route with a store that keeps what it is told, or fails. */
const call = async (token: string, rawQuery: string, fails = false) => {
  const stored: Receipt[] = [];
  const secret = JSON.stringify({ apiKey: "x", secretKey: "y", callbackKey: KEY });
  const dependencies = {
    readReport: esmsReports({ secrets: aVault({ AWSCURRENT: secret }).secrets, secretId: "esms" }),
    recordReceipt: async (receipt: Receipt) => {
      if (fails) throw new Error("the table is away");
      stored.push(receipt);
    },
  };
  const handler = http(spec, () => dependencies, receiveEsmsReport);
  const query = Object.fromEntries(new URLSearchParams(rawQuery));
  const event = { ...httpEvent({ method: "GET", pathParameters: { token }, query }), rawQueryString: rawQuery };
  const { result, lines } = await withLog(() => handler(event, NO_CONTEXT));
  expect(JSON.stringify(lines)).not.toMatch(/901888484|a{64}/);
  return { status: result.statusCode, body: result.body, stored };
};

describe("what eSMS calls when a message arrived", () => {
  it("is answered after the receipt is stored", async () => {
    expect(await call(TOKEN, ARRIVED)).toEqual({
      status: 200,
      body: '{"received":true}',
      stored: [{ reference: REFERENCE, channel: "sms", outcome: "delivered", at: expect.stringMatching(/Z$/) }],
    });
  });

  it("is received and stores nothing while nothing is final", async () => {
    expect(await call(TOKEN, ARRIVED.replace("SendStatus=5", "SendStatus=7"))).toMatchObject({
      status: 200,
      stored: [],
    });
  });

  it.each<[string, string, string]>([
    ["another token", `${TOKEN.slice(0, -2)}AA`, ARRIVED],
    ["no token at all", "x", ARRIVED],
    ["another message's RequestId", TOKEN, ARRIVED.replace("RequestId=", "RequestId=other:3")],
  ])("is refused with %s, and nothing is stored", async (_, token, query) => {
    expect(await call(token, query)).toEqual({ status: 401, body: '{"received":false}', stored: [] });
  });

  it("is nobody's address with a token longer than any", async () => {
    expect(await call("x".repeat(129), ARRIVED)).toMatchObject({ status: 404, stored: [] });
  });

  it("is told to come again where the store fails", async () => {
    expect(await call(TOKEN, ARRIVED, true)).toEqual({ status: 503, body: '{"received":false}', stored: [] });
  });
});
