import { parseArgs } from "node:util";
import { countDossier } from "../../functions/reporting/count-dossier.ts";
import type { RebuildDependencies } from "../../functions/reporting/rebuild-dependencies.ts";
import { rebuildStatistics } from "../../functions/reporting/rebuild-statistics.ts";
import { dossierWalk } from "../../shared/adapters/dynamodb/dossier-walk.ts";
import { figureStore } from "../../shared/adapters/dynamodb/figure-store.ts";
import { projectionStore } from "../../shared/adapters/dynamodb/projection-store.ts";
import { rebuildStore } from "../../shared/adapters/dynamodb/rebuild-store.ts";
import type { DossierEvent } from "../../shared/domain/dossiers/event.ts";
import { instantOf } from "../../shared/domain/foundation/instant.ts";
import type { ProcedureVersion } from "../../shared/domain/procedures/procedure-version.ts";
import { recounting } from "../../shared/domain/reporting/check-figures.ts";
import { emulatedTable } from "../contracts/emulated-table.ts";
import { eventsOf, fieldOf, layDossiers, layEvents } from "./laid-dossiers.ts";

/**
 * What the figures of the statistics cost, over the emulator without its stream: a summary of many dossiers over one of
 * few, spread over the same days, units and procedures; a rebuild of all of them while reports are served; and what a
 * projector counts of events that come in the order of their time, ten at a time, beside the bare transactions of as many
 * writes. The sizes are options; with the full ones it takes half an hour, for the laying.
 */
const { values } = parseArgs({
  options: {
    dossiers: { type: "string", default: "100000" },
    few: { type: "string", default: "1000" },
    counted: { type: "string", default: "400" },
  },
});
const MANY = Number(values.dossiers);
const FEW = Number(values.few);
const COUNTED = Number(values.counted);
const SUMMARY_RATIO = 1.2;
const REBUILD_SECONDS = 300;
const EVENTS_A_SECOND = 1_000;
const READS = 60;
const BATCH = 10;
/** A page of summaries: the day before a half-year, its end, and now. */
const ASKED = ["2020-12-31", "2021-06-30", "2021-07-14"];

const catalogue: RebuildDependencies["catalogue"] = {
  version: async (code) => ({ code, field: { id: fieldOf(code) } }) as unknown as ProcedureVersion,
};
const log = process.stdout.write.bind(process.stdout);
/** The lines that a function logs are not the bench's. */
process.stdout.write = ((text: string) => (String(text).startsWith('{"at"') ? true : log(text))) as typeof log;

const p50 = (numbers: readonly number[]): number => numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? 0;
const msOf = async (work: () => Promise<unknown>): Promise<number> => {
  const from = performance.now();
  await work();
  return performance.now() - from;
};

const laid = async (count: number) => {
  const table = await emulatedTable({ stream: false });
  await layDossiers(table, count);
  const figures = figureStore(table);
  const rebuilds = rebuildStore(table);
  const store = projectionStore(table);
  const read = (): Promise<unknown> => figures.upTo(ASKED, "field");
  const rebuild = async (): Promise<void> => {
    // What it would wait for the list to settle is no work of its own.
    const { set, turn } = await rebuilds.begin(instantOf(Date.now() - 60_000));
    const queue = [{ set, turn }];
    let skippedMs = 0;
    const dependencies: RebuildDependencies = {
      store,
      catalogue,
      rebuilds,
      walk: dossierWalk(table),
      now: () => instantOf(Date.now() + skippedMs),
      later: async (_, message, seconds) => {
        skippedMs += seconds * 1000;
        queue.push(message as { set: number; turn: number });
      },
    };
    for (let message = queue.shift(); message !== undefined; message = queue.shift())
      await rebuildStatistics(message, dependencies, { queueArn: "" });
  };
  const summaries = async (reads: number): Promise<number[]> => {
    const all: number[] = [];
    for (let nth = 0; nth < reads; nth += 1) all.push(await msOf(read));
    return all;
  };
  return { table, rebuild, summaries, read, figures, store };
};

const holds: Record<string, boolean> = {};
console.log(`laying ${FEW} and ${MANY} dossiers`);
const few = await laid(FEW);
await few.rebuild();
const many = await laid(MANY);
// Fills the set that reports are served from while the next is rebuilt.
await many.rebuild();

const before = p50(await many.summaries(READS));
const during: number[] = [];
let over = false;
const served = (async () => {
  while (!over) {
    during.push(await msOf(many.read));
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
})();
const seconds = (await msOf(many.rebuild)) / 1000;
over = true;
await served;
console.log(
  `rebuilding ${MANY} dossiers: ${seconds.toFixed(0)} s, ${(MANY / seconds).toFixed(0)} a second; a report meanwhile p50 ${p50(during).toFixed(1)} ms, before ${before.toFixed(1)} ms`,
);
holds[`${MANY} dossiers in ${REBUILD_SECONDS} s`] = seconds <= REBUILD_SECONDS;

const day = "2021-12-31";
const recount = recounting(day);
for (let nth = 0; nth < MANY; nth += 1) {
  const events = eventsOf(nth);
  const procedure = events[0]?.changed.procedure ?? "";
  recount.add({ events, procedure, field: fieldOf(procedure) });
}
const [rows = []] = await many.figures.upTo([day], "procedure");
holds["figures equal the recount"] = recount.differencesTo(rows).length === 0;

// In turns, so that whatever else the machine does falls on both.
const [ofFew, ofMany]: [number[], number[]] = [[], []];
await few.summaries(10);
await many.summaries(10);
for (let turn = 0; turn < READS / 10; turn += 1) {
  ofFew.push(...(await few.summaries(10)));
  ofMany.push(...(await many.summaries(10)));
}
const ratio = p50(ofMany) / p50(ofFew);
console.log(
  `a summary of ${MANY} dossiers over one of ${FEW}: p50 ${p50(ofMany).toFixed(1)} / ${p50(ofFew).toFixed(1)} ms = ${ratio.toFixed(2)} (limit ${SUMMARY_RATIO})`,
);
holds["a summary costs the same"] = ratio <= SUMMARY_RATIO;

const fresh = Array.from({ length: COUNTED }, (_, nth) => eventsOf(MANY + nth))
  .flat()
  .sort((a, b) => (a.at < b.at ? -1 : 1));
let countedMs = 0;
const projector = { store: projectionStore(many.table), catalogue };
for (let at = 0; at < fresh.length; at += BATCH) {
  const batch: DossierEvent[] = fresh.slice(at, at + BATCH);
  await layEvents(many.table, batch);
  countedMs += await msOf(() => Promise.all(batch.map(({ dossierId }) => countDossier({ dossierId }, projector))));
}
const speed = fresh.length / (countedMs / 1000);
console.log(`${fresh.length} events, ${BATCH} at a time: ${speed.toFixed(0)} a second (limit ${EVENTS_A_SECOND})`);
holds[`${EVENTS_A_SECOND} events a second`] = speed >= EVENTS_A_SECOND;

few.table.stop();
many.table.stop();
for (const [what, held] of Object.entries(holds)) console.log(`${held ? "holds" : "BROKEN"}: ${what}`);
process.exit(Object.values(holds).includes(false) ? 1 : 0);
