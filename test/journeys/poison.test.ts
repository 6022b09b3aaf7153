import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eventually } from "../../infra/local/demo/client.ts";
import { runNotices } from "../../infra/notices/command.ts";
import { filed, move } from "./filing.ts";
import { codeOf, type JourneyStack, journeyStack } from "./stack.ts";

let stack: JourneyStack;
beforeAll(async () => {
  stack = await journeyStack();
}, 60_000);
afterAll(() => stack?.close());

const SECRET = "0912345678";
const POISON = JSON.stringify({ outboxId: "abcdefghijklmnop:3", dossierId: "abcdefghijklmnop", phone: SECRET });

const put = (queue: string, body: string) =>
  stack.call(null, "POST", `/local/queues/${queue}/messages`, { body: { body } });
const deadLettersOf = async (queue: string): Promise<number | undefined> => {
  const { queues } = (await stack.call(null, "GET", "/local/queues")).json as {
    queues: { name: string; deadLetter: number }[];
  };
  return queues.find(({ name }) => name === queue)?.deadLetter;
};
type Letter = { id: string; queue: string; reason: string; redrives: number; outboxId?: string };
const listed = async (queue: string): Promise<Letter[]> => {
  const reply = await stack.call("admin-culture", "GET", `/v1/admin/dead-letters?queue=${queue}`);
  expect(reply.status).toBe(200);
  expect(JSON.stringify(reply.json)).not.toContain(SECRET);
  return (reply.json as { items: Letter[] }).items;
};

describe("a message that nobody can read", { timeout: 120_000 }, () => {
  it("is with the dead letters at once, and what is beside it is sent", async () => {
    const began = Date.now();
    expect((await put("sms", POISON)).status).toBe(201);
    const life = await filed(stack, "1.004650");
    await move(stack, "receiver-culture", life.id, life.version, { move: "accept" });
    await eventually("the dead letter", async () => ((await deadLettersOf("sms")) === 1 ? true : undefined));
    // Five receives would take as many visibility timeouts of a minute.
    expect(Date.now() - began).toBeLessThan(50_000);
    const told = await eventually("both changes by both ways", async () => {
      const all = await stack.messages(life.code);
      return all.length >= 4 ? all : undefined;
    });
    expect(told).toHaveLength(4);
    expect(await deadLettersOf("email")).toBe(0);
  });

  it("is shown to an administrator by its ids, its reason and its size, never by what it holds", async () => {
    const [letter] = await listed("sms");
    expect(letter).toMatchObject({
      queue: "sms",
      reason: "invalid-type",
      outboxId: "abcdefghijklmnop:3",
      redrives: 0,
    });
    const shown = await stack.call("admin-culture", "GET", `/v1/admin/dead-letters/sms/${letter?.id}`);
    expect(shown.json).toMatchObject({ pointer: "/commandId", size: POISON.length, redrivable: false });
    expect(JSON.stringify(shown.json)).not.toContain(SECRET);
  });

  it("is not redriven: it would be refused as often as it came", async () => {
    const [letter] = await listed("sms");
    const refused = await stack.call("admin-culture", "POST", `/v1/admin/dead-letters/sms/${letter?.id}/redrive`);
    expect([refused.status, codeOf(refused)]).toEqual([409, "dead-letter-poison"]);
    expect(await listed("sms")).toHaveLength(1);
  });
});

describe("a message that was given up", { timeout: 120_000 }, () => {
  it("is redriven from the command line, and sent once however often that is done", async () => {
    const life = await filed(stack, "1.004650");
    const path = `/v1/office/dossiers/${life.id}/moves`;
    const headers = { "if-match": `"${life.version}"`, "idempotency-key": "redriven" };
    const moved = await stack.call("receiver-culture", "POST", path, { body: { move: "accept" }, headers });
    expect(moved.status).toBe(200);
    const outboxId = `${life.id}:${life.version + 1}`;
    const told = async () =>
      (await stack.messages(life.code)).filter(
        ({ channel, reference }) => channel === "email" && reference === outboxId,
      );
    await eventually("the email", async () => ((await told()).length > 0 ? true : undefined));
    const command = `officer:officer-culture-receiver\nPOST ${path}\nredriven`;
    const commandId = createHash("sha256").update(command).digest("base64url");
    // As the queue itself gives it up: the same ids, no reason; its notice was sent meanwhile.
    const body = { outboxId, dossierId: life.id, commandId };
    expect((await put("email-dead-letters", JSON.stringify(body))).status).toBe(201);
    const run = (...words: string[]) => runNotices(words, { BASE_URL: stack.origin });
    const list = await eventually("the list", async () => {
      const { text } = await run("list", "email");
      return text.includes(outboxId) ? text : undefined;
    });
    expect(list).toContain("receives-spent");
    expect(await run("redrive", "email", "--all")).toMatchObject({ exit: 0, text: expect.stringContaining("1 sent") });
    expect(await run("redrive", "email", "--all")).toMatchObject({ exit: 0, text: expect.stringContaining("0 sent") });
    await eventually("a quiet queue", async () => {
      const { queues } = (await stack.call(null, "GET", "/local/queues")).json as {
        queues: { name: string; ready: number; inFlight: number }[];
      };
      return queues.every(({ ready, inFlight }) => ready + inFlight === 0) || undefined;
    });
    expect(await told()).toHaveLength(1);
    expect(await deadLettersOf("email")).toBe(0);
  });

  it("goes back three times at most, and then stays for a person", async () => {
    const ofNoDossier = { outboxId: "bcdefghijklmnopq:3", dossierId: "bcdefghijklmnopq", commandId: "command-3" };
    const run = (...words: string[]) => runNotices(words, { BASE_URL: stack.origin });
    const buried = (redrives: number) => put("email-dead-letters", JSON.stringify({ ...ofNoDossier, redrives }));
    expect((await buried(2)).status).toBe(201);
    const [letter] = await eventually("the letter", async () => {
      const all = await listed("email");
      return all.length > 0 ? all : undefined;
    });
    const last = await run("redrive", "email", String(letter?.id));
    expect(last).toMatchObject({ exit: 0, text: expect.stringContaining("3 of the 3 times") });
    expect((await run("redrive", "email", String(letter?.id))).exit).toBe(1);
    await eventually("its delivery, which fails again", async () => {
      const { queues } = (await stack.call(null, "GET", "/local/queues")).json as {
        queues: { name: string; inFlight: number }[];
      };
      return queues.some(({ name, inFlight }) => name === "email" && inFlight === 1) || undefined;
    });
    expect((await buried(3)).status).toBe(201);
    const refused = await run("redrive", "email", "--all");
    expect(refused).toMatchObject({
      exit: 1,
      text: expect.stringMatching(/0 sent again, 1 stay.*\n.*redrives-spent/s),
    });
    expect(await listed("email")).toHaveLength(1);
  });
});
