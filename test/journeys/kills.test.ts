import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eventually } from "../../infra/local/demo/client.ts";
import { filed, move } from "./filing.ts";
import { type JourneyStack, journeyStack, pause } from "./stack.ts";

let stack: JourneyStack;
beforeAll(async () => {
  stack = await journeyStack();
}, 60_000);
afterAll(() => stack?.close());

type Kill = { id: number; spent: boolean };

/** The function's thread ends right before its n-th call to a service leaves, once. Answers how to see that it did. */
const kill = async (operation: string, service: string, call: number): Promise<() => Promise<unknown>> => {
  const order = await stack.call(null, "POST", "/local/kills", { body: { function: operation, service, call } });
  expect(order.status).toBe(201);
  const { id } = order.json as Kill;
  return () =>
    eventually(`the kill of ${operation} at call ${call} to ${service}`, async () => {
      const kills = (await stack.call(null, "GET", "/local/kills")).json as Kill[];
      return kills.find((one) => one.id === id)?.spent === true || undefined;
    });
};

/** What a killed worker held comes back: its lease and the queue's visibility end. */
const timePasses = async (): Promise<void> => {
  const clock = (await stack.call(null, "GET", "/local/clock")).json as { now: string };
  const now = new Date(Date.parse(clock.now) + 120_000).toISOString();
  await stack.call(null, "PUT", "/local/clock", { body: { now } });
  await stack.call(null, "POST", "/local/queues/redelivery", { body: {} });
};

type Figures = {
  queues: { name: string; ready: number; inFlight: number; delayed: number; deadLetter: number }[];
  outbox: { pending: number };
};
const figures = async () => (await stack.call(null, "GET", "/local/queues")).json as Figures;

const quiet = () =>
  eventually("quiet queues and an empty outbox", async () => {
    const { queues, outbox } = await figures();
    const busy = queues.some(({ ready, inFlight, delayed }) => ready + inFlight + delayed > 0);
    return busy || outbox.pending > 0 ? undefined : true;
  });

/** Every change told once by each way: no message lost, none twice. */
const expectToldOnce = async (code: string, changes: number): Promise<void> => {
  const all = await stack.messages(code);
  const references = (channel: string) =>
    all.filter((message) => message.channel === channel).map(({ reference }) => reference);
  for (const channel of ["sms", "email"]) {
    expect(references(channel)).toHaveLength(changes);
    expect(new Set(references(channel)).size).toBe(changes);
  }
  const { queues } = await figures();
  expect(queues.filter(({ deadLetter }) => deadLetter > 0)).toEqual([]);
};

const KILLS: [string, string, string, number][] = [
  ["before it hands anything on", "relay-outbox", "sqs", 1],
  ["between the two queues", "relay-outbox", "sqs", 2],
  ["before it clears the outbox", "relay-outbox", "dynamodb", 1],
  ["before it reads whom to tell", "deliver-sms", "dynamodb", 1],
  ["before it claims the notice", "deliver-sms", "dynamodb", 2],
  ["after its claim, before the provider is called", "deliver-sms", "sms", 1],
  ["after its claim, before the provider is called", "deliver-email", "email", 1],
];

describe("a change is told once by each way", { timeout: 120_000 }, () => {
  it.each(KILLS)("though %s, %s is killed", async (_, operation, service, call) => {
    await quiet();
    const killed = await kill(operation, service, call);
    const life = await filed(stack, "1.004650");
    const accepted = await move(stack, "receiver-culture", life.id, life.version, { move: "accept" });
    expect(accepted.status).toBe(200);
    await killed();
    await pause(1500);
    const before = (await stack.messages(life.code)).length;
    await timePasses();
    await eventually("every message", async () => ((await stack.messages(life.code)).length >= 4 ? true : undefined));
    await quiet();
    await pause(300);
    await expectToldOnce(life.code, 2);
    // A kill of a consumer must have left something for the second try, or this test has shown nothing.
    if (operation !== "relay-outbox") expect(before).toBeLessThan(4);
  });
});
