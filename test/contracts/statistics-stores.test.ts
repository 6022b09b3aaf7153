import { BatchWriteCommand } from "@aws-sdk/lib-dynamodb";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eventItem } from "../../shared/adapters/dynamodb/dossier-item.ts";
import { figureStore } from "../../shared/adapters/dynamodb/figure-store.ts";
import { projectionStore } from "../../shared/adapters/dynamodb/projection-store.ts";
import type { DossierEvent } from "../../shared/domain/dossiers/event.ts";
import type { Figures } from "../../shared/domain/reporting/figures.ts";
import { projectionOf } from "../../shared/domain/reporting/project.ts";
import { recountedRows, type Told } from "../../shared/domain/reporting/recount.ts";
import type { FigureStore, ProjectionStore, StandingRow } from "../../shared/domain/reporting/statistics-store.ts";
import { toldLives } from "../builders/told-lives.ts";
import { statisticsStores } from "../fakes/statistics-stores.ts";
import { type Emulated, emulatedTable } from "./emulated-table.ts";

type Stores = {
  projection: ProjectionStore;
  figures: FigureStore;
  put: (events: readonly DossierEvent[]) => Promise<void>;
};

let number = 0;
/** Dossiers of a world of their own: no two share an id, a unit or a field. */
const aWorld = (seed: number): Told[] => {
  number += 1;
  const world = `w${number}`;
  const [told = []] = fc.sample(toldLives, { numRuns: 1, seed });
  return told.map(({ events, procedure, field }, nth) => ({
    procedure,
    field: `${world} ${field}`,
    events: events.map((event) => ({
      ...event,
      dossierId: `${world}d${String(nth).padStart(8, "0")}`,
      unit: `${world}-${event.unit}`,
      // Hashes are bytes in the table.
      hash: Buffer.from(`${event.version}`).toString("base64"),
      previousHash: Buffer.from("before").toString("base64"),
    })),
  }));
};
const idOf = ({ events }: Told): string => events[0]?.dossierId ?? "";

const countAll = async ({ projection }: Stores, set: number, { events, ...filed }: Told): Promise<boolean> => {
  const before = await projection.life(idOf({ events, ...filed }), set);
  const found = projectionOf(before, events, filed);
  return found === undefined || projection.count(set, before, found.life, found.rows);
};

/** A dossier that is told of for years, a day an event: more rows than one transaction holds. */
const aLongLife = (): Told => {
  const [{ events: [first] = [], ...filed } = {}] = aWorld(9) as Partial<Told>[];
  if (!first) throw new Error("no event");
  const day = (nth: number): string => new Date(Date.UTC(2021, 0, 4 + nth * 9, 2)).toISOString();
  const begun = { ...first, at: day(0), to: "submitted" } as const;
  const events = Array.from({ length: 60 }, (_, nth): DossierEvent => {
    const asked = nth % 2 === 0;
    const moved =
      nth === 0
        ? ({ what: "dossier-accepted", to: "accepted", changed: { dueAt: day(2) } } as const)
        : ({
            what: asked ? "supplement-answered" : "supplement-requested",
            to: asked ? "processing" : "awaiting-supplement",
            changed: { dueAt: day(nth + 2) },
          } as const);
    return {
      ...begun,
      ...moved,
      version: begun.version + 1 + nth,
      commandId: `long ${nth}`,
      at: day(nth + 1),
      facts: {},
    };
  });
  return { ...(filed as Omit<Told, "events">), events: [{ ...begun, facts: { channel: "online" } }, ...events] };
};

const sorted = (rows: readonly StandingRow[]) =>
  rows
    .map(({ figures, ...row }) => ({
      ...row,
      procedure: null,
      figures: Object.fromEntries(Object.entries(figures as Required<Figures>).filter(([, count]) => count !== 0)),
    }))
    .filter(({ figures }) => Object.keys(figures).length > 0)
    .sort((a, b) => (`${a.unit} ${a.field}` < `${b.unit} ${b.field}` ? -1 : 1));

const ofWorld = (rows: readonly StandingRow[], told: readonly Told[]): StandingRow[] =>
  rows.filter(({ field }) => told.some((one) => one.field === field));

