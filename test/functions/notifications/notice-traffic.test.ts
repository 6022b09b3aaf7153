import { describe, expect, it } from "vitest";
import { runTraffic, type TrafficProvider } from "../../builders/notice-traffic.ts";
import { withLog } from "../boundary/captured-log.ts";

const MINUTE = 60;
const HALF_AN_HOUR = 30 * MINUTE;
const AWS: TrafficProvider = { name: "aws-sms", honoursReferences: false, canBeAsked: false, usual: 50 };
const ESMS: TrafficProvider = { name: "esms", honoursReferences: true, canBeAsked: true, usual: 50 };

/** A sequence of numbers in [0, 1) that is the same for a seed (mulberry32). */
const seeded = (seed: number) => {
  let state = seed;
  return (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
};
const run = async (traffic: Omit<Parameters<typeof runTraffic>[0], "random">, seed = 1) =>
  (await withLog(() => runTraffic({ ...traffic, random: seeded(seed) }))).result;

const copies = (taken: { reference: string }[]): Map<string, number> => {
  const counted = new Map<string, number>();
  for (const { reference } of taken) counted.set(reference, (counted.get(reference) ?? 0) + 1);
  return counted;
};

describe("2,000 notices", { timeout: 60_000 }, () => {
  it("with their provider down for half an hour are held, then all sent, with few calls to the dead one", async () => {
    const { taken, lost, dead, calls, ended, seconds } = await run({
      messages: 2_000,
      providers: [{ ...ESMS, down: [0, HALF_AN_HOUR] }],
    });
    expect([lost.length, dead.length]).toEqual([0, 0]);
    expect([...copies(taken).values()].every((count) => count === 1)).toBe(true);
    expect(taken).toHaveLength(2_000);
    expect(ended.every(({ state }) => state === "sent")).toBe(true);
    expect((calls.get("esms")?.length ?? 0) - 2_000).toBeLessThan(400);
    expect(seconds).toBeLessThan(HALF_AN_HOUR + 20 * MINUTE);
  });

  it("of which a fifth is doubled at every step do not multiply while their provider is down", async () => {
    const down: [number, number] = [0, HALF_AN_HOUR];
    const single = await run({ messages: 200, providers: [{ ...ESMS, down }] });
    const doubled = await run({ messages: 200, providers: [{ ...ESMS, down }], doubled: 0.2 });
    expect(doubled.lost).toEqual([]);
    expect(doubled.taken).toHaveLength(200);
    expect(doubled.putBacks()).toBeLessThan(2.5 * single.putBacks());
  });

  it("with one provider silent for hours go by the other within minutes, marked where nobody could tell", async () => {
    const { taken, lost, secondsOf, ended } = await run({
      messages: 200,
      overSeconds: HALF_AN_HOUR,
      providers: [{ ...ESMS, down: [0, 12 * HALF_AN_HOUR] }, AWS],
    });
    expect(lost).toEqual([]);
    expect(Math.max(...taken.map(({ at }) => secondsOf(at)))).toBeLessThan(HALF_AN_HOUR + 5 * MINUTE);
    expect(ended.every(({ state }) => state === "sent")).toBe(true);
  });

  it("fail over to the other provider, and the first one comes back when it works, with a smaller share", async () => {
    const { taken, lost, dead, health, secondsOf, calls } = await run({
      messages: 2_000,
      overSeconds: 8 * HALF_AN_HOUR,
      providers: [{ ...AWS, down: [0, HALF_AN_HOUR] }, ESMS],
    });
    expect([lost, dead]).toEqual([[], []]);
    const sentWhileDown = taken.filter(({ at }) => secondsOf(at) < HALF_AN_HOUR);
    expect(sentWhileDown.length).toBeGreaterThan(240);
    expect((calls.get("aws-sms") ?? []).filter((at) => secondsOf(at) < HALF_AN_HOUR).length).toBeLessThan(60);
    // Its share comes back by ten with each hour after the last fault.
    const later = taken.filter(({ at }) => secondsOf(at) > 3 * HALF_AN_HOUR);
    const returned = later.filter(({ provider }) => provider === "aws-sms");
    expect(returned.length).toBeGreaterThan(0);
    expect(returned.length).toBeLessThan(later.length / 2);
    expect([...health.healths.values()]).toMatchObject([{ provider: "aws-sms", rests: 0, restUntil: null }]);
  });

  it.each([1, 2, 3])(
    "with workers killed 40 times and a fifth doubled arrive once each by a provider that knows references (seed %i)",
    async (seed) => {
      const { taken, lost, kills, ended } = await run(
        { messages: 2_000, providers: [ESMS], doubled: 0.2, killed: { share: 0.004, most: 40 } },
        seed,
      );
      expect(kills()).toBe(40);
      expect(lost).toEqual([]);
      expect(taken).toHaveLength(2_000);
      expect(ended.filter(({ doubts }) => doubts > 0)).toEqual([]);
    },
  );

  it.each([1, 2, 3])(
    "by one that knows none arrive twice only where nobody could tell, and each of those is marked (seed %i)",
    async (seed) => {
      const { taken, lost, kills, ended } = await run(
        { messages: 2_000, providers: [AWS], doubled: 0.2, killed: { share: 0.004, most: 40 } },
        seed,
      );
      expect(kills()).toBe(40);
      expect(lost).toEqual([]);
      const marked = new Set(ended.filter(({ doubts }) => doubts > 0).map(({ outboxId }) => outboxId));
      const twice = [...copies(taken)].filter(([, count]) => count > 1);
      expect(twice.filter(([outboxId]) => !marked.has(outboxId))).toEqual([]);
      expect(twice.every(([, count]) => count === 2)).toBe(true);
      expect(marked.size).toBeLessThanOrEqual(40);
    },
  );
});
