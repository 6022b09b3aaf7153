import { TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eventItem, headerItem } from "../../shared/adapters/dynamodb/dossier-item.ts";
import { dossierWalk } from "../../shared/adapters/dynamodb/dossier-walk.ts";
import { figureStore } from "../../shared/adapters/dynamodb/figure-store.ts";
import { livesOf } from "../../shared/adapters/dynamodb/lives.ts";
import { projectionStore } from "../../shared/adapters/dynamodb/projection-store.ts";
import { rebuildStore } from "../../shared/adapters/dynamodb/rebuild-store.ts";
import { put } from "../../shared/adapters/dynamodb/transact.ts";
import { rowsOf } from "../../shared/domain/reporting/figures.ts";
import { changesOf, projectionOf } from "../../shared/domain/reporting/project.ts";
import { newSegment, SEGMENTS, tally } from "../../shared/domain/reporting/rebuild.ts";
import { aDossier } from "../builders/notice.ts";
import { livesOfSeed } from "../builders/statistics-world.ts";
import { statisticsStores } from "../fakes/statistics-stores.ts";
import { type Emulated, emulatedTable } from "./emulated-table.ts";

type World = Pick<ReturnType<typeof statisticsStores>, "projection" | "figures" | "rebuilds" | "walk" | "lives"> & {
  happen: (event: Parameters<ReturnType<typeof statisticsStores>["happen"]>[0]) => Promise<void>;
};

let table: Emulated;
beforeAll(async () => {
  table = await emulatedTable();
});
afterAll(() => table.stop());

const emulated = (): World => ({
  projection: projectionStore(table),
  figures: figureStore(table),
  rebuilds: rebuildStore(table),
  walk: dossierWalk(table),
  lives: (set, ids) => livesOf(table, set, ids),
  happen: async (event) => {
    const header = headerItem(aDossier({ id: event.dossierId }));
    const TransactItems = [put(table.name, eventItem(event, false)), put(table.name, header)];
    await table.client.send(new TransactWriteCommand({ TransactItems }));
  },
});
const fake = (): World => {
  const stores = statisticsStores();
  return { ...stores, happen: async (event) => stores.happen(event) };
};

const AT = "2021-02-01T00:00:00.000Z";
const told = livesOfSeed(11, 3);
const filed = ({ procedure, field }: (typeof told)[number]) => ({ procedure, field });
const upToEnd = async ({ figures }: World) => {
  const [rows = []] = await figures.upTo(["2021-12-31"], "procedure");
  return rows
    .map(({ figures: all, ...place }) => ({
      ...place,
      figures: Object.fromEntries(
        Object.entries(all)
          .filter(([, by]) => by !== 0)
          .sort(),
      ),
    }))
    .filter(({ figures: all }) => Object.keys(all).length > 0)
    .sort((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)));
};

