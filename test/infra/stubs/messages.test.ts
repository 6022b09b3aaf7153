import { PinpointSMSVoiceV2Client, SendTextMessageCommand } from "@aws-sdk/client-pinpoint-sms-voice-v2";
import { SESv2Client, SendEmailCommand } from "@aws-sdk/client-sesv2";
import { afterEach, describe, expect, it } from "vitest";
import { createMessagesStub } from "../../../infra/local/stubs/message-desk.ts";
import { type Message, messageSinkOf } from "../../../infra/local/stubs/message-sink.ts";
import { createEmailStub, createSmsStub } from "../../../infra/local/stubs/messages.ts";
import { createPagesStub } from "../../../infra/local/stubs/pages.ts";
import { openMerchant, type ProviderName } from "../../../infra/local/stubs/payments/merchants.ts";
import { SIMULATED } from "../../../infra/local/stubs/simulator.ts";
import { startStubWorld } from "./stub-world.ts";

const open = async (stateDir?: string) => {
  const world = await startStubWorld(
    async (context) => [
      await createSmsStub(context),
      await createEmailStub(context),
      await createMessagesStub(context),
      await createPagesStub(context),
    ],
    stateDir === undefined ? {} : { context: { stateDir } },
  );
  const client = {
    endpoint: world.origin,
    region: "ap-southeast-1",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
    maxAttempts: 1,
    requestHandler: { requestTimeout: 300, throwOnRequestTimeout: true },
  };
  const sms = new PinpointSMSVoiceV2Client(client);
  const ses = new SESv2Client(client);
  return {
    ...world,
    text: (body: string, to = "+84912345678", reference = "d1:2") =>
      sms.send(
        new SendTextMessageCommand({
          DestinationPhoneNumber: to,
          MessageBody: body,
          MessageType: "TRANSACTIONAL",
          OriginationIdentity: "MotCua",
          Context: { reference },
        }),
      ),
    mail: (subject: string, body: string, to: string | string[] = "lan@example.com", tag = "d1_2") =>
      ses.send(
        new SendEmailCommand({
          FromEmailAddress: "mot-cua@example.vn",
          Destination: { ToAddresses: [to].flat() },
          Content: { Simple: { Subject: { Data: subject }, Body: { Text: { Data: body } } } },
          EmailTags: [{ Name: "reference", Value: tag }],
        }),
      ),
    messages: async (query = "") => (await (await world.get(`/local/messages${query}`)).json()) as Message[],
    fault: (body: unknown) => world.send("PUT", "/local/messages/faults", body),
  };
};

let world: Awaited<ReturnType<typeof open>>;
afterEach(() => world.stop());

