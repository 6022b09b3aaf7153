import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
  type SQSClient,
} from "@aws-sdk/client-sqs";
import { instantOf } from "../../domain/foundation/instant.ts";
import { isRefusal } from "../../domain/foundation/refusal.ts";
import type { DeadLetter, DeadLetters, NoticeQueue, Redriven } from "../../domain/notifications/dead-letter.ts";
import { urlOf } from "./message-queue.ts";
import { POINTER, REASON } from "./poison-queue.ts";

/** Most messages of one ReceiveMessage. */
const BATCH = 10;
/** While a walk lasts, it does not meet the same message again; where it dies, others see it after this. */
const HIDDEN_SECONDS = 30;
/** A walk ends by then, seen all or not: the gateway waits for 30 s. */
const LONGEST_MS = 18_000;
/** Receives in a row without anything new, after which the count of the queue is not believed any more. */
const MOST_EMPTY = 4;

type Held = { letter: DeadLetter; handle: string };
type Verdict = "keep" | "gone";

const letterOf = (queue: NoticeQueue, { MessageId, Body, Attributes, MessageAttributes }: Message): DeadLetter => {
  const reason = MessageAttributes?.[REASON]?.StringValue;
  return {
    id: MessageId ?? "",
    queue,
    at: instantOf(Number(Attributes?.SentTimestamp ?? 0)),
    receives: Number(Attributes?.ApproximateReceiveCount ?? 1),
    poison: reason === undefined ? null : { reason, pointer: MessageAttributes?.[POINTER]?.StringValue ?? "/" },
    body: Body ?? "",
  };
};

/** `queuesArn`: what the ARNs of the stage's queues begin with, up to the queue's own name. */
export const deadLetters = (client: SQSClient, queuesArn: string): DeadLetters => {
  const sourceOf = (queue: NoticeQueue): string => urlOf(`${queuesArn}${queue}`);
  const graveOf = (queue: NoticeQueue): string => urlOf(`${queuesArn}${queue}-dead-letters`);

  const countOf = async (url: string): Promise<number> => {
    const { Attributes = {} } = await client.send(
      new GetQueueAttributesCommand({
        QueueUrl: url,
        AttributeNames: ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"],
      }),
    );
    return Object.values(Attributes).reduce((sum, count) => sum + Number(count), 0);
  };

  const receive = async (queue: NoticeQueue): Promise<Held[]> => {
    const { Messages = [] } = await client.send(
      new ReceiveMessageCommand({
        QueueUrl: graveOf(queue),
        MaxNumberOfMessages: BATCH,
        VisibilityTimeout: HIDDEN_SECONDS,
        // Asks all servers of the queue, not a few of them.
        WaitTimeSeconds: 1,
        MessageSystemAttributeNames: ["SentTimestamp", "ApproximateReceiveCount"],
        MessageAttributeNames: [REASON, POINTER],
      }),
    );
    return Messages.map((message) => ({ letter: letterOf(queue, message), handle: message.ReceiptHandle ?? "" }));
  };

  /** What was only looked at is there for the next who looks, a second later. */
  const giveBack = async (queue: NoticeQueue, held: readonly Held[]): Promise<void> => {
    for (let start = 0; start < held.length; start += BATCH)
      await client.send(
        new ChangeMessageVisibilityBatchCommand({
          QueueUrl: graveOf(queue),
          Entries: held
            .slice(start, start + BATCH)
            .map(({ handle }, place) => ({ Id: String(place), ReceiptHandle: handle, VisibilityTimeout: 1 })),
        }),
      );
  };

  /** Looks at every dead letter once, until all were seen, `enough` says so or the time is up. Whether any may be left. */
  const walk = async (
    queue: NoticeQueue,
    visit: (held: Held) => Promise<Verdict> | Verdict,
    enough: () => boolean,
  ): Promise<boolean> => {
    const until = performance.now() + LONGEST_MS;
    const kept = new Map<string, Held>();
    const seen = new Set<string>();
    const total = await countOf(graveOf(queue));
    let empty = 0;
    let goesOn = true;
    try {
      while (goesOn && !enough() && performance.now() < until) {
        const batch = await receive(queue);
        const fresh = batch.filter(({ letter }) => !seen.has(letter.id));
        for (const held of batch) kept.set(held.letter.id, held);
        for (const held of fresh) {
          if (enough()) break;
          seen.add(held.letter.id);
          if ((await visit(held)) === "gone") kept.delete(held.letter.id);
        }
        empty = fresh.length === 0 ? empty + 1 : 0;
        // The count is an approximate one: a full batch says that there may be more than it knows of.
        goesOn = seen.size < total ? empty < MOST_EMPTY : fresh.length === BATCH;
      }
    } finally {
      await giveBack(queue, [...kept.values()]);
    }
    return seen.size < total;
  };

  return {
    list: async (queue, most) => {
      const letters: DeadLetter[] = [];
      const left = await walk(
        queue,
        ({ letter }) => {
          letters.push(letter);
          return "keep";
        },
        () => letters.length >= most,
      );
      return { letters, more: left };
    },

    find: async (queue, id) => {
      let found: DeadLetter | undefined;
      await walk(
        queue,
        ({ letter }) => {
          if (letter.id === id) found = letter;
          return "keep";
        },
        () => found !== undefined,
      );
      return found;
    },

    redrive: async (queue, id, next) => {
      const done: Redriven = { redriven: [], refused: [], left: false };
      const one = async ({ letter, handle }: Held): Promise<Verdict> => {
        if (id !== "all" && letter.id !== id) return "keep";
        const body = next(letter);
        if (isRefusal(body)) {
          done.refused.push({ letter, refusal: body });
          return "keep";
        }
        await client.send(new SendMessageCommand({ QueueUrl: sourceOf(queue), MessageBody: JSON.stringify(body) }));
        await client.send(new DeleteMessageCommand({ QueueUrl: graveOf(queue), ReceiptHandle: handle }));
        done.redriven.push(letter);
        return "gone";
      };
      const left = await walk(queue, one, () => id !== "all" && done.redriven.length + done.refused.length > 0);
      return { ...done, left };
    },
  };
};
