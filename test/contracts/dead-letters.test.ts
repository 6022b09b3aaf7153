import { CreateQueueCommand, ReceiveMessageCommand, SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { startFauxqs } from "fauxqs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { deadLetters } from "../../shared/adapters/sqs/dead-letters.ts";
import { poisonQueue } from "../../shared/adapters/sqs/poison-queue.ts";
import { refuse } from "../../shared/domain/foundation/refusal.ts";
import type { NoticeQueue } from "../../shared/domain/notifications/dead-letter.ts";
import { redrive } from "../../shared/domain/notifications/redrive.ts";

const ARN = "arn:aws:sqs:us-east-1:000000000000:test-";
let emulator: Awaited<ReturnType<typeof startFauxqs>>;
let client: SQSClient;
const urlOf = (name: string) => `http://127.0.0.1:${emulator.port}/000000000000/test-${name}`;

beforeAll(async () => {
  emulator = await startFauxqs({ port: 0, logger: false });
  client = new SQSClient({
    endpoint: `http://127.0.0.1:${emulator.port}`,
    region: "us-east-1",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
    useQueueUrlAsEndpoint: false,
  });
  for (const name of ["sms", "email", "reminders", "officer-email"])
    for (const end of ["", "-dead-letters"])
      await client.send(new CreateQueueCommand({ QueueName: `test-${name}${end}` }));
});
afterAll(() => emulator.stop());

const bodyOf = (place: number) => ({ outboxId: `d:${place}`, dossierId: "d", commandId: `c-${place}` });
const die = async (queue: NoticeQueue, ...bodies: unknown[]) => {
  for (const body of bodies)
    await client.send(
      new SendMessageCommand({ QueueUrl: urlOf(`${queue}-dead-letters`), MessageBody: JSON.stringify(body) }),
    );
};
const onQueue = async (queue: NoticeQueue): Promise<{ outboxId: string }[]> => {
  const { Messages = [] } = await client.send(
    new ReceiveMessageCommand({ QueueUrl: urlOf(queue), MaxNumberOfMessages: 10 }),
  );
  return Messages.map(({ Body }) => JSON.parse(Body ?? "")).sort((a, b) => (a.outboxId < b.outboxId ? -1 : 1));
};
const letters = () => deadLetters(client, ARN);

describe("the dead letters of a queue", { timeout: 60_000 }, () => {
  it("are none, without long waiting, where nothing died", async () => {
    expect(await letters().list("reminders", 10)).toEqual({ letters: [], more: false });
    expect(await letters().find("reminders", "no-such-id")).toBeUndefined();
    expect(await letters().redrive("reminders", "all", redrive)).toEqual({ redriven: [], refused: [], left: false });
  });

  it("are listed all, each once, and again the next time: none is taken away", async () => {
    await die("sms", ...Array.from({ length: 13 }, (_, place) => bodyOf(place)));
    await poisonQueue(client, urlOf("sms-dead-letters"))("{", { reason: "not-json", pointer: "/" });
    for (let time = 0; time < 2; time += 1) {
      const { letters: found, more } = await letters().list("sms", 100);
      expect([found.length, new Set(found.map(({ id }) => id)).size, more]).toEqual([14, 14, false]);
      expect(found.filter(({ poison }) => poison)).toMatchObject([
        { queue: "sms", body: "{", poison: { reason: "not-json", pointer: "/" } },
      ]);
      for (const { at, receives } of found) {
        expect(Date.now() - Date.parse(at)).toBeLessThan(60_000);
        expect(receives).toBeGreaterThan(time);
      }
    }
  });

  it("are cut where there are more than may be shown, and that is said", async () => {
    const { letters: found, more } = await letters().list("sms", 5);
    expect([found.length, more]).toEqual([5, true]);
  });

  it("are found by their id, right after somebody looked at all of them", async () => {
    const { letters: found } = await letters().list("sms", 100);
    const wanted = found.at(-1);
    expect(await letters().find("sms", String(wanted?.id))).toMatchObject({ id: wanted?.id, body: wanted?.body });
    expect(await letters().find("sms", "no-such-id")).toBeUndefined();
  });

  it("go back one at a time, counted, and the second time are not there", async () => {
    const { letters: found } = await letters().list("sms", 100);
    const wanted = found.find(({ body }) => body.includes("d:7"));
    const first = await letters().redrive("sms", String(wanted?.id), redrive);
    expect(first.redriven.map(({ id }) => id)).toEqual([wanted?.id]);
    expect(await letters().redrive("sms", String(wanted?.id), redrive)).toMatchObject({ redriven: [], refused: [] });
    expect(await onQueue("sms")).toEqual([{ ...bodyOf(7), redrives: 1 }]);
    expect((await letters().list("sms", 100)).letters).toHaveLength(13);
  });

  it("go back all but those that are refused, which stay", async () => {
    await die("email", bodyOf(1), bodyOf(2), { ...bodyOf(3), redrives: 3 });
    const { redriven, refused, left } = await letters().redrive("email", "all", redrive);
    expect([redriven.length, left]).toEqual([2, false]);
    expect(refused).toMatchObject([{ refusal: { refused: "redrives-spent" } }]);
    expect((await onQueue("email")).map(({ outboxId }) => outboxId)).toEqual(["d:1", "d:2"]);
    expect((await letters().list("email", 100)).letters.map(({ id }) => id)).toEqual([refused[0]?.letter.id]);
  });

  it("are not lost where one dies between the queue and the dead letters: it comes again under its id", async () => {
    await die("officer-email", bodyOf(1));
    const send: typeof client.send = (command: { constructor: { name: string } }) =>
      command.constructor.name.startsWith("DeleteMessage")
        ? Promise.reject(new Error("killed"))
        : client.send(command as never);
    const dying = deadLetters({ send } as SQSClient, ARN);
    const counted = () => ({ ...bodyOf(1), redrives: 1 });
    await expect(dying.redrive("officer-email", "all", counted)).rejects.toThrow("killed");
    await letters().redrive("officer-email", "all", counted);
    expect((await onQueue("officer-email")).map(({ outboxId }) => outboxId)).toEqual(["d:1", "d:1"]);
    expect((await letters().list("officer-email", 10)).letters).toEqual([]);
  });

  it("stay where the rule refuses the one that was asked for", async () => {
    await die("officer-email", bodyOf(2));
    const [letter] = (await letters().list("officer-email", 10)).letters;
    const answer = await letters().redrive("officer-email", String(letter?.id), () => refuse("dead-letter-poison"));
    expect(answer).toMatchObject({ redriven: [], refused: [{ refusal: { refused: "dead-letter-poison" } }] });
    expect((await letters().list("officer-email", 10)).letters).toHaveLength(1);
  });
});