describe("the message sink", () => {
  it("takes an SMS from the SDK and shows it with the caller's reference", async () => {
    world = await open();
    await world.send("PUT", "/local/messages/receipts", { channel: "sms", mode: "none" });
    const { MessageId } = await world.text("Ho so 1 da duoc tiep nhan");
    expect(await world.messages()).toEqual([
      {
        id: MessageId,
        reference: "d1:2",
        channel: "sms",
        to: "+84912345678",
        body: "Ho so 1 da duoc tiep nhan",
        at: expect.stringMatching(/^\d{4}-/),
        provider: "aws-sms",
        receipt: null,
      },
    ]);
  });

  it("takes an email from the SDK and reads the outbox id back from its tag", async () => {
    world = await open();
    const { MessageId } = await world.mail("Hồ sơ đã được tiếp nhận", "Kính gửi bà Lan");
    expect((await world.messages())[0]).toMatchObject({
      id: MessageId,
      reference: "d1:2",
      channel: "email",
      to: "lan@example.com",
      subject: "Hồ sơ đã được tiếp nhận",
    });
  });

  it("takes one email to several and shows it to each of them", async () => {
    world = await open();
    await world.mail("Nhắc việc", "một", ["head@canbo.example.vn", "leader@canbo.example.vn"], "d1_step-late_17");
    for (const to of ["head@canbo.example.vn", "LEADER@canbo.example.vn"])
      expect(await world.messages(`?to=${to}`)).toMatchObject([
        { to: "head@canbo.example.vn, leader@canbo.example.vn", reference: "d1:step-late:17" },
      ]);
    expect(await world.messages("?to=canbo.example.vn")).toEqual([]);
    const crowd = Array.from({ length: 51 }, (_, nth) => `officer-${nth}@canbo.example.vn`);
    await expect(world.mail("Nhắc việc", "hai", crowd)).rejects.toThrow("Recipient count exceeds 50");
    await expect(world.mail("Nhắc việc", "ba", ["a@b.vn", "b"])).rejects.toThrow("Missing final");
  });

  it("lists oldest first, by recipient however the number is written, and by channel", async () => {
    world = await open();
    await world.text("một");
    await world.text("hai", "+84987654321");
    await world.mail("ba", "ba");
    const bodies = async (query: string) => (await world.messages(query)).map(({ body }) => body);
    expect(await bodies("")).toEqual(["một", "hai", "ba"]);
    for (const to of ["0912345678", "+84912345678", "%2B84912345678"])
      expect(await bodies(`?to=${to}`)).toEqual(["một"]);
    expect(await bodies("?to=LAN@example.com")).toEqual(["ba"]);
    expect(await bodies("?channel=sms")).toEqual(["một", "hai"]);
  });

  it("keeps messages over a restart and forgets them when told", async () => {
    world = await open();
    await world.text("một");
    const { stateDir } = world.context;
    await world.stop();
    world = await open(stateDir);
    expect(await world.messages()).toHaveLength(1);
    expect((await fetch(`${world.origin}/local/messages`, { method: "DELETE" })).status).toBe(204);
    expect(await world.messages()).toEqual([]);
    await world.stop();
    world = await open(stateDir);
    expect(await world.messages()).toEqual([]);
  });

  it("refuses a number that is not E.164, a tag SES would refuse, and a subject with a line break", async () => {
    world = await open();
    await expect(world.text("x", "0912345678")).rejects.toMatchObject({
      name: "ValidationException",
      Fields: [{ Name: "DestinationPhoneNumber" }],
    });
    await expect(world.mail("x", "x", "lan@example.com", "d1:2")).rejects.toMatchObject({
      name: "BadRequestException",
    });
    await expect(world.mail("x\r\nBcc: y@example.com", "x")).rejects.toMatchObject({ name: "BadRequestException" });
    expect(await world.messages()).toEqual([]);
  });
});

