import { describe, expect, it } from "vitest";
import { runStatistics, type Traffic } from "../../builders/statistics-world.ts";
import { withLog } from "../boundary/captured-log.ts";

const run = async (traffic: Traffic) => (await withLog(() => runStatistics(traffic))).result;

const SEEDS = Array.from({ length: 20 }, (_, seed) => seed + 1);

describe("counters of dossiers to which things happen", { timeout: 60_000 }, () => {
  it("equal the recount after 50 kills of projectors in mid-batch, with a fifth of the events told twice", async () => {
    const { killed, differences, told } = await run({ seed: 7, dossiers: 20, kills: 50, share: 0.1 });
    expect(told.length).toBeGreaterThan(50);
    expect(killed).toBe(50);
    expect(differences).toEqual([]);
  });

  it.each(SEEDS)("equal it in whatever order and however often they are told (seed %i)", async (seed) => {
    const { differences } = await run({ seed, doubled: 0.5, kills: 5, share: 0.05 });
    expect(differences).toEqual([]);
  });
});

describe("a rebuild of the figures", { timeout: 120_000 }, () => {
  it.each(SEEDS)(
    "counts what was lost before it, beside projectors that go on, with workers killed on the way (seed %i)",
    async (seed) => {
      const { stores, differences } = await run({ seed, rebuild: true, lost: 0.5, kills: 10, share: 0.04 });
      expect(differences).toEqual([]);
      expect(stores.setsNow()).toEqual({ current: 2, next: null });
      expect(stores.rebuildNow()).toMatchObject({ step: "done", finishedAt: expect.any(String) });
      expect(stores.pagesKept()).toBe(0);
    },
  );

  it("killed at any one step is gone on with and comes to the same", async () => {
    const traffic = { seed: 5, dossiers: 1, rebuild: true, lost: 0.5 };
    const { turns } = await run(traffic);
    expect(turns).toBeGreaterThan(200);
    for (let killAt = 1; killAt <= turns; killAt += 1) {
      const { stores, differences } = await run({ ...traffic, killAt });
      expect({ killAt, differences }).toEqual({ killAt, differences: [] });
      expect(stores.rebuildNow()?.step).toBe("done");
    }
  });
});
