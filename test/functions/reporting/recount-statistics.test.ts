import { describe, expect, it } from "vitest";
import { countDossier } from "../../../functions/reporting/count-dossier.ts";
import { recountStatistics } from "../../../functions/reporting/recount-statistics.ts";
import { sha256 } from "../../../shared/adapters/crypto/digest.ts";
import { isCounted } from "../../../shared/domain/dossiers/change-set.ts";
import type { OutboxMessage } from "../../../shared/domain/dossiers/event.ts";
import { instantOf, millisOf, provinceDate } from "../../../shared/domain/foundation/instant.ts";
import type { Recount, RecountStore } from "../../../shared/domain/reporting/check-figures.ts";
import { dayBefore } from "../../../shared/domain/reporting/report-days.ts";
import { catalogue, livesOfSeed } from "../../builders/statistics-world.ts";
import { dayRootsFake } from "../../fakes/day-roots.ts";
import { statisticsStores } from "../../fakes/statistics-stores.ts";
import { withLog } from "../boundary/captured-log.ts";

/** Three in the morning of the province, long after all that happened in these worlds. */
const NIGHT = "2021-12-31T20:00:00.000Z";

const recountsOf = (): RecountStore & { now: () => { recount: Recount | null; askedAt: string | null } } => {
  let [recount, askedAt]: [Recount | null, string | null] = [null, null];
  return {
    read: async () => ({ recount, askedAt }),
    ask: async (at) => {
      askedAt = at;
    },
    save: async (saved) => {
      recount = saved;
      if (saved.finishedAt === null) askedAt = null;
    },
    now: () => ({ recount, askedAt }),
  };
};

/** Dossiers of which every event happened, and all but those of which `drops` says so were counted. */
const worldWith = async (drops: (dossierId: string, isLast: boolean) => boolean = () => false) => {
  const stores = statisticsStores();
  const told = livesOfSeed(23, 4);
  for (const { events } of told)
    for (const event of events) {
      stores.happen(event);
      const isLast = event === events.findLast(isCounted);
      if (isCounted(event) && !drops(event.dossierId, isLast))
        await withLog(() => countDossier({ dossierId: event.dossierId }, { store: stores.projection, catalogue }));
    }
  const recounts = recountsOf();
  const roots = dayRootsFake();
  const poked: OutboxMessage[] = [];
  const dependencies = {
    store: stores.projection,
    walk: stores.walk,
    lives: stores.lives,
    figures: stores.figures,
    recounts,
    roots,
    digest: sha256,
    catalogue,
    now: () => NIGHT,
    poke: async (messages: readonly OutboxMessage[]) => {
      poked.push(...messages);
      return [] as number[];
    },
  };
  const run = (at = NIGHT) => withLog(() => recountStatistics(at, dependencies));
  return { stores, told, recounts, roots, poked, dependencies, run };
};