describe("a fault of the provider", () => {
  const cases: [string, object, number][] = [
    ["reject", { name: "ConflictException", Reason: "DESTINATION_PHONE_NUMBER_OPTED_OUT" }, 0],
    ["5xx", { $metadata: { httpStatusCode: 500 } }, 0],
    ["hang", { name: "TimeoutError" }, 0],
    ["accept-then-hang", { name: "TimeoutError" }, 1],
  ];
  for (const [mode, error, sent] of cases) {
    it(`"${mode}" fails the call with ${sent} message sent, for its channel only`, async () => {
      world = await open();
      expect((await world.fault({ channel: "sms", mode, rate: 1 })).status).toBe(200);
      await expect(world.text("một")).rejects.toMatchObject(error);
      expect(await world.messages("?channel=sms")).toHaveLength(sent);
      await world.mail("hai", "hai");
      await world.fault({ channel: "sms", mode: "none", rate: 1 });
      await world.text("ba");
      expect(await world.messages("?channel=sms")).toHaveLength(sent + 1);
    });
  }

  it("meets the share of calls that it is set for", async () => {
    world = await open();
    await world.fault({ channel: "sms", mode: "reject", rate: 0.5 });
    const results = await Promise.allSettled(Array.from({ length: 60 }, () => world.text("x")));
    const refused = results.filter(({ status }) => status === "rejected").length;
    expect(refused).toBeGreaterThan(5);
    expect(refused).toBeLessThan(55);
    await world.fault({ channel: "sms", mode: "reject", rate: 0 });
    await world.text("x");
  });

  it("stays set over a restart, until it is lifted, and is shown", async () => {
    world = await open();
    const shown = async () => (await world.get("/local/messages/faults")).json();
    const none = { mode: "none", rate: 1 };
    const [sms, email] = [
      { channel: "sms", mode: "reject", rate: 1 },
      { channel: "email", ...none },
    ];
    expect(await shown()).toEqual([{ channel: "sms", ...none }, email]);
    await world.fault(sms);
    const { stateDir } = world.context;
    await world.stop();
    world = await open(stateDir);
    expect(await shown()).toEqual([sms, email]);
    await expect(world.text("x")).rejects.toMatchObject({ name: "ConflictException" });
    await world.fault({ channel: "sms", mode: "none" });
    await world.stop();
    world = await open(stateDir);
    await world.text("x");
  });

  it("of one provider beats its channel's, and goes with it", async () => {
    world = await open();
    const sink = messageSinkOf(world.context);
    const both = () => [sink.faultOf("sms", "aws-sms"), sink.faultOf("sms", "esms")];
    await world.fault({ channel: "sms", provider: "esms", mode: "5xx" });
    await world.text("một");
    expect(both()).toEqual(["none", "5xx"]);
    await world.fault({ channel: "sms", mode: "reject" });
    expect(both()).toEqual(["reject", "5xx"]);
    await world.fault({ channel: "sms", provider: "esms", mode: "none" });
    expect(both()).toEqual(["reject", "none"]);
    expect(await (await world.get("/local/messages/faults")).json()).toEqual([
      { channel: "sms", mode: "reject", rate: 1 },
      { channel: "email", mode: "none", rate: 1 },
      { channel: "sms", provider: "esms", mode: "none", rate: 1 },
    ]);
    expect([sink.faultOf("sms"), sink.faultOf("email")]).toEqual(["reject", "none"]);
    await world.fault({ channel: "sms", provider: "esms", mode: "hang" });
    await world.fault({ channel: "sms", mode: "none" });
    expect(both()).toEqual(["none", "none"]);
  });

  it("is refused when it is not one", async () => {
    world = await open();
    for (const body of [
      {},
      { channel: "fax", mode: "none" },
      { channel: "sms", mode: "off" },
      { channel: "sms", mode: "none", rate: 2 },
      { channel: "sms", provider: "post", mode: "none" },
    ]) {
      expect((await world.fault(body)).status).toBe(400);
    }
  });
});

describe("the pages", () => {
  it("show what was sent and escape it", async () => {
    world = await open();
    await world.send("PUT", "/local/messages/receipts", { channel: "sms", mode: "none" });
    await world.text("<script>alert(1)</script>");
    await world.mail('"><img src=x>', "<b>x</b>");
    const page = await (await world.get("/local/inbox")).text();
    expect(page).toContain("&lt;script&gt;alert(1)&lt;/script&gt;");
    expect(page).not.toMatch(/<script>alert|<img|<b>/);
    expect(page).toMatch(/\+84912345678 · aws-sms · chưa có báo cáo/);
    const [sms] = await world.messages("?channel=sms");
    await world.send("POST", `/local/messages/${sms?.id}/receipt`, { outcome: "bounced" });
    expect(await (await world.get("/local/inbox")).text()).toMatch(/\+84912345678 · aws-sms · bị trả lại/);
  });

  it("offer every persona, and load nothing from elsewhere", async () => {
    world = await open();
    const response = await world.get("/local");
    const page = await response.text();
    expect(response.headers.get("content-type")).toBe("text/html; charset=utf-8");
    expect(page.match(/data-persona="/g)).toHaveLength(18);
    for (const { to } of SIMULATED) expect(page).toContain(`<code>${to}</code>`);
    for (const name of ["vnpay", "payos", "momo"]) {
      const merchant = openMerchant(world.context.stateDir, name as ProviderName).now();
      for (const value of Object.values(merchant)) expect(page).toContain(value);
      expect(page).toMatch(new RegExp(`href="/local/${name}/statement\\?day=\\d{4}-\\d\\d-\\d\\d"`));
      expect(page).toContain(`href="/local/${name}/faults"`);
    }
    expect(page).toContain('lang="vi"');
    expect(page).not.toMatch(/(src|href)="(https?:)?\/\//);
    expect((await world.get("/local/nothing")).status).toBe(404);
  });
});
