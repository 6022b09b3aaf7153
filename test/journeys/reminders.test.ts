import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eventually } from "../../infra/local/demo/client.ts";
import { filed, move } from "./filing.ts";
import { type JourneyStack, journeyStack } from "./stack.ts";
import { answered, supplement } from "./supplement.ts";

const FREE = "1.004650";

let stack: JourneyStack;
beforeAll(async () => {
  stack = await journeyStack();
}, 60_000);
afterAll(() => stack?.close());

type View = {
  version: number;
  dueAt: string;
  reminders: { kind: string; dueAt: string; at: string }[];
  notices: { channel: string; state: string }[];
};
const seen = async (id: string): Promise<View> =>
  (await stack.call("receiver-culture", "GET", `/v1/office/dossiers/${id}`)).json as View;

type Figures = {
  queues: { ready: number; inFlight: number; delayed: number; deadLetter: number }[];
  outbox: { pending: number };
};
/** Everything that was under way is done, and nothing was given up. */
const quiet = () =>
  eventually("quiet queues and an empty outbox", async () => {
    const { queues, outbox } = (await stack.call(null, "GET", "/local/queues")).json as Figures;
    expect(queues.filter(({ deadLetter }) => deadLetter > 0)).toEqual([]);
    const busy = queues.some(({ ready, inFlight, delayed }) => ready + inFlight + delayed > 0);
    return busy || outbox.pending > 0 ? undefined : true;
  });

const run = async (): Promise<void> => {
  expect((await stack.call(null, "POST", "/local/jobs/send-reminders")).status).toBe(200);
  await quiet();
};

const moved = async (persona: string, id: string, body: Record<string, unknown>): Promise<void> => {
  const reply = await move(stack, persona, id, (await seen(id)).version, body);
  if (reply.status !== 200) throw new Error(JSON.stringify(reply.json));
};

/** To whom which reminders of a dossier went, by the ids that they were sent under. */
const given = async (code: string): Promise<string[]> =>
  (await stack.reminders(code)).map(({ to, reference }) => {
    const [, kind] = reference.split(":");
    return `${kind} → ${to.replaceAll("@canbo.example.vn", "")}`;
  });

/** The step has the dossier's own limit: that it is due soon gives way to that the dossier is late. */
const ALL = [
  "apology-due → culture-division-head, culture-leader",
  "dossier-late → culture-division-head, culture-leader",
  "escalation → culture-leader, culture-admin",
];

describe("officers are reminded", { timeout: 120_000 }, () => {
  it("of each once, though no schedule ran over the moments and its next run was killed; then of nothing", async () => {
    // A Monday; five working days later the limit ends, three more and the leader is called again.
    await stack.clock("2026-11-30T08:00:00+07:00");
    const life = await filed(stack, FREE);
    await moved("receiver-culture", life.id, { move: "accept" });
    await quiet();
    await run();
    expect(await stack.reminders(life.code)).toEqual([]);
    const { version, dueAt } = await seen(life.id);
    expect(dueAt).toMatch(/^2026-12-07T/);

    // The 16 shards are read, then the dossier and what was given: the next call would record what the queue has taken.
    const order = { function: "send-reminders", service: "dynamodb", call: 19 };
    expect((await stack.call(null, "POST", "/local/kills", { body: order })).status).toBe(201);
    await stack.clock("2026-12-10T16:00:00+07:00");
    const [kill] = (await stack.call(null, "GET", "/local/kills")).json as { spent: boolean }[];
    expect(kill?.spent).toBe(true);
    expect((await seen(life.id)).reminders).toEqual([]);
    await run();
    expect((await given(life.code)).sort()).toEqual(ALL);
    for (let again = 0; again < 3; again += 1) await run();
    await stack.clock("2026-12-20T16:00:00+07:00");
    await quiet();
    expect((await given(life.code)).sort()).toEqual(ALL);

    const view = await seen(life.id);
    expect(view.version).toBe(version);
    expect(view.reminders.map(({ kind }) => kind).sort()).toEqual([
      ...ALL.map((one) => one.split(" ")[0]),
      "step-soon",
    ]);
    for (const reminder of view.reminders)
      expect(reminder).toMatchObject({ dueAt, at: expect.stringMatching(/^2026-12-10T16:0/) });
    await eventually("SES's reports of three mails, and the one that came too late", async () => {
      const mails = (await seen(life.id)).notices.filter(({ channel }) => channel === "officer-email");
      const states = mails.map(({ state }) => state).sort();
      return states.join() === "delivered,delivered,delivered,not-sent" ? true : undefined;
    });
    const still = await move(stack, "receiver-culture", life.id, version, { move: "complete-step" });
    expect(still.status).toBe(200);
  });

  it("without a word about the applicant", async () => {
    const { json } = await stack.call(null, "GET", "/local/messages");
    const mails = (json as { to: string; subject?: string; body: string }[]).filter(({ to }) => to.includes("@canbo."));
    expect(mails.length).toBeGreaterThan(0);
    for (const { subject, body } of mails) expect(`${subject} ${body}`).not.toMatch(/Lan|0912345678|036190001234|http/);
  });

  it("before a dossier must be accepted, and its head and leader after; of one that waits for its applicant never", async () => {
    await stack.clock("2027-01-04T08:00:00+07:00");
    const [waiting, paused] = [await filed(stack, FREE), await filed(stack, FREE)];
    const { documents } = (await stack.call(null, "GET", `/v1/procedures/${FREE}`)).json as {
      documents: { id: string }[];
    };
    const items = [{ requirement: documents[0]?.id, reason: "Thiếu dấu" }];
    await moved("receiver-culture", paused.id, { move: "request-supplement", items });
    await quiet();
    await stack.clock("2027-01-04T16:00:00+07:00");
    await quiet();
    expect(await given(waiting.code)).toEqual(["accept-soon → culture-receiver"]);
    await stack.clock("2027-01-06T08:00:00+07:00");
    await quiet();
    expect(await given(waiting.code)).toEqual([
      "accept-soon → culture-receiver",
      "accept-late → culture-division-head, culture-leader",
    ]);
    expect(await given(paused.code)).toEqual([]);
  });

  it("of a step that was handed on, though nobody outside is told of that", async () => {
    const life = await filed(stack, FREE);
    await moved("receiver-culture", life.id, { move: "accept" });
    await moved("receiver-culture", life.id, { move: "complete-step" });
    await moved("specialist-culture", life.id, { move: "complete-step" });
    await quiet();
    const { step } = (await stack.call("receiver-culture", "GET", `/v1/office/dossiers/${life.id}`)).json as {
      step: { id: string; dueAt: string };
    };
    expect(step.id).toBe("approve");
    await stack.clock(new Date(Date.parse(step.dueAt) - 30 * 60_000).toISOString());
    await run();
    await stack.clock(new Date(Date.parse(step.dueAt) + 60_000).toISOString());
    await quiet();
    const found = await given(life.code);
    expect(found).toContain("step-soon → culture-leader");
    expect(found).toContain("step-late → culture-division-head, culture-leader");
  });
});

