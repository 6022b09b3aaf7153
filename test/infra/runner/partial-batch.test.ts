import { describe, expect, it } from "vitest";
import { failuresOf } from "../../../infra/local/deliveries/partial-batch.ts";
import type { Outcome } from "../../../infra/local/functions/function-worker.ts";

const answered = (value: unknown): Outcome => ({ ok: true, payload: JSON.stringify(value) ?? "null" });
const failures = (value: unknown, reports = true) => failuresOf(answered(value), ["a", "b"], reports);
const failing = (...itemIdentifier: unknown[]) => ({
  batchItemFailures: itemIdentifier.map((id) => ({ itemIdentifier: id })),
});

describe("a batch", () => {
  it("is done when the answer names no failure", () => {
    for (const value of [undefined, null, {}, { batchItemFailures: null }, { batchItemFailures: [] }])
      expect(failures(value)).toEqual(new Set());
  });

  it("is undone in the items that the answer names", () => {
    expect(failures(failing("b"))).toEqual(new Set(["b"]));
  });

  it("is undone as a whole when an identifier is empty, null, missing or not of the batch", () => {
    for (const id of ["", null, undefined, "c", 7]) expect(failures(failing("a", id))).toBe("whole-batch");
    expect(failures({ batchItemFailures: [{ id: "a" }] })).toBe("whole-batch");
    expect(failures({ batchItemFailures: [null] })).toBe("whole-batch");
    expect(failures({ batchItemFailures: "a" })).toBe("whole-batch");
    expect(failures("a")).toBe("whole-batch");
  });

  it("is undone as a whole when the function fails", () => {
    const outcome: Outcome = { ok: false, reason: "killed", errorType: "Exit", errorMessage: "" };
    expect(failuresOf(outcome, ["a"], true)).toBe("whole-batch");
    expect(failuresOf(outcome, ["a"], false)).toBe("whole-batch");
  });

  it("is done by any answer where the mapping reads none", () => {
    expect(failures(failing("a"), false)).toEqual(new Set());
  });
});
