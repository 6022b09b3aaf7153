import type { SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import type * as z from "zod";
import { errorName, log } from "./log.ts";

const parsed = <M extends z.ZodType>(schema: M, body: string): { message: z.output<M> } | undefined => {
  try {
    const result = schema.safeParse(JSON.parse(body));
    return result.success ? { message: result.data } : undefined;
  } catch {
    return undefined;
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
 * the others do not. A message that its schema refuses is named and failed, so that it ends in the dead-letter
 * queue and stops no good one.
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
      if (!read) {
        log.error("message-poison", { messageId, receiveCount });
        return false;
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
