import { type AttributeValue, type DynamoDBClient, ScanCommand } from "@aws-sdk/client-dynamodb";
import {
  ChangeMessageVisibilityCommand,
  GetQueueAttributesCommand,
  SendMessageCommand,
  type SQSClient,
} from "@aws-sdk/client-sqs";
import type { Model } from "../assembly/model.ts";
import type { QueueModel } from "../assembly/model-data.ts";

export type QueueFigures = { name: string; ready: number; inFlight: number; delayed: number; deadLetter: number };
export type OutboxFigures = { pending: number; oldestSeconds: number | null };

/** Index of what the relay has still to send; its sort key is the event's instant. */
const OUTBOX_INDEX = "byOutbox";
const OUTBOX_SORT = "at";

/** Queue names without the stage that all of them begin with. */
const shortQueueName = (queues: readonly QueueModel[]): ((name: string) => string) => {
  const [first = ""] = queues.map(({ name }) => name);
  const prefix = first.slice(0, first.indexOf("-") + 1);
  const shared = queues.length > 1 && prefix !== "" && queues.every(({ name }) => name.startsWith(prefix));
  return (name) => (shared ? name.slice(prefix.length) : name);
};

/** What waits in every queue that is no dead-letter queue of another. */
export const readQueueFigures = async (sqs: SQSClient, queues: readonly QueueModel[]): Promise<QueueFigures[]> => {
  const short = shortQueueName(queues);
  const deadLetters = new Set(queues.map(({ deadLetterArn }) => deadLetterArn));
  const counts = async (queue: QueueModel | undefined): Promise<[number, number, number]> => {
    if (queue === undefined) return [0, 0, 0];
    const { Attributes = {} } = await sqs.send(
      new GetQueueAttributesCommand({ QueueUrl: queue.url, AttributeNames: ["All"] }),
    );
    const count = (name: "" | "NotVisible" | "Delayed"): number =>
      Number(Attributes[`ApproximateNumberOfMessages${name}`] ?? 0);
    return [count(""), count("NotVisible"), count("Delayed")];
  };
  return Promise.all(
    queues
      .filter(({ arn }) => !deadLetters.has(arn))
      .map(async (queue) => {
        const [[ready, inFlight, delayed], [deadLetter]] = await Promise.all([
          counts(queue),
          counts(queues.find(({ arn }) => arn === queue.deadLetterArn)),
        ]);
        return { name: short(queue.name), ready, inFlight, delayed, deadLetter };
      }),
  );
};

/** Puts a message on a queue by its short name, as it stands; whether there is such a queue. */
export const putOnQueue = async (
  sqs: SQSClient,
  queues: readonly QueueModel[],
  name: string,
  body: string,
): Promise<boolean> => {
  const short = shortQueueName(queues);
  const queue = queues.find((one) => short(one.name) === name);
  if (queue !== undefined) await sqs.send(new SendMessageCommand({ QueueUrl: queue.url, MessageBody: body }));
  return queue !== undefined;
};

/** Events that the relay has not sent yet. */
export const readOutbox = async (dynamodb: DynamoDBClient, model: Model): Promise<OutboxFigures> => {
  const table = model.tables.find(({ definition }) =>
    definition.GlobalSecondaryIndexes?.some(({ IndexName }) => IndexName === OUTBOX_INDEX),
  );
  let pending = 0;
  let oldest: string | undefined;
  let from: Record<string, AttributeValue> | undefined;
  if (table !== undefined)
    do {
      // The index holds the unsent only, so reading all of it is short.
      const { Items = [], LastEvaluatedKey } = await dynamodb.send(
        new ScanCommand({
          TableName: table.name,
          IndexName: OUTBOX_INDEX,
          ExclusiveStartKey: from,
          // Notices whose report is waited for stand in the index as well.
          FilterExpression: "begins_with(pk, :events)",
          ExpressionAttributeValues: { ":events": { S: "EVENTS#" } },
        }),
      );
      pending += Items.length;
      for (const item of Items) {
        const sort = item[OUTBOX_SORT]?.S;
        if (sort !== undefined && (oldest === undefined || sort < oldest)) oldest = sort;
      }
      from = LastEvaluatedKey;
    } while (from !== undefined);
  const at = oldest === undefined ? Number.NaN : Date.parse(oldest);
  return { pending, oldestSeconds: Number.isNaN(at) ? null : Math.max(0, Math.round((Date.now() - at) / 1000)) };
};

/** fauxqs 2.4.1 with a data folder loses a message whose visibility is set to 0. */
const SOONEST_SECONDS = 1;

type Inspected = { messages: { inflight: { receiptHandle: string }[] } };

/**
 * Makes messages visible a second later that somebody took and will not bring back: at a start nobody has any, whatever a killed
 * runner had taken. Only our own emulator can tell which they are; with any other this does nothing.
 */
export const makeVisible = async (
  sqs: SQSClient,
  emulatorEndpoint: string,
  queues: readonly QueueModel[],
): Promise<number> => {
  let made = 0;
  for (const queue of queues) {
    const response = await fetch(`${emulatorEndpoint}/_fauxqs/queues/${queue.name}`).catch(() => undefined);
    if (response?.status !== 200) continue;
    const { messages } = (await response.json()) as Inspected;
    for (const { receiptHandle } of messages.inflight) {
      await sqs.send(
        new ChangeMessageVisibilityCommand({
          QueueUrl: queue.url,
          ReceiptHandle: receiptHandle,
          VisibilityTimeout: SOONEST_SECONDS,
        }),
      );
      made += 1;
    }
  }
  return made;
};
