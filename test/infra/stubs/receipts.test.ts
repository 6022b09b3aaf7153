import { PinpointSMSVoiceV2Client } from "@aws-sdk/client-pinpoint-sms-voice-v2";
import { SESv2Client } from "@aws-sdk/client-sesv2";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createMessagesStub } from "../../../infra/local/stubs/message-desk.ts";
import { type Message, messageSinkOf } from "../../../infra/local/stubs/message-sink.ts";
import { createEmailStub, createSmsStub } from "../../../infra/local/stubs/messages.ts";
import { SIMULATED } from "../../../infra/local/stubs/simulator.ts";
import type { BusEvent } from "../../../infra/local/stubs/stub.ts";
import { sesEmail } from "../../../shared/adapters/email/ses-email.ts";
import { sesReceipt } from "../../../shared/adapters/email/ses-receipt.ts";
import { awsSms } from "../../../shared/adapters/sms/aws-sms.ts";
import { awsSmsReceipt } from "../../../shared/adapters/sms/aws-sms-receipt.ts";
import { vietnameseMobile } from "../../../shared/domain/notifications/phone.ts";
import { startStubWorld } from "./stub-world.ts";

const open = async (stateDir?: string) => {
  const events: BusEvent[] = [];
  const world = await startStubWorld(
    async (context) => [
      await createSmsStub(context),
      await createEmailStub(context),
      await createMessagesStub(context),
    ],
    {
      context: { putEvent: async (event) => void events.push(event), ...(stateDir === undefined ? {} : { stateDir }) },
    },
  );
  const client = {
    endpoint: world.origin,
    region: "ap-southeast-1",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
    maxAttempts: 1,
  };
  const ses = (configurationSet: string) =>
    sesEmail(new SESv2Client(client), { sender: "mot-cua@example.vn", configurationSet, channel: "email" });
  return {
    ...world,
    events,
    text: (to: string, reference = "d1:2") =>
      awsSms(new PinpointSMSVoiceV2Client(client), "MotCua").send(
        { to, body: "Ho so 1", wording: "accepted.vi.1", encoding: "gsm-7", parts: 1 },
        reference,
      ),
    mail: (to: string | string[], reference = "d1:2", set = "local-notices") =>
      ses(set).send({ to, subject: "Hồ sơ", text: "Kính gửi", html: "<p>Kính gửi</p>" } as never, reference),
    messages: async () => (await (await world.get("/local/messages")).json()) as Message[],
    report: (id: string | undefined, outcome: unknown) =>
      world.send("POST", `/local/messages/${id}/receipt`, { outcome }),
    set: (body: unknown) => world.send("PUT", "/local/messages/receipts", body),
    /** The reports on the bus as our side reads them; `none` for what it passes over. */
    heard: () =>
      events.map(({ source, detail }) => {
        const read = source === "aws.ses" ? sesReceipt(detail) : awsSmsReceipt(detail);
        return read === undefined ? "none" : `${read.reference} ${read.outcome} ${read.detail}`;
      }),
  };
};

let world: Awaited<ReturnType<typeof open>>;
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"], shouldAdvanceTime: true });
  world = await open();
});
afterEach(async () => {
  vi.useRealTimers();
  await world.stop();
});
const reported = () => vi.advanceTimersByTimeAsync(250);

describe("what becomes of an SMS", () => {
  it("is reported a little later, in the words of AWS, and shown", async () => {
    const { providerMessageId } = await world.text("+84912345678");
    expect(world.events).toEqual([]);
    expect((await world.messages())[0]?.receipt).toBeNull();
    await reported();
    expect(world.events).toMatchObject([
      {
        source: "aws.sms-voice",
        "detail-type": "Text Message Delivery Status Updated",
        detail: {
          eventType: "TEXT_DELIVERED",
          isFinal: true,
          messageId: providerMessageId,
          context: { reference: "d1:2" },
          totalMessageParts: 1,
          originationPhoneNumber: "MotCua",
          destinationPhoneNumber: "+84912345678",
        },
      },
    ]);
    expect(world.heard()).toEqual(["d1:2 delivered TEXT_DELIVERED"]);
    expect((await world.messages())[0]).toMatchObject({ provider: "aws-sms", receipt: "delivered" });
  });

  it("is what its number stands for", async () => {
    const numbers = SIMULATED.filter(({ to }) => !to.includes("@")).map(({ to }) => String(vietnameseMobile(to)));
    expect(numbers).toEqual([1, 2, 3, 4].map((nth) => `+8430000000${nth}`));
    const [well, badly, silent, optedOut] = numbers as [string, string, string, string];
    await world.text(well, "d1:1");
    await world.text(badly, "d1:2");
    await world.text(silent, "d1:3");
    await expect(world.text(optedOut, "d1:4")).rejects.toMatchObject({
      name: "MessageRefused",
      message: "DESTINATION_PHONE_NUMBER_OPTED_OUT",
    });
    await reported();
    expect(world.heard()).toEqual(["d1:1 delivered TEXT_DELIVERED", "d1:2 bounced TEXT_INVALID"]);
    expect((await world.messages()).map(({ receipt }) => receipt)).toEqual(["delivered", "bounced", null]);
  });
});

