import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { PinpointSMSVoiceV2Client } from "@aws-sdk/client-pinpoint-sms-voice-v2";
import { SESv2Client } from "@aws-sdk/client-sesv2";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { sesEmail } from "../../shared/adapters/email/ses-email.ts";
import { awsSms, openSms } from "../../shared/adapters/sms/aws-sms.ts";

type Call = { method: string; path: string; headers: IncomingHttpHeaders; body: unknown };

/** The provider's end of the wire: keeps each call and answers what it is told. */
let calls: Call[];
let answer: { status: number; body: object | string };
let server: Server;
let config: {
  endpoint: string;
  region: string;
  credentials: { accessKeyId: string; secretAccessKey: string };
  maxAttempts: number;
};

beforeEach(async () => {
  calls = [];
  answer = { status: 200, body: { MessageId: "provider-1" } };
  server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { method = "", url: path = "", headers } = request;
    calls.push({ method, path, headers, body: JSON.parse(Buffer.concat(chunks).toString("utf8")) });
    response
      .writeHead(answer.status, { "content-type": "application/json" })
      .end(typeof answer.body === "string" ? answer.body : JSON.stringify(answer.body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  config = {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    region: "ap-southeast-1",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
    maxAttempts: 1,
  };
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

const SMS = {
  to: "+84912345678",
  body: "HS 1 da nop 08:30 22/11/2026. https://motcua.example/v1/tracking/x",
  wording: "submitted.vi.5",
  encoding: "gsm-7",
  parts: 1,
} as const;
const EMAIL = { to: "lan.nguyen@example.com", subject: "Hồ sơ 1: đã nộp", text: "Kính gửi", html: "<p>Kính gửi</p>" };

const smsOf = (more: object = {}) => awsSms(new PinpointSMSVoiceV2Client({ ...config, ...more }), "MOTCUA");
const sesOf = (more: object = {}, channel: "email" | "officer-email" = "email") =>
  sesEmail(new SESv2Client({ ...config, ...more }), {
    sender: "motcua@namdinh.example",
    configurationSet: "sample-notices",
    channel,
  });
/** What a call threw: which of the three errors, and its word. */
const thrownBy = (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => "nothing",
    (error: Error) => `${error.name}: ${error.message}`,
  );

describe("an SMS on the wire", () => {
  it("is one SendTextMessage with the sender, the number, the words and our reference", async () => {
    expect(await smsOf().send(SMS, "abc:3")).toEqual({
      providerMessageId: "provider-1",
    });
    expect(calls).toHaveLength(1);
    expect(calls[0]?.headers["x-amz-target"]).toBe("PinpointSMSVoiceV2.SendTextMessage");
    expect(calls[0]?.body).toEqual({
      DestinationPhoneNumber: "+84912345678",
      OriginationIdentity: "MOTCUA",
      MessageBody: SMS.body,
      MessageType: "TRANSACTIONAL",
      Context: { reference: "abc:3" },
    });
  });

  it("is called once where it fails", async () => {
    answer = { status: 500, body: { __type: "InternalServerException" } };
    expect(await thrownBy(smsOf().send(SMS, "abc:3"))).toBe("ProviderFault: InternalServerException");
    expect(calls).toHaveLength(1);
  });

  it("has a client that tries once, so that no message goes out unclaimed", async () => {
    expect(await openSms().config.maxAttempts()).toBe(1);
  });
});

describe("an email on the wire", () => {
  it("is one SendEmail with text, HTML and our reference as a tag that SES allows", async () => {
    expect(await sesOf().send(EMAIL, "abc:3")).toEqual({ providerMessageId: "provider-1" });
    expect(calls).toMatchObject([{ method: "POST", path: "/v2/email/outbound-emails" }]);
    expect(calls[0]?.body).toEqual({
      FromEmailAddress: "motcua@namdinh.example",
      Destination: { ToAddresses: ["lan.nguyen@example.com"] },
      Content: {
        Simple: {
          Subject: { Data: "Hồ sơ 1: đã nộp", Charset: "UTF-8" },
          Body: { Text: { Data: "Kính gửi", Charset: "UTF-8" }, Html: { Data: "<p>Kính gửi</p>", Charset: "UTF-8" } },
        },
      },
      ConfigurationSetName: "sample-notices",
      EmailTags: [
        { Name: "reference", Value: "abc_3" },
        { Name: "channel", Value: "email" },
      ],
    });
  });

  it("to several officers is one mail to all of them", async () => {
    const to = ["head@canbo.example.vn", "leader@canbo.example.vn"];
    await sesOf({}, "officer-email").send({ ...EMAIL, to }, "abc:step-late:1");
    expect(calls).toHaveLength(1);
    expect(calls[0]?.body).toMatchObject({
      Destination: { ToAddresses: to },
      EmailTags: [
        { Name: "reference", Value: "abc_step-late_1" },
        { Name: "channel", Value: "officer-email" },
      ],
    });
  });
});

type Case = [what: string, status: number, body: object | string, thrown: string];

describe("a provider's refusal of an SMS", () => {
  const said = (__type: string, more: object = {}) => ({ __type, message: "+84912345678 is not well", ...more });
  const cases: Case[] = [
    [
      "a number that opted out",
      409,
      said("ConflictException", { Reason: "DESTINATION_PHONE_NUMBER_OPTED_OUT" }),
      "MessageRefused: DESTINATION_PHONE_NUMBER_OPTED_OUT",
    ],
    [
      "a number that is none",
      400,
      said("ValidationException", { Reason: "INVALID_PARAMETER", Fields: [{ Name: "DestinationPhoneNumber" }] }),
      "MessageRefused: INVALID_PARAMETER",
    ],
    [
      "a sender that is not registered",
      400,
      said("ValidationException", { Reason: "SENDER_ID_NOT_REGISTERED", Fields: [{ Name: "OriginationIdentity" }] }),
      "ProviderFault: ValidationException",
    ],
    [
      "an account in the sandbox",
      409,
      said("ConflictException", { Reason: "DESTINATION_PHONE_NUMBER_NOT_VERIFIED" }),
      "ProviderFault: ConflictException",
    ],
    ["too many at once", 400, said("ThrottlingException"), "ProviderFault: ThrottlingException"],
    [
      "the month's money spent",
      402,
      said("ServiceQuotaExceededException", { Reason: "MONTHLY_SPEND_LIMIT_REACHED_FOR_TEXT" }),
      "ProviderFault: ServiceQuotaExceededException",
    ],
    ["a right that we lack", 400, said("AccessDeniedException"), "ProviderFault: AccessDeniedException"],
    ["a fault of its own", 500, said("InternalServerException"), "ProviderFault: InternalServerException"],
  ];
  it.each(cases)("of %s (%i) is told apart, without a number in its words", async (_, status, body, thrown) => {
    answer = { status, body };
    expect(await thrownBy(smsOf().send(SMS, "abc:3"))).toBe(thrown);
  });
});

describe("a provider's refusal of an email", () => {
  const said = (__type: string, message = "for lan.nguyen@example.com") => ({ __type, message });
  const cases: Case[] = [
    [
      "words that it takes for harm",
      400,
      said("MessageRejected", "Message content"),
      "MessageRefused: MessageRejected",
    ],
    [
      "a sender that is not verified",
      400,
      said("MessageRejected", "Email address is not verified. The following identities failed the check"),
      "ProviderFault: MessageRejected",
    ],
    [
      "an address that is none",
      400,
      said("BadRequestException", "Missing final '@domain'"),
      "MessageRefused: BadRequestException",
    ],
    [
      "an address with a wrong domain",
      400,
      said("BadRequestException", "Domain contains illegal character"),
      "MessageRefused: BadRequestException",
    ],
    ["a tag of ours", 400, said("BadRequestException", "Invalid tag value"), "ProviderFault: BadRequestException"],
    [
      "a set that is not there",
      404,
      said("NotFoundException", "Configuration set does not exist"),
      "ProviderFault: NotFoundException",
    ],
    ["sending that is paused", 400, said("SendingPausedException"), "ProviderFault: SendingPausedException"],
    [
      "an account that is suspended",
      400,
      said("AccountSuspendedException"),
      "ProviderFault: AccountSuspendedException",
    ],
    ["too many at once", 429, said("TooManyRequestsException"), "ProviderFault: TooManyRequestsException"],
    ["the day's quota", 400, said("LimitExceededException"), "ProviderFault: LimitExceededException"],
  ];
  it.each(cases)("of %s (%i) is told apart, without an address in its words", async (_, status, body, thrown) => {
    answer = { status, body };
    expect(await thrownBy(sesOf().send(EMAIL, "abc:3"))).toBe(thrown);
  });
});

describe("a call without an answer", () => {
  const both = async (more: object) => [
    await thrownBy(smsOf(more).send(SMS, "abc:3")),
    await thrownBy(sesOf(more).send(EMAIL, "abc:3")),
  ];

  it("that was never written is a fault: nothing is on its way", async () => {
    expect(await both({ endpoint: "http://127.0.0.1:1" })).toEqual(Array(2).fill("ProviderFault: ECONNREFUSED"));
    const nowhere = await both({ endpoint: "http://nowhere.invalid" });
    for (const thrown of nowhere) expect(thrown).toMatch(/^ProviderFault: (ENOTFOUND|EAI_AGAIN)$/);
  });

  it("whose connection breaks leaves the outcome unknown", async () => {
    server.removeAllListeners("request").on("request", (request) => request.socket.destroy());
    expect(await both({})).toEqual(Array(2).fill("OutcomeUnknown: ECONNRESET"));
  });

  it("that lasts too long leaves the outcome unknown", async () => {
    server.removeAllListeners("request");
    const patience = vi.spyOn(AbortSignal, "timeout").mockImplementation(() => {
      const controller = new AbortController();
      setTimeout(() => controller.abort(), 50);
      return controller.signal;
    });
    expect(await both({})).toEqual(Array(2).fill("OutcomeUnknown: AbortError"));
    expect(patience.mock.calls).toEqual([[6_000], [6_000]]);
    patience.mockRestore();
  });

  it("but a page of a proxy is a fault, unless it says that all is well or that it waited for the service in vain", async () => {
    answer = { status: 503, body: "<html>busy</html>" };
    for (const thrown of await both({})) expect(thrown).toMatch(/^ProviderFault: /);
    for (const status of [502, 504]) {
      answer = { status, body: "<html>gateway</html>" };
      for (const thrown of await both({})) expect(thrown).toMatch(/^OutcomeUnknown: /);
    }
    answer = { status: 200, body: "<html>taken?</html>" };
    for (const thrown of await both({})) expect(thrown).toMatch(/^OutcomeUnknown: /);
  });
});

describe("the providers", () => {
  it("say who they are, and that a second call is a second message", () => {
    expect([smsOf(), sesOf()]).toMatchObject([
      { name: "aws-sms", honoursReferences: false },
      { name: "ses", honoursReferences: false },
    ]);
    expect([smsOf(), sesOf()].map((provider) => "find" in provider)).toEqual([false, false]);
  });
});
