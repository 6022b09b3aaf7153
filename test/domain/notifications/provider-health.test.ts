import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { instantOf, millisOf } from "../../../shared/domain/foundation/instant.ts";
import {
  chosen,
  isOnTrial,
  isResting,
  type ProviderCall,
  type ProviderHealth,
  recovered,
  rested,
  slowed,
  verdictOf,
  weightAt,
} from "../../../shared/domain/notifications/provider-health.ts";

const AT = "2026-11-22T01:30:00.000Z";
const after = (seconds: number): string => instantOf(millisOf(AT) + seconds * 1000);
const health = (changes: Partial<ProviderHealth> = {}): ProviderHealth => ({
  provider: "aws-sms",
  weight: 50,
  changedAt: instantOf(0),
  restUntil: null,
  rests: 0,
  ...changes,
});
const calls = (failed: number, slow: number, fine: number, at = AT): ProviderCall[] => [
  ...Array.from({ length: failed }, () => ({ at, tookMs: 20, failed: true })),
  ...Array.from({ length: slow }, () => ({ at, tookMs: 2_000, failed: false })),
  ...Array.from({ length: fine }, () => ({ at, tookMs: 20, failed: false })),
];

describe("a provider", () => {
  it.each([
    [4, 0, 0, "fine"],
    [5, 0, 0, "failing"],
    [5, 0, 5, "failing"],
    [4, 0, 6, "fine"],
    [0, 3, 7, "slow"],
    [0, 2, 8, "fine"],
    [5, 5, 0, "failing"],
  ] as const)("with %i failed, %i slow and %i good calls within a minute is %s", (failed, slow, fine, verdict) => {
    expect(verdictOf(calls(failed, slow, fine), AT)).toBe(verdict);
  });

  it("is judged by the last minute alone", () => {
    expect(verdictOf(calls(20, 0, 0, after(-61)), AT)).toBe("fine");
    expect(verdictOf(calls(20, 0, 0, after(-60)), AT)).toBe("failing");
    // Of a clock that was set back.
    expect(verdictOf(calls(20, 0, 0, after(1)), AT)).toBe("fine");
  });

  it("that fails rests for 10 s, then twice as long each time, at most 5 minutes", () => {
    let now = health();
    const rests: number[] = [];
    for (let time = 0; time < 8; time += 1) {
      const at = after(time * 1000);
      now = rested(now, 50, at);
      rests.push((millisOf(now.restUntil ?? "") - millisOf(at)) / 1000);
    }
    expect(rests).toEqual([10, 20, 40, 80, 160, 300, 300, 300]);
    expect(rested(recovered(now), 50, AT).restUntil).toBe(after(10));
  });

  it("rests until its rest has ended, then is on trial until a call goes through", () => {
    const one = rested(health(), 50, AT);
    expect([isResting(one, after(9.9)), isOnTrial(one, after(9.9))]).toEqual([true, false]);
    expect([isResting(one, after(10)), isOnTrial(one, after(10))]).toEqual([false, true]);
    expect(isOnTrial(recovered(one), after(10))).toBe(false);
  });

  it("does not rest longer than any rest is, whatever a clock ahead of ours wrote", () => {
    const ahead = health({ restUntil: after(301), rests: 6 });
    expect([isResting(ahead, AT), isOnTrial(ahead, AT)]).toEqual([false, true]);
    expect(isResting(health({ restUntil: after(300), rests: 6 }), AT)).toBe(true);
  });

  it("loses ten of its share with each fault, at most once a minute, never below none", () => {
    const once = rested(health(), 50, AT);
    expect(once.weight).toBe(40);
    expect(rested(once, 50, after(30)).weight).toBe(40);
    expect(rested(once, 50, after(60)).weight).toBe(30);
    expect(rested(health({ weight: 5, changedAt: after(-61) }), 50, AT).weight).toBe(0);
  });

  it("that is slow loses ten of its share, at most once a minute, and does not rest", () => {
    const once = slowed(health(), 50, AT);
    expect(once).toMatchObject({ weight: 40, restUntil: null, rests: 0 });
    expect(slowed(once, 50, after(59))).toBe(once);
    expect(slowed(once, 50, after(60)).weight).toBe(30);
  });

  it("gets ten of its share back with each hour, up to the usual one and no further", () => {
    const one = health({ weight: 20, changedAt: AT });
    expect([0, 1, 2, 3, 4].map((hours) => weightAt(one, 50, after(hours * 3600)))).toEqual([20, 30, 40, 50, 50]);
    expect(weightAt(health({ weight: 70, changedAt: AT }), 50, after(3600))).toBe(60);
  });
});

describe("the choice of a provider", () => {
  const two = (first: Partial<ProviderHealth> = {}, second: Partial<ProviderHealth> = {}) => [
    { health: health({ provider: "aws-sms", ...first }), usual: 50 },
    { health: health({ provider: "esms", ...second }), usual: 50 },
  ];

  it("follows their shares", () => {
    const candidates = two({ weight: 20, changedAt: AT }, { weight: 60, changedAt: AT });
    const names = Array.from({ length: 80 }, (_, place) => chosen(candidates, { at: AT, roll: place / 80 }));
    expect(names.filter((name) => name === "aws-sms")).toHaveLength(20);
  });

  it("passes by one that rests, whatever its share", () => {
    const candidates = two({ restUntil: after(1) }, { weight: 0, changedAt: AT });
    for (const roll of [0, 0.5, 0.99]) expect(chosen(candidates, { at: AT, roll })).toBe("esms");
  });

  it("avoids the one that failed last, unless there is nobody else", () => {
    expect(chosen(two(), { at: AT, roll: 0, avoid: "aws-sms" })).toBe("esms");
    expect(chosen(two({}, { restUntil: after(1) }), { at: AT, roll: 0, avoid: "aws-sms" })).toBe("aws-sms");
  });

  it("is nobody where all rest", () => {
    expect(chosen(two({ restUntil: after(1) }, { restUntil: after(2) }), { at: AT, roll: 0 })).toBeUndefined();
    expect(chosen([], { at: AT, roll: 0 })).toBeUndefined();
  });

  it("is somebody awake for every roll and all shares, also where nobody has a share", () => {
    const share = fc.integer({ min: 0, max: 100 });
    fc.assert(
      fc.property(
        share,
        share,
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        fc.boolean(),
        (a, b, roll, rests) => {
          const candidates = two(
            { weight: a, changedAt: AT, restUntil: rests ? after(1) : null },
            { weight: b, changedAt: AT },
          );
          const name = chosen(candidates, { at: AT, roll });
          expect(rests ? ["esms"] : ["aws-sms", "esms"]).toContain(name);
        },
      ),
    );
  });
});
