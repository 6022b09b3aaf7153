import {
  CreateQueueCommand,
  type Message,
  PurgeQueueCommand,
  ReceiveMessageCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import type { SQSEvent } from "aws-lambda";
import { startFauxqs } from "fauxqs";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import * as z from "zod";
import { queue } from "../../../functions/boundary/queue.ts";
import { withLog } from "./captured-log.ts";

let emulator: Awaited<ReturnType<typeof startFauxqs>>;
let client: SQSClient;
let url: string;
beforeAll(async () => {
  emulator = await startFauxqs({ port: 0, logger: false });
  const endpoint = `http://127.0.0.1:${emulator.port}`;
  const credentials = { accessKeyId: "local", secretAccessKey: "local" };
  client = new SQSClient({ endpoint, region: "us-east-1", credentials, useQueueUrlAsEndpoint: false });
  await client.send(new CreateQueueCommand({ QueueName: "sms-dead-letters" }));
  url = `${endpoint}/000000000000/sms-dead-letters`;
  vi.stubEnv("DEAD_LETTERS_URL", url);
  vi.stubEnv("AWS_ENDPOINT_URL_SQS", endpoint);
  vi.stubEnv("AWS_REGION", "us-east-1");
  vi.stubEnv("AWS_ACCESS_KEY_ID", "local");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "local");
});
afterAll(() => emulator.stop());
beforeEach(() => client.send(new PurgeQueueCommand({ QueueUrl: url })));

const deadLetters = async (): Promise<Message[]> => {
  const { Messages = [] } = await client.send(
    new ReceiveMessageCommand({ QueueUrl: url, MaxNumberOfMessages: 10, MessageAttributeNames: ["All"] }),
  );
  return Messages;
};

const batchOf = (...bodies: string[]): SQSEvent => ({
  Records: bodies.map((body, place) => ({
    messageId: `m-${place}`,
    receiptHandle: "handle",
    body,
    attributes: {
      ApproximateReceiveCount: "1",
      SentTimestamp: "0",
      SenderId: "sender",
      ApproximateFirstReceiveTimestamp: "0",
    },
    messageAttributes: {},
    md5OfBody: "",
    eventSource: "aws:sqs",
    eventSourceARN: "arn:aws:sqs:us-east-1:000000000000:sms",
    awsRegion: "us-east-1",
  })),
});

const OurMessage = z.strictObject({ outboxId: z.string().min(1), dossierId: z.string() });
const GOOD = '{"outboxId":"a:1","dossierId":"a"}';

/** A consumer that sends all it can read but what is said to fail. */
const consume = async (event: SQSEvent, failing: string[] = []) => {
  const sent: string[] = [];
  const handle = queue(
    { message: OurMessage },
    () => ({}),
    async ({ outboxId }) => {
      if (failing.includes(outboxId)) throw new Error("no");
      sent.push(outboxId);
    },
  );
  const { result, lines } = await withLog(() => handle(event));
  return { sent, failed: result.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier), lines };
};

describe("a message that its consumer cannot read", () => {
  it.each([
    ["{", "not-json", "/"],
    ["null", "invalid-type", "/"],
    ['{"outboxId":7,"dossierId":"a"}', "invalid-type", "/outboxId"],
    ['{"outboxId":"","dossierId":"a"}', "too-small", "/outboxId"],
    ['{"outboxId":"a:1"}', "invalid-type", "/dossierId"],
    ['{"outboxId":"a:1","dossierId":"a","0912345678":1}', "unrecognized-keys", "/"],
  ])("%s is with the dead letters at its first receive, because of %s at %s", async (body, reason, pointer) => {
    const { failed, sent } = await consume(batchOf(body, GOOD));
    expect([failed, sent]).toEqual([[], ["a:1"]]);
    expect(await deadLetters()).toMatchObject([
      {
        Body: body,
        MessageAttributes: { reason: { StringValue: reason }, pointer: { StringValue: pointer } },
      },
    ]);
  });

  it("is named in the log by its id and its reason, never by what it holds", async () => {
    const { lines } = await consume(batchOf('{"outboxId":"a:1","dossierId":"a","0912345678":"Lan"}'));
    expect(lines).toMatchObject([
      { level: "error", code: "message-poison", messageId: "m-0", reason: "unrecognized-keys" },
    ]);
    expect(JSON.stringify(lines)).not.toMatch(/0912345678|Lan/);
  });

  it("is acknowledged in a batch in which all others fail, and they are not", async () => {
    const { failed } = await consume(batchOf(GOOD, "{", GOOD), ["a:1"]);
    expect(failed).toEqual(["m-0", "m-2"]);
    expect((await deadLetters()).map(({ Body }) => Body)).toEqual(["{"]);
  });

  it("leaves an empty batch without failures where all of it was poison", async () => {
    expect((await consume(batchOf("{", "[]"))).failed).toEqual([]);
    expect(await deadLetters()).toHaveLength(2);
  });

  it("takes the way of five receives only for what fails, not for what cannot be read", async () => {
    const { failed } = await consume(batchOf(GOOD), ["a:1"]);
    expect(failed).toEqual(["m-0"]);
    expect(await deadLetters()).toEqual([]);
  });

  it("is failed as before where the dead letters cannot be reached, so that it is not lost", async () => {
    const tooLong = JSON.stringify({ filler: "x".repeat(1_048_576) });
    const { failed, sent, lines } = await consume(batchOf(tooLong, GOOD));
    expect([failed, sent]).toEqual([["m-0"], ["a:1"]]);
    expect(lines.map(({ code }) => code)).toEqual(["message-poison", "poison-not-buried"]);
    expect(JSON.stringify(lines)).not.toContain("xxxx");
  });
});

describe("poison on a queue of several kinds of message", () => {
  const Kinds = z.union([OurMessage, z.strictObject({ outboxId: z.string(), kind: z.string(), dueAt: z.string() })]);

  it("is named by the kind that it is nearest to", async () => {
    const handler = queue(
      { message: Kinds },
      () => undefined,
      async () => {},
    );
    const { lines } = await withLog(() => handler(batchOf(JSON.stringify({ outboxId: "a:1", dossierId: 5 }))));
    expect(lines).toMatchObject([{ code: "message-poison", reason: "invalid-type" }]);
    const [letter] = await deadLetters();
    expect(letter?.MessageAttributes).toMatchObject({
      reason: { StringValue: "invalid-type" },
      pointer: { StringValue: "/dossierId" },
    });
  });
});