describe("what becomes of an email", () => {
  it.each([
    ["lan@example.com", ["d1:2 delivered Delivery"], "delivered"],
    ["success@simulator.amazonses.com", ["d1:2 delivered Delivery"], "delivered"],
    ["ooto+lan@simulator.amazonses.com", ["d1:2 delivered Delivery", "none"], "delivered"],
    ["bounce@simulator.amazonses.com", ["d1:2 bounced Bounce_Permanent_General"], "bounced"],
    ["Complaint@simulator.amazonses.com", ["d1:2 delivered Delivery", "d1:2 complained Complaint"], "complained"],
  ])("to %s is reported as SES does", async (to, heard, receipt) => {
    for (let twice = 0; twice < 2; twice += 1) {
      await world.mail(to);
      await reported();
    }
    expect(world.heard()).toEqual([...heard, ...heard]);
    expect(await world.messages()).toMatchObject([
      { provider: "ses", receipt },
      { provider: "ses", receipt },
    ]);
  });

  it("to an address of SES's suppression list is taken, not delivered, and bounces", async () => {
    await world.mail("suppressionlist@simulator.amazonses.com");
    await reported();
    expect(world.heard()).toEqual(["d1:2 bounced Bounce_Permanent_Suppressed"]);
    expect(await world.messages()).toEqual([]);
  });

  it("is reported for no mail without a configuration set", async () => {
    await world.mail("lan@example.com", "d1:2", "");
    await reported();
    expect(world.events).toEqual([]);
    expect(await world.messages()).toMatchObject([{ receipt: null }]);
  });
});

describe("whoever looks after the stack", () => {
  it("reports for a recipient, and mail to who complained or does not exist is withheld", async () => {
    for (const outcome of ["complained", "bounced"] as const) {
      const to = `${outcome}@example.com`;
      await world.mail(to);
      await reported();
      const { id } = (await world.messages()).at(-1) as Message;
      expect((await world.report(id, outcome)).status).toBe(200);
      const before = (await world.messages()).length;
      await world.mail(to.toUpperCase(), "d1:3");
      await reported();
      expect(await world.messages()).toHaveLength(before);
      expect(world.heard().at(-1)).toBe("d1:3 bounced Bounce_Permanent_OnAccountSuppressionList");
    }
    expect(world.heard().filter((one) => one.endsWith("complained Complaint"))).toHaveLength(1);
    const { stateDir } = world.context;
    await world.stop();
    world = await open(stateDir);
    await world.mail("complained@example.com", "d1:4");
    await reported();
    expect(world.heard()).toEqual(["d1:4 bounced Bounce_Permanent_OnAccountSuppressionList"]);
    expect((await world.messages()).map(({ receipt }) => receipt)).toEqual(["complained", "bounced"]);
    await fetch(`${world.origin}/local/messages`, { method: "DELETE" });
    await world.mail("complained@example.com");
    expect(await world.messages()).toHaveLength(1);
  });

  it("leaves the others of a mail to several their own", async () => {
    await world.mail("a@canbo.example.vn");
    await world.report((await world.messages())[0]?.id, "bounced");
    await world.mail(["a@canbo.example.vn", "b@canbo.example.vn"], "d1:3");
    await reported();
    expect((await world.messages()).at(-1)).toMatchObject({ to: "b@canbo.example.vn", receipt: "delivered" });
    expect(world.heard().filter((one) => one.startsWith("d1:3"))).toEqual([
      "d1:3 delivered Delivery",
      "d1:3 bounced Bounce_Permanent_OnAccountSuppressionList",
    ]);
  });

  it("sets what becomes of all that is to come, over a restart", async () => {
    expect((await world.set({ channel: "sms", mode: "none", rate: 1 })).status).toBe(200);
    expect((await world.set({ channel: "email", mode: "bounced" })).status).toBe(200);
    const { stateDir } = world.context;
    await world.stop();
    world = await open(stateDir);
    expect(await (await world.get("/local/messages/receipts")).json()).toEqual([
      { channel: "sms", mode: "none", rate: 1 },
      { channel: "email", mode: "bounced", rate: 1 },
    ]);
    await world.text("+84912345678", "d1:1");
    await world.text("+84300000001", "d1:2");
    await world.mail("lan@example.com", "d1:3");
    await reported();
    expect(world.heard()).toEqual(["d1:2 delivered TEXT_DELIVERED", "d1:3 bounced Bounce_Transient_MailboxFull"]);
    await world.set({ channel: "email", mode: "bounced", rate: 0 });
    await world.mail("lan@example.com", "d1:4");
    await reported();
    expect(world.heard().at(-1)).toBe("d1:4 delivered Delivery");
  });

  it("is told what cannot be", async () => {
    await world.text("+84912345678");
    const [{ id }] = (await world.messages()) as [Message];
    const statuses = [
      await world.report("nobody", "delivered"),
      await world.report(id, "eaten"),
      await world.report(id, "complained"),
      await world.set({ channel: "fax", mode: "none" }),
      await world.set({ channel: "sms", mode: "eaten" }),
      await world.set({ channel: "sms", mode: "none", rate: -1 }),
    ].map(({ status }) => status);
    expect(statuses).toEqual([404, 400, 400, 400, 400, 400]);
    const sink = messageSinkOf(world.context);
    const other = sink.accept({ reference: "d1:5", channel: "sms", to: "+84912345678", body: "x", provider: "esms" });
    expect((await world.report(other.id, "delivered")).status).toBe(409);
    const told: string[] = [];
    sink.reportBy("esms", async (message, outcome) => void told.push(`${message.reference} ${outcome}`));
    expect((await world.report(other.id, "bounced")).status).toBe(200);
    expect(told).toEqual(["d1:5 bounced"]);
    expect(sink.outcomeOf({ channel: "sms", to: "+84300000002" })).toBe("bounced");
  });
});
