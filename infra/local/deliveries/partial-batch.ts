import type { Outcome } from "../functions/function-worker.ts";

/** What a consumer left undone of a batch: ids of failed items, or the whole batch. */
export type Failures = ReadonlySet<string> | "whole-batch";

const NONE: ReadonlySet<string> = new Set();

/**
 * Reads a result as Lambda does with ReportBatchItemFailures: no or empty list is success; an identifier that is
 * empty, missing or not of the batch fails the whole batch, as an error or a result that is no object does
 * (docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html).
 */
export const failuresOf = (outcome: Outcome, ids: readonly string[], reportsFailures: boolean): Failures => {
  if (!outcome.ok) return "whole-batch";
  if (!reportsFailures) return NONE;
  const result: unknown = JSON.parse(outcome.payload);
  if (result === null) return NONE;
  if (typeof result !== "object") return "whole-batch";
  const { batchItemFailures } = result as { batchItemFailures?: unknown };
  if (batchItemFailures === undefined || batchItemFailures === null) return NONE;
  if (!Array.isArray(batchItemFailures)) return "whole-batch";
  const failed = new Set<string>();
  for (const item of batchItemFailures as ({ itemIdentifier?: unknown } | null)[]) {
    const id = item?.itemIdentifier;
    if (typeof id !== "string" || !ids.includes(id)) return "whole-batch";
    failed.add(id);
  }
  return failed;
};
