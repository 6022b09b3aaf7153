import fc from "fast-check";
import { countDossier } from "../../functions/reporting/count-dossier.ts";
import type { RebuildDependencies } from "../../functions/reporting/rebuild-dependencies.ts";
import { rebuildStatistics } from "../../functions/reporting/rebuild-statistics.ts";
import { isCounted } from "../../shared/domain/dossiers/change-set.ts";
import type { DossierEvent } from "../../shared/domain/dossiers/event.ts";
import type { ProcedureVersion } from "../../shared/domain/procedures/procedure-version.ts";
import { type Difference, recounting } from "../../shared/domain/reporting/check-figures.ts";
import { type Figures, sumOf } from "../../shared/domain/reporting/figures.ts";
import type { Told } from "../../shared/domain/reporting/recount.ts";
import { statisticsStores } from "../fakes/statistics-stores.ts";
import { killedWorkers } from "./killed-workers.ts";
import { randomOf, shuffled } from "./shuffled.ts";
import { toldLives } from "./told-lives.ts";

/** A procedure's field is its own code in these worlds. */
export const catalogue: RebuildDependencies["catalogue"] = {
  version: async (code) => ({ code, field: { id: code } }) as unknown as ProcedureVersion,
};

/** Dossiers of a seed, with what they were filed for in their first event, as a submission has it. */
export const livesOfSeed = (seed: number, rounds: number): Told[] =>
  fc.sample(toldLives, { numRuns: rounds, seed }).flatMap((dossiers, round) =>
    dossiers.map(({ events, field }, place): Told => {
      const dossierId = `dossier${String(round * 100 + place).padStart(9, "0")}`;
      return {
        procedure: field,
        field,
        events: events.map((event, nth) => ({
          ...event,
          dossierId,
          changed: nth === 0 ? { ...event.changed, procedure: field, procedureVersion: 1 } : event.changed,
        })),
      };
    }),
  );

export type StatisticsJob = { poke: string } | { rebuild: { set: number; turn: number } };

export type Traffic = {
  seed: number;
  dossiers?: number;
  kills?: number;
  share?: number;
  /** The turn at which a worker is killed; none where it is absent. */
  killAt?: number;
  /** Share of the pokes that come twice, and of those before a rebuild that are lost. */
  doubled?: number;
  lost?: number;
  rebuild?: boolean;
};

const DAYS = ["2020-12-31", "2021-01-15", "2021-02-28", "2021-12-31"];

const withoutZeros = (figures: Figures): Figures =>
  Object.fromEntries(Object.entries(figures).filter(([, by]) => by !== 0));

/**
 * Events that happen while projectors count them, several at a time and in any order, some told twice; workers die at
 * any await. With a rebuild, what was lost before it must be there after it.
 */
export const runStatistics = async ({ rebuild = false, doubled = 0.2, lost = 0, ...traffic }: Traffic) => {
  const random = randomOf(traffic.seed);
  const told = livesOfSeed(traffic.seed, traffic.dossiers ?? 3);
  const stores = statisticsStores();
  const workers = killedWorkers(random, {
    kills: traffic.kills ?? 0,
    share: traffic.share,
    killAt: traffic.killAt,
    pace: rebuild ? 0.06 : 0.3,
  });
  const jobs: StatisticsJob[] = [];
  const queues = told.map(({ events }) => [...events]);
  /** Dossiers that the list has not yet: those of which something happened shortly before the rebuild. */
  const hidden = new Set<string>();

  let millis = Date.parse("2021-01-10T00:00:00.000Z");
  const now = (): string => {
    millis += 500;
    return new Date(millis).toISOString();
  };
  const happen = (event: DossierEvent, mayBeLost: boolean): void => {
    stores.happen(event);
    if (!isCounted(event) || (mayBeLost && random() < lost)) return;
    jobs.push({ poke: event.dossierId });
    if (random() < doubled) jobs.push({ poke: event.dossierId });
  };
  const oneMore = (mayBeLost: boolean): boolean => {
    const open = queues.filter(({ length }) => length > 0);
    const queue = open[Math.floor(random() * open.length)];
    const event = queue?.shift();
    if (event) happen(event, mayBeLost);
    return event !== undefined;
  };
  const work = async (job: StatisticsJob, worker: Parameters<typeof workers.of>[1]): Promise<void> => {
    const of = <Store extends object>(store: Store): Store => workers.of(store, worker);
    const projecting = { store: of(stores.projection), catalogue };
    if ("poke" in job) return countDossier({ dossierId: job.poke }, projecting);
    const dependencies: RebuildDependencies = {
      ...projecting,
      rebuilds: of(stores.rebuilds),
      walk: of({
        page: async (segment, after) => {
          const page = await stores.walk.page(segment, after, 2);
          const isHidden = stores.rebuildNow()?.step === "counting";
          return { ...page, dossierIds: page.dossierIds.filter((id) => !(isHidden && hidden.has(id))) };
        },
      }),
      now,
      later: async (_, message) => void jobs.push({ rebuild: message as { set: number; turn: number } }),
    };
    await rebuildStatistics(job.rebuild, dependencies, { queueArn: "" });
  };

  if (rebuild) {
    const before = queues.reduce((sum, { length }) => sum + length, 0) / 2;
    for (let nth = 0; nth < before; nth += 1) oneMore(true);
    await workers.run(shuffled(jobs.splice(0), random), work);
    for (const { events } of told) if (random() < 0.2) hidden.add(events[0]?.dossierId ?? "");
    const { set, turn } = await stores.rebuilds.begin(now());
    jobs.push({ rebuild: { set, turn } });
    if (random() < doubled) jobs.push({ rebuild: { set, turn } });
  }
  await workers.run(jobs, work, () => oneMore(false));

  const differences = async (): Promise<Difference[]> => {
    const found: Difference[] = [];
    for (const day of DAYS) {
      const recount = recounting(day);
      for (const dossier of told) recount.add(dossier);
      const [procedures = []] = await stores.figures.upTo([day], "procedure");
      found.push(...recount.differencesTo(procedures));
      const [fields = []] = await stores.figures.upTo([day], "field");
      const [all, ofFields] = [procedures, fields].map((rows) => withoutZeros(sumOf(rows.map((row) => row.figures))));
      if (JSON.stringify(Object.entries(all ?? {}).sort()) !== JSON.stringify(Object.entries(ofFields ?? {}).sort()))
        throw new Error(`the figures of fields are not those of procedures on ${day}`);
    }
    return found;
  };
  return { stores, told, killed: workers.killed(), turns: workers.turns(), differences: await differences() };
};
