import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { esmsProvider } from "../../shared/adapters/esms/provider.ts";
import { referenceOfToken } from "../../shared/adapters/esms/report-address.ts";
import { MessageRefused, OutcomeUnknown, ProviderFault } from "../../shared/domain/notifications/message-provider.ts";
import type { Sms } from "../../shared/domain/notifications/render-sms.ts";
import { type Asked, aServer, type Behaviour } from "../fakes/http-server.ts";
import { type JsonReply, jsonServer } from "../fakes/json-server.ts";
import { aVault } from "../fakes/vault.ts";

const KEY = "k".repeat(64);
const ACCOUNT = { apiKey: "2F0A71", secretKey: "9C33E5", callbackKey: KEY };
const REFERENCE = "0f8fad5bd9cb469fa16570867728950e:3";
const SMS: Sms = {
  to: "+84912345678",
  body: "HS 000.01 da duoc tiep nhan",
  wording: "accepted.vi.1",
  encoding: "gsm-7",
  parts: 1,
};
const NOW = Date.parse("2026-11-27T18:30:00.000Z");

type Data = Record<string, unknown>;

const providerAt = (apiUrl: string, { secret = JSON.stringify(ACCOUNT), patienceMs = 1_000 } = {}) =>
  esmsProvider({
    secrets: aVault({ AWSCURRENT: secret }).secrets,
    secretId: "local/esms",
    apiUrl,
    brandname: "MOTCUA",
    origin: "https://dvc.example.vn",
    patienceMs,
    now: () => NOW,
  });

/** What a call came to, its error with nothing but its name and word. */
const outcome = async (work: Promise<unknown>): Promise<unknown> =>
  work.catch((error: unknown) => {
    expect(error).toBeInstanceOf(Error);
    const { name, message } = error as Error;
    expect(JSON.stringify([name, message, String((error as Error).cause)])).not.toMatch(
      /912345678|HS 000|tiep nhan|2F0A71|9C33E5|kkkk/,
    );
    return [name, message];
  });

let json: Awaited<ReturnType<typeof jsonServer>>;
let replies: JsonReply[];
let raw: Awaited<ReturnType<typeof aServer>>;
beforeAll(async () => {
  json = await jsonServer(() => (replies.length > 1 ? replies.shift() : replies[0]) ?? { status: 404, body: {} });
  raw = await aServer();
});
beforeEach(() => {
  replies = [];
  json.requests.splice(0);
  raw.asked.splice(0);
});
afterAll(async () => {
  await json.close();
  await raw.close();
});

const saying = (...bodies: Data[]) => {
  replies = bodies.map((body) => ({ body }));
  return providerAt(json.origin);
};
const behaving = (behave: (asked: Asked) => Behaviour, patienceMs = 1_000) => {
  raw.host.behave = behave;
  return providerAt(raw.url, { patienceMs });
};
const paths = (): string[] => json.requests.map(({ path }) => path.replace("/MainService.svc/json/", ""));
const SENT = "SendMultipleMessage_V4_post_json/";
const LISTED = "GetSmsSentData_V2";

const line = (changes: Data = {}): Data => ({
  Campaign: `accepted.vi.1 ${REFERENCE}`,
  Content: SMS.body,
  Phone: "0912345678",
  ReferenceId: "d533459ee42b2b9525ba9eabf6a8156",
  SellPrice: 850.0,
  SendResult: 2,
  SendStatus: 7,
  SentTime: "/Date(1705484048995+0700)/",
  SmsId: 29028845,
  SmsType: 2,
  ...changes,
});
const list = (lines: Data[], CountTotal = lines.length): Data => ({ CodeResult: "100", CountTotal, SentData: lines });

