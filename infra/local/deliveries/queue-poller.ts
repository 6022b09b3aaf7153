import { setTimeout as sleep } from "node:timers/promises";
import { DeleteMessageBatchCommand, type Message, ReceiveMessageCommand, type SQSClient } from "@aws-sdk/client-sqs";
import type { QueueModel } from "../assembly/model-data.ts";
import type { MappingModel } from "../assembly/model-functions.ts";
import type { Outcome } from "../functions/function-worker.ts";
import { matchesPattern, type Pattern } from "./event-pattern.ts";
import { failuresOf } from "./partial-batch.ts";

/** SQS hands out ten messages at a time and waits twenty seconds for one. */
const MOST_AT_ONCE = 10;
const LONGEST_WAIT_SECONDS = 20;
/** What runs when the stack stops gets this long to end. */
const GRACE_MS = 1_000;
/** Lambda starts with this many pollers where the template sets no maximum. */
const CONCURRENCY = 5;

const recordOf = (message: Message, queue: QueueModel, region: string): object => ({
  messageId: message.MessageId,
  receiptHandle: message.ReceiptHandle,
  body: message.Body,
  attributes: message.Attributes ?? {},
  messageAttributes: Object.fromEntries(
    Object.entries(message.MessageAttributes ?? {}).map(([name, value]) => [
      name,
      {
        stringValue: value.StringValue,
        binaryValue: value.BinaryValue,
        stringListValues: [],
        binaryListValues: [],
        dataType: value.DataType,
      },
    ]),
  ),
  md5OfBody: message.MD5OfBody,
  eventSource: "aws:sqs",
  eventSourceARN: queue.arn,
  awsRegion: region,
});

const bodyOf = (message: Message): unknown => {
  try {
    return JSON.parse(message.Body ?? "");
  } catch {
    return message.Body;
  }
};

const wanted = (message: Message, filters: readonly Pattern[]): boolean =>
  filters.length === 0 || filters.some((filter) => matchesPattern(filter, { body: bodyOf(message) }));

/**
 * Empties a queue into its function as an event source mapping does. What fails stays invisible until the queue's
 * visibility timeout; redrive to the dead-letter queue is the queue's own.
 */
export const startQueuePoller = (world: {
  mapping: MappingModel;
  queue: QueueModel;
  sqs: SQSClient;
  region: string;
  invoke(functionName: string, event: unknown): Promise<Outcome>;
  log(line: string): void;
}): { stop(): Promise<void> } => {
  const { mapping, queue, sqs } = world;
  const aborted = new AbortController();
  const running = new Set<Promise<void>>();

  const receive = async (most: number, waitSeconds: number): Promise<Message[]> => {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({
        QueueUrl: queue.url,
        MaxNumberOfMessages: Math.min(most, MOST_AT_ONCE),
        WaitTimeSeconds: waitSeconds,
        MessageSystemAttributeNames: ["All"],
        MessageAttributeNames: ["All"],
      }),
      { abortSignal: aborted.signal, requestTimeout: (LONGEST_WAIT_SECONDS + 5) * 1000 },
    );
    return Messages;
  };

  const gather = async (): Promise<Message[]> => {
    const batch = await receive(mapping.batchSize, LONGEST_WAIT_SECONDS);
    const deadline = performance.now() + mapping.windowSeconds * 1000;
    while (batch.length > 0 && batch.length < mapping.batchSize) {
      const left = deadline - performance.now();
      if (left <= 0) break;
      batch.push(...(await receive(mapping.batchSize - batch.length, Math.ceil(left / 1000))));
    }
    return batch;
  };

  const remove = async (messages: readonly Message[]): Promise<void> => {
    for (let at = 0; at < messages.length; at += MOST_AT_ONCE)
      await sqs.send(
        new DeleteMessageBatchCommand({
          QueueUrl: queue.url,
          Entries: messages
            .slice(at, at + MOST_AT_ONCE)
            .map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle })),
        }),
      );
  };

  const deliver = async (batch: readonly Message[]): Promise<void> => {
    const taken = batch.filter((message) => wanted(message, mapping.filters));
    const dropped = batch.filter((message) => !taken.includes(message));
    if (dropped.length > 0) await remove(dropped);
    if (taken.length === 0) return;
    const event = { Records: taken.map((message) => recordOf(message, queue, world.region)) };
    const outcome = await world.invoke(mapping.functionName, event);
    const ids = taken.map(({ MessageId }) => MessageId ?? "");
    const failures = failuresOf(outcome, ids, mapping.reportsFailures);
    if (failures === "whole-batch") return;
    const done = taken.filter(({ MessageId }) => !failures.has(MessageId ?? ""));
    if (done.length > 0) await remove(done);
  };

  const loop = async (): Promise<void> => {
    const most = mapping.maximumConcurrency ?? CONCURRENCY;
    while (!aborted.signal.aborted) {
      try {
        if (running.size >= most) {
          await Promise.race(running);
          continue;
        }
        const batch = await gather();
        if (batch.length === 0 || aborted.signal.aborted) continue;
        const work: Promise<void> = deliver(batch)
          .catch((error: unknown) => world.log(`${queue.name}: ${String(error)}`))
          .finally(() => running.delete(work));
        running.add(work);
      } catch (error) {
        if (aborted.signal.aborted) return;
        world.log(`${queue.name}: ${String(error)}`);
        await sleep(1_000, undefined, { signal: aborted.signal }).catch(() => undefined);
      }
    }
  };

  const looping = loop();
  return {
    stop: async () => {
      aborted.abort();
      await looping;
      await Promise.race([Promise.allSettled(running), sleep(GRACE_MS)]);
    },
  };
};
