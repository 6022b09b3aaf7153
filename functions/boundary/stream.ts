import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from "aws-lambda";
import type * as z from "zod";
import { errorName, log } from "./log.ts";

/** What the operation hands back: which of the items it was given could not be done, by their place. */
export type FailedItems = readonly number[];

const sequenceOf = (record: DynamoDBRecord): string => record.dynamodb?.SequenceNumber ?? "";

/**
 * One consumer of the table's stream. The operation gets the new images of a batch in their order, together, and
 * answers which failed. A stream has one position: the first failure is named and everything from it on comes
 * again, so the operation must bear repetition. An image that its schema refuses fails from its place on; the
 * event source bisects it out to the on-failure queue.
 */
export const stream =
  <const I extends z.ZodType, D>(
    spec: { image: I },
    wiring: () => Promise<D> | D,
    operation: (items: z.output<I>[], dependencies: D) => Promise<FailedItems>,
  ) =>
  async (event: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
    const items: z.output<I>[] = [];
    let firstFailure: string | undefined;
    for (const record of event.Records) {
      const read = spec.image.safeParse(record.dynamodb?.NewImage);
      if (!read.success) {
        firstFailure = sequenceOf(record);
        log.error("stream-record-poison", { sequenceNumber: firstFailure });
        break;
      }
      items.push(read.data);
    }
    if (items.length > 0) {
      try {
        const failed = await operation(items, await wiring());
        const first = event.Records[Math.min(...failed)];
        if (first) firstFailure = sequenceOf(first);
      } catch (error) {
        firstFailure = sequenceOf(event.Records[0] as DynamoDBRecord);
        log.error("stream-batch-failed", { sequenceNumber: firstFailure, error: errorName(error) });
      }
    }
    return { batchItemFailures: firstFailure === undefined ? [] : [{ itemIdentifier: firstFailure }] };
  };
