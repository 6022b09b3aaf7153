import { describe, expect, it } from "vitest";
import { MOST_ATTEMPTS, retryInSeconds } from "../../../shared/domain/notifications/retry.ts";

describe("a notice that its provider did not take", () => {
  const waits = Array.from({ length: MOST_ATTEMPTS - 1 }, (_, attempt) => retryInSeconds(attempt + 1) ?? 0);

  it("is tried again within 30 seconds while the fault is young", () => {
    expect(Math.max(...waits.slice(0, 8))).toBeLessThanOrEqual(30);
  });

  it("never waits longer than a queue can delay, nor shorter than before", () => {
    expect(Math.max(...waits)).toBeLessThanOrEqual(900);
    expect(waits).toEqual(waits.toSorted((a, b) => a - b));
  });

  it("is tried for 72 hours, then left to a person", () => {
    expect(waits.reduce((sum, wait) => sum + wait, 0) / 3600).toBeGreaterThan(72);
    expect(retryInSeconds(MOST_ATTEMPTS)).toBeUndefined();
  });
});
