import type { Outcome } from "../functions/function-worker.ts";
import { failuresOf } from "./partial-batch.ts";

export type StreamRecord = { sequence: string; createdAt: number; event: object };

export type StreamPolicy = {
  reportsFailures: boolean;
  bisects: boolean;
  /** -1: again and again. */
  retries: number;
  /** -1: however old. */
  maximumAgeSeconds: number;
};

export type GivenUp = {
  condition: "RetryAttemptsExhausted" | "RecordAgeExceeded";
  records: readonly StreamRecord[];
  attempts: number;
  outcome: Outcome;
};

/** Where in the batch the work has to begin again; its length when all is done. */
const firstFailed = (records: readonly StreamRecord[], outcome: Outcome, reportsFailures: boolean): number => {
  const ids = records.map(({ sequence }) => sequence);
  const failures = failuresOf(outcome, ids, reportsFailures);
  if (failures === "whole-batch") return 0;
  const at = ids.findIndex((id) => failures.has(id));
  return at < 0 ? records.length : at;
};

/**
 * Delivers a batch of a stream in order, as Lambda does: what comes before the lowest failure reported is done; the
 * rest is tried again, halved where the mapping bisects (halving costs no attempt), until attempts or age run out.
 * What is given up goes to `giveUp`, and the stream moves on.
 */
export const deliverStreamBatch = async (
  records: readonly StreamRecord[],
  policy: StreamPolicy,
  world: {
    invoke(records: readonly StreamRecord[]): Promise<Outcome>;
    giveUp(lost: GivenUp): Promise<void>;
    /** Waits before attempt n of the same records; false ends the delivery, undone. */
    pause(attempt: number): Promise<boolean>;
    now(): number;
  },
): Promise<"done" | "stopped"> => {
  let rest = records;
  let attempts = 0;
  let outcome: Outcome | undefined;
  while (rest.length > 0) {
    if (outcome !== undefined && policy.maximumAgeSeconds >= 0) {
      const limit = world.now() - policy.maximumAgeSeconds * 1000;
      const tooOld = rest.filter(({ createdAt }) => createdAt < limit);
      if (tooOld.length > 0) {
        await world.giveUp({ condition: "RecordAgeExceeded", records: tooOld, attempts, outcome });
        rest = rest.filter((record) => !tooOld.includes(record));
        continue;
      }
    }
    outcome = await world.invoke(rest);
    attempts += 1;
    const at = firstFailed(rest, outcome, policy.reportsFailures);
    if (at === rest.length) return "done";
    if (at > 0) {
      // Progress was made: the rest is a batch of its own.
      rest = rest.slice(at);
      attempts = 1;
    }
    if (policy.bisects && rest.length > 1) {
      const middle = Math.ceil(rest.length / 2);
      for (const half of [rest.slice(0, middle), rest.slice(middle)])
        if ((await deliverStreamBatch(half, policy, world)) === "stopped") return "stopped";
      return "done";
    }
    if (policy.retries >= 0 && attempts > policy.retries) {
      await world.giveUp({ condition: "RetryAttemptsExhausted", records: rest, attempts, outcome });
      return "done";
    }
    if (!(await world.pause(attempts))) return "stopped";
  }
  return "done";
};
