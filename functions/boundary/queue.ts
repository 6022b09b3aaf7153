import type { SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import type * as z from "zod";
import { errorName, log } from "./log.ts";
import { deadLettersWiring } from "./wiring.ts";

/** Why a message cannot be read, and which member of it is at fault; never what it holds. */
type Poison = { reason: string; pointer: string };

const LONGEST_POINTER = 200;

/** A schema's own members stand in a pointer; names that somebody else chose do not. */
const poisonOf = (error: z.core.$ZodError): Poison => {
  const [first] = error.issues;
  // Of several kinds of message, the one that it is nearest to.
  const [issue] =
    first?.code === "invalid_union" ? (first.errors.toSorted((a, b) => a.length - b.length)[0] ?? [first]) : [first];
  const path = issue?.path.map(String).join("/") ?? "";
  return { reason: (issue?.code ?? "unreadable").replaceAll("_", "-"), pointer: `/${path}`.slice(0, LONGEST_POINTER) };
};

const parsed = <M extends z.ZodType>(schema: M, body: string): { message: z.output<M> } | { poison: Poison } => {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return { poison: { reason: "not-json", pointer: "/" } };
  }
  const result = schema.safeParse(value);
  return result.success ? { message: result.data } : { poison: poisonOf(result.error) };
};

/** Puts what cannot be read with the dead letters at once. Whether it is there: what is not is failed, and comes again. */
const buried = async (messageId: string, body: string, poison: Poison): Promise<boolean> => {
  try {
    const { bury } = await deadLettersWiring();
    if (!bury) return false;
    await bury(body, poison);
    return true;
  } catch (error) {
    log.error("poison-not-buried", { messageId, error: errorName(error) });
    return false;
  }
};

/** The ids of a message that may be logged; the rest of its body may not. */
const idsOf = (message: unknown): { outboxId?: string; dossierId?: string } => {
  const ids: { outboxId?: string; dossierId?: string } = {};
  if (typeof message !== "object" || message === null) return ids;
  if ("outboxId" in message && typeof message.outboxId === "string") ids.outboxId = message.outboxId;
  if ("dossierId" in message && typeof message.dossierId === "string") ids.dossierId = message.dossierId;
  return ids;
};

/** Where a message came from, for an operation that puts it back. */
export type Delivery = { queueArn: string };

/**
 * One consumer of a queue, with partial batch answers: messages run side by side, one that fails comes again and
 * the others do not. A message that its schema refuses would be refused as often as it came: it is named and put with
 * the dead letters at once, with its reason; where that cannot be, it is failed, and the queue gives it up in the end.
 */
export const queue =
  <const M extends z.ZodType, D>(
    spec: { message: M },
    wiring: () => Promise<D> | D,
    operation: (message: z.output<M>, dependencies: D, delivery: Delivery) => Promise<void>,
  ) =>
  async (event: SQSEvent): Promise<SQSBatchResponse> => {
    const done = async (record: SQSRecord): Promise<boolean> => {
      const receiveCount = Number(record.attributes.ApproximateReceiveCount);
      const { messageId } = record;
      const read = parsed(spec.message, record.body);
      if ("poison" in read) {
        log.error("message-poison", { messageId, receiveCount, reason: read.poison.reason });
        return buried(messageId, record.body, read.poison);
      }
      try {
        await operation(read.message, await wiring(), { queueArn: record.eventSourceARN });
        return true;
      } catch (error) {
        log.error("message-failed", { messageId, receiveCount, ...idsOf(read.message), error: errorName(error) });
        return false;
      }
    };
    const outcomes = await Promise.all(event.Records.map(async (record) => ({ record, ok: await done(record) })));
    return {
      batchItemFailures: outcomes.filter(({ ok }) => !ok).map(({ record }) => ({ itemIdentifier: record.messageId })),
    };
  };