describe("an SMS sent by eSMS", () => {
  it("is one request of the documented members, our reference its RequestId", async () => {
    const provider = saying({ CodeResult: "100", CountRegenerate: 0, SMSID: "d533459ee42b2b9525ba9eabf6a8156" });
    expect(await provider.send(SMS, REFERENCE)).toEqual({ providerMessageId: "d533459ee42b2b9525ba9eabf6a8156" });
    expect(json.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
      `POST /MainService.svc/json/${SENT}`,
    ]);
    const { CallbackUrl, ...body } = (json.requests[0]?.body ?? {}) as Data;
    expect(body).toEqual({
      ApiKey: "2F0A71",
      SecretKey: "9C33E5",
      Phone: "0912345678",
      Content: "HS 000.01 da duoc tiep nhan",
      Brandname: "MOTCUA",
      SmsType: "2",
      IsUnicode: "0",
      Sandbox: "0",
      RequestId: REFERENCE,
      campaignid: `accepted.vi.1 ${REFERENCE}`,
    });
    const [, token = ""] = /^https:\/\/dvc\.example\.vn\/v1\/notifications\/esms\/reports\/([\w.-]+)$/.exec(
      String(CallbackUrl),
    ) ?? [""];
    expect(referenceOfToken(token, [KEY])).toBe(REFERENCE);
    expect(CallbackUrl).not.toContain(KEY);
  });

  it("says of itself that it honours references", () => {
    expect(providerAt(json.origin)).toMatchObject({ name: "esms", honoursReferences: true });
  });

  it.each<[string, Partial<Sms>, string]>([
    ["without diacritics", {}, "0"],
    ["with diacritics", { body: "Hồ sơ đã được tiếp nhận", encoding: "ucs-2" }, "1"],
    ["that was counted in GSM-7", { body: "à", encoding: "gsm-7" }, "0"],
  ])("%s has IsUnicode as it is counted", async (_, changes, expected) => {
    await saying({ CodeResult: "100", SMSID: "x" }).send({ ...SMS, ...changes }, REFERENCE);
    expect(json.requests[0]?.body).toMatchObject({ IsUnicode: expected });
  });

  it("is taken also where eSMS numbers its codes, and where it forgets to tell an SMSID", async () => {
    expect(await saying({ CodeResult: 100, SMSID: "x" }).send(SMS, REFERENCE)).toEqual({ providerMessageId: "x" });
    expect(await saying({ CodeResult: "100" }).send(SMS, REFERENCE)).toEqual({ providerMessageId: REFERENCE });
  });

  it.each(["", "a b", "ệ:1", "r".repeat(51)])(
    "is not sent under a reference that eSMS cannot take: %j",
    async (one) => {
      await expect(saying({ CodeResult: "100", SMSID: "x" }).send(SMS, one)).rejects.toThrow(RangeError);
      expect(json.requests).toEqual([]);
    },
  );
});

/** Every code of developers.esms.vn "Bảng mã lỗi" and its English page, and what each is for an SMS of ours. */
const DOCUMENTED = {
  MessageRefused: ["99", "108", "146"],
  ProviderFault: [
    ..."101 102 103 104 105 106 107 110 115 118 120 140 171 177 199".split(" "),
    ..."204 210 300 301 687 788 789 790 791 799".split(" "),
  ],
};

describe("a code of eSMS", () => {
  const cases = Object.entries(DOCUMENTED).flatMap(([name, codes]) => codes.map((code) => [code, name] as const));
  it.each([...cases, ["31337", "ProviderFault"] as const])(
    "%s is a %s, told by its number alone",
    async (code, name) => {
      const provider = saying({ CodeResult: code, ErrorMessage: `0912345678 ${SMS.body}`, SMSID: "x" });
      expect(await outcome(provider.send(SMS, REFERENCE))).toEqual([name, `esms-${code}`]);
      expect(json.requests).toHaveLength(1);
    },
  );

  it("is one of the three errors of the port", async () => {
    await expect(saying({ CodeResult: "146" }).send(SMS, REFERENCE)).rejects.toBeInstanceOf(MessageRefused);
    await expect(saying({ CodeResult: "103" }).send(SMS, REFERENCE)).rejects.toBeInstanceOf(ProviderFault);
    await expect(saying({ Code: "103" }).send(SMS, REFERENCE)).rejects.toBeInstanceOf(OutcomeUnknown);
  });
});

const repeated = (SendStatus = "5"): Data => ({
  CodeResult: "124",
  CountRegenerate: 0,
  ErrorMessage: "Request exist 1",
  SendStatus,
});

