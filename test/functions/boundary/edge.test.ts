import { describe, expect, it } from "vitest";
import { callerAddress, edgeGuard } from "../../../functions/boundary/edge.ts";
import { httpEvent } from "../../builders/http-event.ts";

const CURRENT = "current-".padEnd(64, "c");
const PREVIOUS = "previous-".padEnd(64, "p");
const NEXT = "next-".padEnd(64, "n");

/** The guard of one process, with a clock to move; `kept` is what the process has read last. */
const aGuard = (...values: string[]) => {
  const clock = { now: 1_000_000 };
  const secret = { values };
  let kept: string[] | undefined;
  const reads: number[] = [];
  const passes = edgeGuard(
    async (maxAgeMs = 300_000) => {
      if (kept === undefined || maxAgeMs === 0) {
        reads.push(clock.now);
        kept = secret.values;
      }
      return kept;
    },
    () => clock.now,
  );
  const from = (value?: string) =>
    passes(httpEvent(value === undefined ? {} : { headers: { "x-origin-secret": value } }));
  return { from, clock, secret, reads };
};

describe("the guard of the edge", () => {
  it("lets through the current and the previous value", async () => {
    const { from } = aGuard(CURRENT, PREVIOUS);
    expect([await from(CURRENT), await from(PREVIOUS)]).toEqual(["passed", "passed"]);
  });

  it.each([
    ["another value", NEXT],
    ["a shorter one", CURRENT.slice(0, -1)],
    ["a longer one", `${CURRENT}c`],
    ["two in one", `${CURRENT},${PREVIOUS}`],
    ["the digest of one", "0".repeat(64)],
  ])("holds %s for wrong", async (_, value) => {
    expect(await aGuard(CURRENT, PREVIOUS).from(value)).toBe("wrong");
  });

  it("reads nothing for a request without a value", async () => {
    const { from, reads } = aGuard(CURRENT);
    expect([await from(), await from("")]).toEqual(["absent", "absent"]);
    expect(reads).toEqual([]);
  });

  it("takes a value that was added since its last read at once, and goes on taking the one before", async () => {
    const { from, secret } = aGuard(CURRENT);
    expect(await from(CURRENT)).toBe("passed");
    secret.values = [CURRENT, NEXT];
    expect([await from(NEXT), await from(CURRENT), await from(NEXT)]).toEqual(["passed", "passed", "passed"]);
  });

  it("no longer takes a value that was removed, once it has read again", async () => {
    const { from, secret } = aGuard(CURRENT, PREVIOUS);
    await from(PREVIOUS);
    secret.values = [CURRENT];
    await from(NEXT);
    expect(await from(PREVIOUS)).toBe("wrong");
  });

  it("reads again for wrong values once a minute, however many come", async () => {
    const { from, clock, reads } = aGuard(CURRENT);
    for (let wrong = 0; wrong < 1200; wrong += 1) {
      expect(await from(NEXT)).toBe("wrong");
      clock.now += 100;
    }
    // Two minutes: the first read of all, and one for each minute.
    expect(reads).toHaveLength(3);
    expect(await from(CURRENT)).toBe("passed");
  });

  it("lets nobody through while the secret cannot be read", async () => {
    const passes = edgeGuard(() => Promise.reject(new Error("busy")));
    await expect(passes(httpEvent({ headers: { "x-origin-secret": CURRENT } }))).rejects.toThrow("busy");
  });

  it("reads again when the clock was set back", async () => {
    const { from, clock, reads } = aGuard(CURRENT);
    await from(NEXT);
    clock.now -= 1;
    await from(NEXT);
    expect(reads).toHaveLength(3);
  });
});

describe("the caller's address", () => {
  const of = (forwarded: string | undefined, behindEdge = true) =>
    callerAddress(httpEvent(forwarded === undefined ? {} : { headers: { "x-forwarded-for": forwarded } }), behindEdge);

  it("is what the API sees where there is no edge, whatever the caller says", () => {
    expect(of("203.0.113.9", false)).toBe("127.0.0.1");
  });

  it.each([
    ["as CloudFront wrote it", "203.0.113.9", "203.0.113.9"],
    ["before CloudFront's own, where the API appended that", "203.0.113.9, 127.0.0.1", "203.0.113.9"],
    ["and not what the caller made up", "198.51.100.1, 203.0.113.9, 127.0.0.1", "203.0.113.9"],
    ["also of the sixth version", "2001:db8::9, 127.0.0.1", "2001:db8::9"],
    ["CloudFront's where nothing was written", undefined, "127.0.0.1"],
    ["CloudFront's where nothing else was written", "127.0.0.1", "127.0.0.1"],
  ])("is the caller's, %s", (_, forwarded, address) => {
    expect(of(forwarded)).toBe(address);
  });
});