/** The laws of the stores of figures, for whatever keeps them. */
const laws = (open: () => Stores) => {
  it.each([1, 2, 3])(
    "count dossiers so that every sum up to a day is the recount of that day (world %i)",
    async (seed) => {
      const stores = open();
      const told = aWorld(seed);
      await Promise.all(told.map((dossier) => countAll(stores, 1, dossier)));
      const days = ["2020-12-31", "2021-01-05", "2021-01-31", "2021-02-14", "2021-12-31", "2022-06-30"];
      for (const level of ["field", "procedure"] as const) {
        const found = await stores.figures.upTo(days, level);
        for (const [at, day] of days.entries())
          expect({ day, rows: sorted(ofWorld(found[at] ?? [], told)) }).toEqual({
            day,
            rows: sorted(recountedRows(told, day)),
          });
      }
    },
  );

  it("count what a dossier did once, whoever comes first, and say so to the others", async () => {
    const stores = open();
    const told = aWorld(4);
    const answers = await Promise.all(
      told.flatMap(({ events, ...filed }) => {
        const found = projectionOf(undefined, events, filed);
        if (!found) throw new Error("nothing to count");
        return Array.from({ length: 4 }, () => stores.projection.count(1, undefined, found.life, found.rows));
      }),
    );
    expect(answers.filter((one) => one)).toHaveLength(told.length);
    const [found = []] = await stores.figures.upTo(["2022-12-31"], "field");
    expect(sorted(ofWorld(found, told))).toEqual(sorted(recountedRows(told, "2022-12-31")));
  });

  it("go on from where a dossier's life stood", async () => {
    const stores = open();
    const told = aWorld(5);
    for (const { events, ...filed } of told)
      for (let length = 1; length <= events.length; length += 1)
        expect(await countAll(stores, 1, { ...filed, events: events.slice(0, length) })).toBe(true);
    const [found = []] = await stores.figures.upTo(["2022-12-31"], "procedure");
    expect(sorted(ofWorld(found, told))).toEqual(sorted(recountedRows(told, "2022-12-31")));
    for (const dossier of told)
      expect((await stores.projection.life(idOf(dossier), 1))?.version).toBe(dossier.events.at(-1)?.version);
  });

  it("count a life of more rows than one transaction takes, in parts", async () => {
    const stores = open();
    const told = aLongLife();
    let parts = 0;
    for (let version = 0; version < (told.events.at(-1)?.version ?? 0); parts += 1) {
      expect(await countAll(stores, 1, told)).toBe(true);
      version = (await stores.projection.life(idOf(told), 1))?.version ?? Number.POSITIVE_INFINITY;
    }
    expect(parts).toBeGreaterThan(1);
    const [found = []] = await stores.figures.upTo(["2022-12-31"], "field");
    expect(sorted(ofWorld(found, [told]))).toEqual(sorted(recountedRows([told], "2022-12-31")));
  });

  it("keep sets apart, and know nothing of a dossier in a set that took the place of an older one", async () => {
    const stores = open();
    const told = aWorld(6);
    for (const set of [1, 2, 3]) {
      for (const dossier of told) expect(await stores.projection.life(idOf(dossier), set)).toBeUndefined();
      for (const dossier of told) expect(await countAll(stores, set, dossier)).toBe(true);
    }
    const [found = []] = await stores.figures.upTo(["2022-12-31"], "field");
    expect(sorted(ofWorld(found, told))).toEqual(sorted(recountedRows(told, "2022-12-31")));
  });

  it("say what happened by day and by month", async () => {
    const stores = open();
    const told = aWorld(7);
    await Promise.all(told.map((dossier) => countAll(stores, 1, dossier)));
    const received = (rows: readonly StandingRow[]): number =>
      ofWorld(rows, told).reduce(
        (sum, { figures }) =>
          sum +
          (figures["received.online"] ?? 0) +
          (figures["received.counter"] ?? 0) +
          (figures["received.post"] ?? 0),
        0,
      );
    const days = await stores.figures.daysOf("2021-01", "field");
    const months = await stores.figures.monthsOf("2021", "field");
    const accepted = told.flatMap(({ events }) => events.filter(({ what }) => what === "dossier-accepted"));
    const inMonth = accepted.filter(({ at }) => at >= "2020-12-31T17:00:00.000Z" && at < "2021-01-31T17:00:00.000Z");
    expect(received(days)).toBe(inMonth.length);
    expect(received(months.filter(({ period }) => period === "2021-01"))).toBe(inMonth.length);
    expect(days.every(({ grain, period }) => grain === "day" && period.startsWith("2021-01"))).toBe(true);
  });

  it("read a dossier's events in the order of their versions", async () => {
    const stores = open();
    const [dossier] = aWorld(8);
    if (!dossier) throw new Error("no dossier");
    await stores.put([...dossier.events].reverse());
    expect((await stores.projection.events(idOf(dossier))).map(({ version }) => version)).toEqual(
      dossier.events.map(({ version }) => version),
    );
    expect(await stores.projection.events("nobody")).toEqual([]);
  });
};

describe("figures in memory", () => {
  const fake = statisticsStores();
  laws(() => ({
    ...fake,
    put: async (events) => {
      for (const event of events) fake.happen(event);
    },
  }));
});

describe("figures in the table", () => {
  let table: Emulated;
  beforeAll(async () => {
    table = await emulatedTable({ stream: false });
  });
  afterAll(() => table?.stop());
  laws(() => ({
    projection: projectionStore(table),
    figures: figureStore(table),
    put: async (events) => {
      const puts = events.map((event) => ({ PutRequest: { Item: eventItem(event, false) } }));
      await table.client.send(new BatchWriteCommand({ RequestItems: { [table.name]: puts } }));
    },
  }));
});