describe("the recount of the statistics", () => {
  it("keeps what the events of each day are known by, once, and names a day whose events are others since", async () => {
    const { stores, told, roots, run } = await worldWith();
    await run();
    const kept = roots.all();
    expect(kept.length).toBeGreaterThan(5);
    expect(kept.reduce((sum, { events }) => sum + events, 0)).toBe(
      told.flatMap(({ events }) => events.filter(({ code }) => code !== undefined)).length,
    );
    const forged = told[0]?.events.find(isCounted);
    if (!forged) throw new Error("no event");
    stores.happen({ ...forged, hash: "forged" });
    const { lines } = await run("2022-01-01T20:00:00.000Z");
    expect(lines.filter(({ code }) => code === "day-root-differs")).toMatchObject([{ day: provinceDate(forged.at) }]);
    expect(roots.all()).toEqual(kept);
  });

  it("agrees with counters that counted everything, in one short line", async () => {
    const { run, told, recounts, poked } = await worldWith();
    const { result, lines } = await run();
    expect(result).toEqual({ dossiers: told.length, differing: 0, uncounted: 0 });
    expect(lines).toMatchObject([{ level: "info", code: "figures-agree", count: told.length }]);
    expect(poked).toEqual([]);
    expect(recounts.now().recount).toMatchObject({ day: "2021-12-31", finishedAt: NIGHT, differing: 0, behind: [] });
  });

  it("names the dossier of an event that was dropped and every figure that it lacks, and has it counted", async () => {
    const victim = livesOfSeed(23, 4).findLast(({ events }) => events.filter(isCounted).length > 3);
    const id = victim?.events[0]?.dossierId ?? "";
    const last = victim?.events.findLast(isCounted);
    const { run, poked, stores, recounts } = await worldWith((dossierId, isLast) => dossierId === id && isLast);
    const { result, lines } = await run();
    expect(result.uncounted).toBe(1);
    expect(result.differing).toBeGreaterThan(0);
    const named = lines.filter(({ code }) => code === "dossier-uncounted");
    expect(named).toMatchObject([{ level: "error", dossierId: id, version: last?.version }]);
    const differ = lines.filter(({ code }) => code === "figures-differ");
    expect(differ).toHaveLength(result.differing);
    expect(differ[0]).toMatchObject({
      unit: expect.any(String),
      field: victim?.field,
      procedure: victim?.procedure,
      metric: expect.any(String),
      counted: expect.any(Number),
      recounted: expect.any(Number),
    });
    expect(recounts.now().recount?.behind).toMatchObject([{ dossierId: id, version: last?.version }]);
    expect(poked).toEqual([{ outboxId: `${id}:${last?.version}`, dossierId: id, commandId: last?.commandId }]);

    await withLog(() => countDossier({ dossierId: id }, { store: stores.projection, catalogue }));
    await recounts.ask(NIGHT);
    expect((await run()).result).toMatchObject({ differing: 0, uncounted: 0 });
  });

  it("finds a figure that is wrong though no dossier is behind", async () => {
    const { run, stores, told } = await worldWith();
    const life = await stores.projection.life(told[0]?.events[0]?.dossierId ?? "", 1);
    if (!life) throw new Error("no life");
    const { unit, field, procedure } = life;
    const row = { grain: "year", period: "2020", unit, field, procedure, figures: { rated: 2 } } as const;
    await stores.projection.count(1, life, life, [row]);
    const { result, lines } = await run();
    expect(result).toMatchObject({ differing: 1, uncounted: 0 });
    expect(lines).toMatchObject([{ code: "figures-differ", unit, field, procedure, metric: "rated" }]);
    expect(Number(lines[0]?.counted) - Number(lines[0]?.recounted)).toBe(2);
  });

  it("runs once a night, from three o'clock on, and whenever it was asked for", async () => {
    const { run, recounts } = await worldWith();
    expect((await run("2021-12-31T19:55:00.000Z")).result.dossiers).toBe(0);
    expect((await run()).result.dossiers).toBeGreaterThan(0);
    expect((await run("2021-12-31T20:05:00.000Z")).result.dossiers).toBe(0);
    await recounts.ask("2021-12-31T20:06:00.000Z");
    expect((await run("2021-12-31T20:10:00.000Z")).result.dossiers).toBeGreaterThan(0);
    expect((await run("2022-01-01T20:00:00.000Z")).result.dossiers).toBeGreaterThan(0);
  });

  it("leaves a day alone until its last events may be counted, and has it checked the same night", async () => {
    const { run, recounts, roots, told } = await worldWith();
    const days = new Set(told.flatMap(({ events }) => events.map(({ at }) => provinceDate(at))));
    const day = [...days].sort().at(-1) ?? "";
    const midnight = millisOf(`${day}T17:00:00.000Z`);
    await recounts.ask(instantOf(midnight + 1_000));
    await run(instantOf(midnight + 5 * 60_000));
    expect(recounts.now().recount?.day).toBe(dayBefore(day));
    expect(roots.all().map((root) => root.day)).not.toContain(day);
    await run(instantOf(midnight + 3 * 3_600_000));
    expect(recounts.now().recount?.day).toBe(day);
    expect(roots.all().map((root) => root.day)).toContain(day);
  });

  it("begins anew what was cut, and leaves alone what is under way", async () => {
    const { run, recounts } = await worldWith();
    const begun = { day: "2021-12-30", startedAt: NIGHT, finishedAt: null, dossiers: 0, differing: 0, uncounted: 0 };
    await recounts.save({ ...begun, differences: [], behind: [] });
    expect((await run("2021-12-31T20:10:00.000Z")).result.dossiers).toBe(0);
    expect((await run("2021-12-31T20:25:00.000Z")).result.dossiers).toBeGreaterThan(0);
  });

  it("fails where what is behind could not be told to those who count", async () => {
    const { dependencies } = await worldWith((_, isLast) => isLast);
    await expect(
      withLog(() => recountStatistics(NIGHT, { ...dependencies, poke: async () => [0] })),
    ).rejects.toMatchObject({ name: "PokesLeft" });
  });
});