describe("applicants are reminded", { timeout: 120_000 }, () => {
  /** How an applicant was reminded of a dossier, by the ids that it was sent under. */
  const courtesies = async (code: string): Promise<string[]> =>
    (await stack.messages(code))
      .filter(({ reference }) => reference.split(/[_:]/)[1] === "answer-soon")
      .map(({ channel, to }) => `${channel} → ${to}`)
      .sort();
  const BOTH = ["email → lan@example.com", "sms → +84912345678"];

  it("three days before they must have answered, once each way: never at night, and nobody who has answered", async () => {
    type Paper = { id: string; accepts: string[] };
    const { documents } = (await stack.call(null, "GET", `/v1/procedures/${FREE}`)).json as { documents: Paper[] };
    const [paper] = documents as [Paper];
    const request = { move: "request-supplement", items: [{ requirement: paper.id, reason: "Thiếu dấu" }] };
    await stack.clock("2027-03-01T07:30:00+07:00");
    const [early, done] = [await filed(stack, FREE), await filed(stack, FREE)];
    for (const { id } of [early, done]) await moved("receiver-culture", id, request);
    await supplement(stack, "citizen-lan", `/v1/dossiers/${done.id}`, paper.id, paper.accepts);
    await answered(stack, "citizen-lan", `/v1/dossiers/${done.id}`);
    await quiet();
    await stack.clock("2027-03-01T20:00:00+07:00");
    const late = await filed(stack, FREE);
    await moved("receiver-culture", late.id, request);
    await quiet();

    await stack.clock("2027-03-27T08:00:00+07:00");
    await run();
    expect(await courtesies(early.code)).toEqual([]);
    await stack.clock("2027-03-28T08:00:00+07:00");
    for (let again = 0; again < 3; again += 1) await run();
    expect(await courtesies(early.code)).toEqual(BOTH);
    await stack.clock("2027-03-28T23:00:00+07:00");
    await run();
    expect(await courtesies(late.code)).toEqual([]);
    await stack.clock("2027-03-29T08:00:00+07:00");
    for (let again = 0; again < 3; again += 1) await run();
    expect(await courtesies(late.code)).toEqual(BOTH);
    expect(await courtesies(early.code)).toEqual(BOTH);
    expect(await courtesies(done.code)).toEqual([]);
    const { reminders } = await seen(late.id);
    expect(reminders).toMatchObject([{ kind: "answer-soon", at: expect.stringMatching(/^2027-03-29T0[78]:/) }]);
  });
});
