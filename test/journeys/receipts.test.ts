import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eventually } from "../../infra/local/demo/client.ts";
import { filed, move } from "./filing.ts";
import { type JourneyStack, journeyStack } from "./stack.ts";

const FREE = "1.004650";

let stack: JourneyStack;
beforeAll(async () => {
  stack = await journeyStack();
}, 60_000);
afterAll(() => stack?.close());

type Notice = { channel: string; state: string; at: string };
const seen = async (id: string) =>
  (await stack.call("receiver-culture", "GET", `/v1/office/dossiers/${id}`)).json as {
    version: number;
    notices: Notice[];
  };
/** The notices of a dossier as `channel state`, once they are these. */
const become = (id: string, ...expected: string[]) =>
  eventually(`${id} ${expected.join(", ")}`, async () => {
    const { notices } = await seen(id);
    const found = notices.map(({ channel, state }) => `${channel} ${state}`).sort();
    return JSON.stringify(found) === JSON.stringify(expected.sort()) ? notices : undefined;
  });

const shownTo = async (to: string) =>
  (await stack.call(null, "GET", `/local/messages?to=${encodeURIComponent(to)}`)).json as {
    id: string;
    provider: string;
    receipt: string | null;
  }[];

describe("what becomes of a notice", { timeout: 120_000 }, () => {
  it("is reported by its provider and stands beside the dossier, at the stack's time", async () => {
    await stack.clock("2027-03-01T08:00:00+07:00");
    const [phone, email] = ["0987000001", "den-noi@example.com"];
    const { id } = await filed(stack, FREE, "citizen-lan", { phone, email });
    const notices = await become(id, "email delivered", "sms delivered");
    for (const { at } of notices) expect(at).toMatch(/^2027-03-01T08:/);
    expect(await shownTo(phone)).toMatchObject([
      { provider: expect.stringMatching(/^(aws-sms|esms)$/), receipt: "delivered" },
    ]);
    expect(await shownTo(email)).toMatchObject([{ provider: "ses", receipt: "delivered" }]);
    await stack.clock(null);
  });

  it("is that it did not arrive, where its number and its address do not exist, and an officer is to call", async () => {
    const email = "bounce+mot@simulator.amazonses.com";
    const { id } = await filed(stack, FREE, "citizen-lan", { phone: "0300000002", email });
    await become(id, "email not-delivered", "phone to-be-called", "sms not-delivered");
    expect(await shownTo(email)).toMatchObject([{ receipt: "bounced" }]);
  });

  it("stays unknown where nobody reports, and an automatic answer is no bounce", async () => {
    const email = "ooto+mot@simulator.amazonses.com";
    const { id } = await filed(stack, FREE, "citizen-lan", { phone: "0300000003", email });
    await become(id, "email delivered", "sms sent");
    expect(await shownTo("0300000003")).toMatchObject([{ receipt: null }]);
  });

  it("is a complaint, after which the address gets no mail any more", async () => {
    const [phone, email] = ["0987000002", "phan-nan@example.com"];
    const { id, version } = await filed(stack, FREE, "citizen-lan", { phone, email });
    await become(id, "email delivered", "sms delivered");
    const [mail] = await shownTo(email);
    const complaint = { body: { outcome: "complained" } };
    expect((await stack.call(null, "POST", `/local/messages/${mail?.id}/receipt`, complaint)).status).toBe(200);
    expect((await move(stack, "receiver-culture", id, version, { move: "accept" })).status).toBe(200);
    await become(id, "email delivered", "sms delivered", "email not-delivered", "sms delivered");
    expect(await shownTo(email)).toMatchObject([{ id: mail?.id, receipt: "complained" }]);
    expect(await shownTo(phone)).toHaveLength(2);
  });

  it("settles a message whose provider took it and never answered: it is not sent again", async () => {
    const fault = (mode: string) =>
      stack.call(null, "PUT", "/local/messages/faults", { body: { channel: "sms", provider: "aws-sms", mode } });
    await fault("accept-then-hang");
    const phone = "0987000003";
    const { id } = await filed(stack, FREE, "citizen-lan", { phone, email: "treo@example.com" });
    await become(id, "email delivered", "sms delivered");
    await fault("none");
    await eventually("quiet queues", async () => {
      const { queues } = (await stack.call(null, "GET", "/local/queues")).json as {
        queues: { ready: number; inFlight: number; delayed: number; deadLetter: number }[];
      };
      expect(queues.filter(({ deadLetter }) => deadLetter > 0)).toEqual([]);
      return queues.every(({ ready, inFlight, delayed }) => ready + inFlight + delayed === 0) ? true : undefined;
    });
    expect(await shownTo(phone)).toMatchObject([{ receipt: "delivered" }]);
  });
});

/** By the machine's clock. */
const AIM_MS = 2_000;

describe("a change", { timeout: 120_000 }, () => {
  it("is with the provider of SMS moments after it was answered, the median of five", async () => {
    const took: number[] = [];
    for (const nth of [1, 2, 3, 4, 5]) {
      const phone = `098700010${nth}`;
      await filed(stack, FREE, "citizen-lan", { phone, email: `nhanh-${nth}@example.com` });
      const answered = performance.now();
      while ((await shownTo(phone)).length === 0) {
        if (performance.now() - answered > 30_000) throw new Error("no SMS within 30 s");
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      took.push(Math.round(performance.now() - answered));
    }
    const median = took.sort((a, b) => a - b)[2] as number;
    process.stderr.write(
      `from a submission's answer to its SMS: ${took.join(", ")} ms, median ${median} (limit ${AIM_MS})\n`,
    );
    expect(median).toBeLessThan(AIM_MS);
  });
});
