import { describe, expect, it } from "vitest";
import {
  deliverStreamBatch,
  type GivenUp,
  type StreamPolicy,
  type StreamRecord,
} from "../../../infra/local/deliveries/stream-batch.ts";
import type { Outcome } from "../../../infra/local/functions/function-worker.ts";

const NOW = 1_000_000;
const record = (sequence: string, createdAt = NOW): StreamRecord => ({ sequence, createdAt, event: {} });
const records = (...sequences: string[]): StreamRecord[] => sequences.map((one) => record(one));
const DONE: Outcome = { ok: true, payload: "null" };
const CRASHED: Outcome = { ok: false, reason: "error", errorType: "Error", errorMessage: "" };
const failedAt = (itemIdentifier: string): Outcome => ({
  ok: true,
  payload: JSON.stringify({ batchItemFailures: [{ itemIdentifier }] }),
});

const deliver = async (
  batch: StreamRecord[],
  answer: (ids: string, call: number) => Outcome,
  policy: Partial<StreamPolicy> = {},
  goesOn = true,
) => {
  const calls: string[] = [];
  const lost: GivenUp[] = [];
  const pauses: number[] = [];
  const result = await deliverStreamBatch(
    batch,
    { reportsFailures: true, bisects: false, retries: -1, maximumAgeSeconds: -1, ...policy },
    {
      invoke: async (given) => {
        const ids = given.map(({ sequence }) => sequence).join("");
        calls.push(ids);
        return answer(ids, calls.length);
      },
      giveUp: async (one) => {
        lost.push(one);
      },
      pause: async (attempt) => {
        pauses.push(attempt);
        return goesOn;
      },
      now: () => NOW,
    },
  );
  const given = lost.map(({ condition, records: gone }) => `${condition} ${gone.map((one) => one.sequence).join("")}`);
  return { result, calls, lost: given, pauses };
};

describe("a batch of a stream", () => {
  it("is tried again as a whole when the function fails", async () => {
    const { calls, pauses } = await deliver(records("1", "2"), (_, call) => (call < 3 ? CRASHED : DONE));
    expect(calls).toEqual(["12", "12", "12"]);
    expect(pauses).toEqual([1, 2]);
  });

  it("begins again at the lowest failure reported", async () => {
    const { calls } = await deliver(records("1", "2", "3"), (ids) => (ids === "123" ? failedAt("2") : DONE));
    expect(calls).toEqual(["123", "23"]);
  });

  it("is halved where the mapping bisects, the halves in order", async () => {
    const answer = (ids: string) => (ids.length > 1 ? CRASHED : DONE);
    const { calls } = await deliver(records("1", "2", "3"), answer, { bisects: true, retries: 5 });
    expect(calls).toEqual(["123", "12", "1", "2", "3"]);
  });

  it("gives up only the bad record once its attempts are spent", async () => {
    const answer = (ids: string) => (ids.includes("2") ? CRASHED : DONE);
    const { calls, lost, result } = await deliver(records("1", "2", "3"), answer, { bisects: true, retries: 2 });
    expect(lost).toEqual(["RetryAttemptsExhausted 2"]);
    expect(calls).toEqual(["123", "12", "1", "2", "2", "2", "3"]);
    expect(result).toBe("done");
  });

  it("gives up what has grown too old", async () => {
    const old = record("1", NOW - 61_000);
    const { calls, lost } = await deliver([old, record("2")], (ids) => (ids === "12" ? CRASHED : DONE), {
      maximumAgeSeconds: 60,
    });
    expect(lost).toEqual(["RecordAgeExceeded 1"]);
    expect(calls).toEqual(["12", "2"]);
  });

  it("stays undone when the stack stops while it waits", async () => {
    const { result, calls } = await deliver(records("1"), () => CRASHED, {}, false);
    expect(result).toBe("stopped");
    expect(calls).toEqual(["1"]);
  });
});