describe.each([
  ["the fake", fake],
  ["DynamoDB", emulated],
])("the stores of statistics of %s", (_, made) => {
  // One story, since a table has one set of figures.
  it("count once, rebuild into another set while that is counted into, and swap it in", {
    timeout: 30_000,
  }, async () => {
    const world = made();
    const { projection, rebuilds, walk, lives } = world;
    for (const { events } of told) for (const event of events) await world.happen(event);
    const ids = told.map(({ events }) => events[0]?.dossierId ?? "").sort();

    expect(await projection.sets()).toEqual({ current: 1, next: null });
    for (const dossier of told) {
      const id = dossier.events[0]?.dossierId ?? "";
      const events = await projection.events(id);
      expect(events.map(({ version }) => version)).toEqual(dossier.events.map(({ version }) => version));
      const all = projectionOf(undefined, events, filed(dossier));
      if (!all) throw new Error("nothing to count");
      const both = await Promise.all([1, 2].map(() => projection.count(1, undefined, all.life, all.rows)));
      expect(both.sort()).toEqual([false, true]);
      expect(await projection.life(id, 1)).toEqual(all.life);
      expect(await projection.count(1, { ...all.life, version: 1 }, all.life, all.rows)).toBe(false);
    }
    const counted = await upToEnd(world);
    expect(counted.length).toBeGreaterThan(1);

    const rebuild = await rebuilds.begin(AT);
    expect(rebuild).toMatchObject({ set: 2, replaces: 1, step: "counting", turn: 1, finishedAt: null });
    expect(await projection.sets()).toEqual({ current: 1, next: 2 });
    const taken = await rebuilds.begin(AT);
    expect(taken).toEqual({ ...rebuild, turn: 2 });
    expect(await rebuilds.advance(rebuild, "checking", AT)).toBe(false);

    // A projector was first with one of the dossiers.
    const [first] = told;
    const firstId = first?.events[0]?.dossierId ?? "";
    const ahead = first && projectionOf(undefined, first.events, filed(first));
    if (!ahead) throw new Error("nothing to count");
    expect(await projection.count(2, undefined, ahead.life, ahead.rows)).toBe(true);
    // Who still counts a new dossier into the older set takes no life of the newer one's.
    expect(await projection.count(0, undefined, ahead.life, ahead.rows)).toBe(false);
    expect(await rebuilds.without(2, ids)).toEqual(ids.filter((id) => id !== firstId));

    const listed: string[] = [];
    for (let number = 0; number < SEGMENTS; number += 1) {
      let segment = newSegment("counting", number);
      do {
        const page = await walk.page(number, segment.after, 3);
        listed.push(...page.dossierIds);
        const found = page.dossierIds.flatMap((id) => {
          const dossier = told.find(({ events }) => events[0]?.dossierId === id);
          return (dossier && changesOf(undefined, dossier.events, filed(dossier))) ?? [];
        });
        const after = {
          ...segment,
          after: page.next,
          done: page.next === null,
          dossiers: segment.dossiers + found.length,
          pages: segment.pages + 1,
        };
        const saved = await rebuilds.savePage(2, segment, after, found);
        expect(saved).toBe(found.filter(({ life }) => life.dossierId !== firstId).length);
        expect(await rebuilds.savePage(2, segment, after, found)).toBeNull();
        segment = { ...after, counted: after.counted + (saved ?? 0) };
      } while (!segment.done);
      expect((await rebuilds.segments(2))[number]).toEqual(segment);
    }
    expect(listed.sort()).toEqual(ids);
    expect(await rebuilds.without(2, ids)).toEqual([]);
    expect([...(await lives(2, ids)).keys()].sort()).toEqual(ids);
    expect(await upToEnd(world)).toEqual(counted);

    expect(await rebuilds.advance(taken, "joining", AT)).toBe(true);
    const sums = tally();
    for await (const page of rebuilds.sums(2)) sums.add(page);
    // Twice: a rebuild that was cut writes them again.
    for (let times = 0; times < 2; times += 1) await rebuilds.writeRows(2, rowsOf(sums.changes()));
    const joined = { ...taken, step: "joining" } as const;
    expect(await rebuilds.swap(taken, AT)).toBe(false);
    expect(await rebuilds.swap(joined, AT)).toBe(true);
    expect(await rebuilds.swap(joined, AT)).toBe(false);
    expect(await projection.sets()).toEqual({ current: 2, next: null });
    expect(await upToEnd(world)).toEqual(counted);

    for (let times = 0; times < 2; times += 1) {
      await rebuilds.forget(1);
      await rebuilds.forgetPages(2);
    }
    expect(await upToEnd(world)).toEqual(counted);
    for await (const page of rebuilds.sums(2)) throw new Error(`a page was left: ${JSON.stringify(page)}`);
    const tidying = await rebuilds.read();
    if (!tidying) throw new Error("the rebuild is gone");
    expect(await rebuilds.advance(tidying, "done", AT)).toBe(true);
    expect(await rebuilds.read()).toMatchObject({ step: "done", swappedAt: AT, finishedAt: AT });
    expect(await rebuilds.begin(AT)).toMatchObject({ set: 3, replaces: 2, turn: 1 });
  });
});
