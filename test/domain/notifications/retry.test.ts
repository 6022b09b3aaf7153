import { describe, expect, it } from "vitest";
import { instantOf, millisOf } from "../../../shared/domain/foundation/instant.ts";
import { retryInSeconds, secondsUntil } from "../../../shared/domain/notifications/retry.ts";

const SINCE = "2026-11-22T01:30:00.000Z";
const after = (seconds: number): string => instantOf(millisOf(SINCE) + seconds * 1000);

describe("a notice that its provider did not take", () => {
  it("is tried again after 2 s, 10 s, 30 s, 2 min, 10 min, then every 15 min", () => {
    const waits = Array.from({ length: 8 }, (_, attempt) => retryInSeconds(attempt + 1, SINCE, SINCE));
    expect(waits).toEqual([2, 10, 30, 120, 600, 900, 900, 900]);
  });

  it("is tried for 72 hours, then left to a person", () => {
    expect(retryInSeconds(9, SINCE, after(72 * 3600 - 1))).toBe(900);
    expect(retryInSeconds(9, SINCE, after(72 * 3600))).toBeUndefined();
    expect(retryInSeconds(1, SINCE, after(72 * 3600))).toBeUndefined();
  });

  it("waits whole seconds until an instant, at least one and at most as long as a queue delays", () => {
    expect(secondsUntil(after(0.2), SINCE)).toBe(1);
    expect(secondsUntil(after(-60), SINCE)).toBe(1);
    expect(secondsUntil(after(10.2), SINCE)).toBe(11);
    expect(secondsUntil(after(100_000), SINCE)).toBe(900);
  });
});
