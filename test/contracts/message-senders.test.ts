import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { PinpointSMSVoiceV2Client } from "@aws-sdk/client-pinpoint-sms-voice-v2";
import { SESv2Client } from "@aws-sdk/client-sesv2";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { sesEmail } from "../../shared/adapters/email/ses-email.ts";
import { awsSms, openSms } from "../../shared/adapters/sms/aws-sms.ts";

type Call = { method: string; path: string; headers: IncomingHttpHeaders; body: unknown };

/** The provider's end of the wire: keeps each call and answers what it is told. */
let calls: Call[];
let answer: { status: number; body: object };
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
    response.writeHead(answer.status, { "content-type": "application/json" }).end(JSON.stringify(answer.body));
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

describe("an SMS on the wire", () => {
  it("is one SendTextMessage with the sender, the number, the words and our reference", async () => {
    expect(await awsSms(new PinpointSMSVoiceV2Client(config), "MOTCUA")(SMS, "abc:3")).toEqual({
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

  it("is called once and fails by the provider's own name when it is refused", async () => {
    answer = { status: 500, body: { __type: "InternalServerException" } };
    await expect(awsSms(new PinpointSMSVoiceV2Client(config), "MOTCUA")(SMS, "abc:3")).rejects.toMatchObject({
      name: "InternalServerException",
    });
    expect(calls).toHaveLength(1);
  });

  it("has a client that tries once, so that no message goes out unclaimed", async () => {
    expect(await openSms().config.maxAttempts()).toBe(1);
  });
});

describe("an email on the wire", () => {
  it("is one SendEmail with text, HTML and our reference as a tag that SES allows", async () => {
    const send = sesEmail(new SESv2Client(config), "motcua@namdinh.example");
    expect(await send(EMAIL, "abc:3")).toEqual({ providerMessageId: "provider-1" });
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
      EmailTags: [{ Name: "reference", Value: "abc_3" }],
    });
  });

  it("to several officers is one mail to all of them", async () => {
    const to = ["head@canbo.example.vn", "leader@canbo.example.vn"];
    await sesEmail(new SESv2Client(config), "motcua@namdinh.example")({ ...EMAIL, to }, "abc:step-late:1");
    expect(calls).toHaveLength(1);
    expect(calls[0]?.body).toMatchObject({
      Destination: { ToAddresses: to },
      EmailTags: [{ Name: "reference", Value: "abc_step-late_1" }],
    });
  });
});