describe("a reference that eSMS knows", () => {
  it("is taken already, under the SMSID that its list shows", async () => {
    const provider = saying(repeated(), list([line({ Campaign: "x" }), line()]));
    expect(await provider.send(SMS, REFERENCE)).toEqual({ providerMessageId: "d533459ee42b2b9525ba9eabf6a8156" });
    expect(paths()).toEqual([SENT, LISTED]);
  });

  it.each([
    ["shows it not yet", { CodeResult: "105" }],
    ["shows none", list([])],
    ["cannot be read", { CodeResult: "100" }],
    ["is refused", { CodeResult: "140" }],
  ])("is taken already where the list %s", async (_, listing) => {
    expect(await saying(repeated(), listing).send(SMS, REFERENCE)).toEqual({ providerMessageId: REFERENCE });
    expect(paths()).toEqual([SENT, LISTED]);
  });

  it("is refused where eSMS says that it refused the message", async () => {
    expect(await outcome(saying(repeated("4")).send(SMS, REFERENCE))).toEqual(["MessageRefused", "esms-124-refused"]);
    expect(paths()).toEqual([SENT]);
  });

  it("costs no more than the patience of one send, lists and all", async () => {
    replies = [{ body: repeated() }, "silence"];
    const from = performance.now();
    expect(await providerAt(json.origin, { patienceMs: 300 }).send(SMS, REFERENCE)).toEqual({
      providerMessageId: REFERENCE,
    });
    expect(performance.now() - from).toBeLessThan(600);
  });
});

describe("an SMS that eSMS gives no plain answer to", () => {
  it.each<[string, Behaviour, string[]]>([
    ["says nothing", "silent", ["OutcomeUnknown", "timeout"]],
    ["cuts the connection", "cut", ["OutcomeUnknown", "network"]],
    ["stops in the middle", "stuck", ["OutcomeUnknown", "timeout"]],
    ["never ends", "endless", ["OutcomeUnknown", "too-large"]],
    ["sends a page", { body: "<html>eSMS</html>" }, ["OutcomeUnknown", "not-json"]],
    ["sends nothing", { body: "" }, ["OutcomeUnknown", "not-json"]],
    ["sends no code", { body: '{"SMSID":"x"}' }, ["OutcomeUnknown", "no-code"]],
    ["sends words for a code", { body: '{"CodeResult":"0912345678"}' }, ["OutcomeUnknown", "no-code"]],
    ["sends two codes", { body: '{"CodeResult":"100","CodeResult":"103"}' }, ["OutcomeUnknown", "not-json"]],
    ["is down", { status: 500, body: '{"CodeResult":"100"}' }, ["ProviderFault", "fault"]],
    ["is being maintained", { status: 503, body: "<html>" }, ["ProviderFault", "fault"]],
    ["is silent behind a gateway", { status: 504, body: "<html>" }, ["OutcomeUnknown", "gateway"]],
    ["is cut off by a gateway", { status: 502, body: "<html>" }, ["OutcomeUnknown", "gateway"]],
    ["is busy", { status: 429, body: "<html>" }, ["ProviderFault", "http-429"]],
    ["knows no such address", { status: 404, body: "{}" }, ["ProviderFault", "http-404"]],
    ["sends us on", { status: 302, body: "", headers: { location: "/x" } }, ["ProviderFault", "redirected"]],
    ["calls it invalid", { body: '{"error":"Invalid request"}' }, ["ProviderFault", "invalid-request"]],
  ])("is told apart where it %s, after one call", async (_, behaviour, expected) => {
    const patienceMs = expected[1] === "timeout" ? 200 : 5_000;
    expect(await outcome(behaving(() => behaviour, patienceMs).send(SMS, REFERENCE))).toEqual(expected);
    expect(raw.asked).toHaveLength(1);
  });

  it("is not sent where nobody is there", async () => {
    const gone = await aServer();
    await gone.close();
    expect(await outcome(providerAt(gone.url).send(SMS, REFERENCE))).toEqual(["ProviderFault", "unreached"]);
  });

  it.each([
    ["is not written yet", JSON.stringify({ apiKey: "UNSET", secretKey: "UNSET", callbackKey: KEY })],
    ["has a short key for addresses", JSON.stringify({ ...ACCOUNT, callbackKey: "short" })],
    ["is no JSON", "2F0A71"],
  ])("is not sent where the account %s", async (_, secret) => {
    replies = [{ body: { CodeResult: "100", SMSID: "x" } }];
    const provider = providerAt(json.origin, { secret });
    expect(await outcome(provider.send(SMS, REFERENCE))).toEqual(["ProviderFault", "account-unread"]);
    expect(await outcome(provider.find?.(REFERENCE) as Promise<unknown>)).toEqual(["ProviderFault", "account-unread"]);
    expect(json.requests).toEqual([]);
  });
});

