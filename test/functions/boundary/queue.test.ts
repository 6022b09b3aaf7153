import type { SQSEvent } from "aws-lambda";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { queue } from "../../../functions/boundary/queue.ts";
import { withLog } from "./captured-log.ts";

const ARN = "arn:aws:sqs:ap-southeast-1:000000000000:local-sms";

const batchOf = (...bodies: string[]): SQSEvent => ({
  Records: bodies.map((body, place) => ({
    messageId: `m-${place}`,
    receiptHandle: "handle",
    body,
    attributes: {
      ApproximateReceiveCount: "3",
      SentTimestamp: "0",
      SenderId: "sender",
      ApproximateFirstReceiveTimestamp: "0",
    },
    messageAttributes: {},
    md5OfBody: "",
    eventSource: "aws:sqs",
    eventSourceARN: ARN,
    awsRegion: "ap-southeast-1",
  })),
});

const Message = z.strictObject({ outboxId: z.string(), dossierId: z.string() });
const bodyOf = (outboxId: string) => JSON.stringify({ outboxId, dossierId: "abc" });

/** A consumer whose operation does what it is told for each outbox id. */
const consumer = (behaviour: (outboxId: string) => Promise<void> | void, wiring: () => object = () => ({})) => {
  const seen: { outboxId: string; queueArn: string }[] = [];
  const handle = queue({ message: Message }, wiring, async ({ outboxId }, _, { queueArn }) => {
    seen.push({ outboxId, queueArn });
    await behaviour(outboxId);
  });
  return { seen, handle: (event: SQSEvent) => withLog(() => handle(event)) };
};

const failedIds = (response: { batchItemFailures: { itemIdentifier: string }[] }) =>
  response.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);

describe("a consumer of a queue", () => {
  it("answers an empty batch with no failure", async () => {
    const { result } = await consumer(() => {}).handle(batchOf());
    expect(result).toEqual({ batchItemFailures: [] });
  });

  it("hands each message on with the queue that it came from", async () => {
    const { seen, handle } = consumer(() => {});
    expect((await handle(batchOf(bodyOf("a"), bodyOf("b")))).result).toEqual({ batchItemFailures: [] });
    expect(seen).toEqual([
      { outboxId: "a", queueArn: ARN },
      { outboxId: "b", queueArn: ARN },
    ]);
  });

  it("fails the third and the seventh of ten and none else", async () => {
    const { handle } = consumer((id) => {
      if (id === "2" || id === "6") throw new Error("no");
    });
    const { result } = await handle(batchOf(...Array.from({ length: 10 }, (_, place) => bodyOf(String(place)))));
    expect(failedIds(result)).toEqual(["m-2", "m-6"]);
  });

  it("fails all when all fail", async () => {
    const { handle } = consumer(() => Promise.reject(new Error("no")));
    expect(failedIds((await handle(batchOf(bodyOf("a"), bodyOf("b")))).result)).toEqual(["m-0", "m-1"]);
  });

  it("fails all when its dependencies cannot be built", async () => {
    const { handle } = consumer(
      () => {},
      () => {
        throw new Error("no table");
      },
    );
    expect(failedIds((await handle(batchOf(bodyOf("a"), bodyOf("b")))).result)).toEqual(["m-0", "m-1"]);
  });

  it("runs the messages of a batch side by side", async () => {
    let running = 0;
    let most = 0;
    const { handle } = consumer(async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setTimeout(resolve, 5));
      running -= 1;
    });
    await handle(batchOf(...Array.from({ length: 10 }, (_, place) => bodyOf(String(place)))));
    expect(most).toBe(10);
  });

  it.each(["", "{", "null", "[]", '{"outboxId":1,"dossierId":"abc"}', '{"outboxId":"a","dossierId":"b","more":1}'])(
    "names the poison %j in its log, fails it and runs the good ones",
    async (poison) => {
      const { seen, handle } = consumer(() => {});
      const { result, lines } = await handle(batchOf(poison, bodyOf("good")));
      expect(failedIds(result)).toEqual(["m-0"]);
      expect(seen).toHaveLength(1);
      expect(lines).toEqual([
        expect.objectContaining({ level: "error", code: "message-poison", messageId: "m-0", receiveCount: 3 }),
      ]);
    },
  );

  it("logs ids and the name of an error, never what it says or what the message holds", async () => {
    const { handle } = consumer(() => {
      throw new RangeError("0912345678 is not a number");
    });
    const { lines } = await handle(batchOf(bodyOf("abc:3"), '{"phone":"0912345678"}'));
    expect(lines).toContainEqual(
      expect.objectContaining({ code: "message-failed", outboxId: "abc:3", dossierId: "abc", error: "RangeError" }),
    );
    expect(JSON.stringify(lines)).not.toContain("0912345678");
  });
});
