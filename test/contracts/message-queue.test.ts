import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { startFauxqs } from "fauxqs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { laterOnQueue, messageQueue } from "../../shared/adapters/sqs/message-queue.ts";
import type { OutboxMessage } from "../../shared/domain/dossiers/event.ts";

let emulator: Awaited<ReturnType<typeof startFauxqs>>;
let client: SQSClient;

beforeAll(async () => {
  emulator = await startFauxqs({ port: 0, logger: false });
  client = new SQSClient({
    endpoint: `http://127.0.0.1:${emulator.port}`,
    region: "us-east-1",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
    useQueueUrlAsEndpoint: false,
  });
});
afterAll(() => emulator.stop());

const aQueue = async (name: string): Promise<string> => {
  await client.send(new CreateQueueCommand({ QueueName: name }));
  return `http://127.0.0.1:${emulator.port}/000000000000/${name}`;
};

const received = async (url: string, waitSeconds: number): Promise<unknown[]> => {
  const { Messages } = await client.send(
    new ReceiveMessageCommand({ QueueUrl: url, MaxNumberOfMessages: 10, WaitTimeSeconds: waitSeconds }),
  );
  return (Messages ?? []).map(({ Body }) => JSON.parse(Body ?? ""));
};

const messageOf = (place: number): OutboxMessage => ({
  outboxId: `d:${place}`,
  dossierId: "d",
  commandId: `c-${place}`,
});

describe("the queue of a consumer", () => {
  it("takes a whole batch of the stream, ten a call", async () => {
    const url = await aQueue("sms");
    const messages = Array.from({ length: 25 }, (_, place) => messageOf(place));
    expect(await messageQueue(client, url)(messages)).toEqual([]);
    const found: unknown[] = [];
    while (found.length < 25) found.push(...(await received(url, 1)));
    expect(found).toHaveLength(25);
    expect(found).toEqual(expect.arrayContaining(messages));
  });

  it("is not called for nothing", async () => {
    expect(await messageQueue(client, "http://nowhere")([])).toEqual([]);
  });

  it("fails as a whole when it is not there", async () => {
    await expect(
      messageQueue(client, `http://127.0.0.1:${emulator.port}/000000000000/none`)([messageOf(1)]),
    ).rejects.toThrow();
  });

  it("takes a message back by the queue's ARN, to be seen after its delay", async () => {
    const url = await aQueue("email");
    await laterOnQueue(client)("arn:aws:sqs:us-east-1:000000000000:email", messageOf(1), 1);
    expect(await received(url, 0)).toEqual([]);
    expect(await received(url, 3)).toEqual([messageOf(1)]);
  });
});