describe("a message looked for at eSMS", () => {
  const find = (...bodies: Data[]) => outcome(saying(...bodies).find?.(REFERENCE) as Promise<unknown>);

  it("is asked for among those of two days, with the keys in the body", async () => {
    expect(await find(list([line()]))).toEqual({ providerMessageId: "d533459ee42b2b9525ba9eabf6a8156" });
    expect(json.requests).toMatchObject([{ method: "POST", path: `/MainService.svc/json/${LISTED}` }]);
    expect(json.requests[0]?.body).toEqual({
      ApiKey: "2F0A71",
      SecretKey: "9C33E5",
      SmsType: "2",
      From: "2026-11-26 01:30:00",
      To: "2026-11-28 01:40:00",
      PageSize: 400,
      Page: 1,
    });
  });

  it.each<[string, Data[]]>([
    ["has another campaign", [line({ Campaign: "accepted.vi.1 other:3" })]],
    ["has a campaign that only begins with it", [line({ Campaign: `${REFERENCE}3` })]],
    ["has one that only ends with it", [line({ Campaign: `x${REFERENCE}` })]],
    ["has none", [line({ Campaign: null })]],
    ["was refused", [line({ SendStatus: 4 })]],
    ["is not there", []],
  ])("is unknown where what is listed %s", async (_, lines) => {
    expect(await find(list(lines))).toBe("unknown");
  });

  it("is unknown where eSMS finds none", async () => {
    expect(await find({ CodeResult: "105", ErrorMessage: "not found" })).toBe("unknown");
  });

  it("is looked for on every page, each asked for once", async () => {
    const others = Array.from({ length: 400 }, () => line({ Campaign: "x" }));
    expect(await find(list(others, 801), list(others, 801), list([line()], 801))).toMatchObject({
      providerMessageId: "d533459ee42b2b9525ba9eabf6a8156",
    });
    expect(json.requests.map(({ body }) => (body as Data).Page)).toEqual([1, 2, 3]);
  });

  it("is unknown only at the end of the list", async () => {
    const others = Array.from({ length: 400 }, () => line({ Campaign: "x" }));
    expect(await find(list(others, 400))).toBe("unknown");
    expect(json.requests).toHaveLength(1);
    expect(await find(list(others, 401), list([], 401))).toBe("unknown");
    expect(json.requests).toHaveLength(3);
  });

  it.each<[string, Data, string]>([
    ["refuses our keys", { CodeResult: "101" }, "esms-101"],
    ["sends no list", { CodeResult: "100", CountTotal: 1 }, "no-list"],
    ["sends no count", { CodeResult: "100", SentData: [] }, "no-list"],
    ["sends no code", {}, "no-code"],
  ])("is neither found nor unknown where eSMS %s", async (_, body, why) => {
    expect(await find(body)).toEqual(["ProviderFault", why]);
  });

  it.each<[string, Behaviour, string]>([
    ["says nothing", "silent", "timeout"],
    ["cuts the connection", "cut", "network"],
    ["is down", { status: 500, body: "" }, "fault"],
  ])("is neither found nor unknown where eSMS %s", async (_, behaviour, why) => {
    expect(await outcome(behaving(() => behaviour, 200).find?.(REFERENCE) as Promise<unknown>)).toEqual([
      "ProviderFault",
      why,
    ]);
    expect(raw.asked).toHaveLength(1);
  });

  it("is given up where the list does not end in time", async () => {
    const body = JSON.stringify(list([line({ Campaign: "x" })], 1_000_000_000));
    expect(await outcome(behaving(() => ({ body }), 200).find?.(REFERENCE) as Promise<unknown>)).toEqual([
      "ProviderFault",
      "timeout",
    ]);
  });
});
