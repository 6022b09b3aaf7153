import type { Instant } from "../foundation/instant.ts";
import { millisOf } from "../foundation/instant.ts";
import type { PublishedYear } from "./published-year.ts";

/** How the published years are brought to the open dossiers: one job at a time, each for all that is published. */
export type CorrectionJob = {
  /** Which publications it brings, as `targetOf` names them. */
  target: string;
  startedAt: Instant;
  /** Where it goes on: the unit, and after what in its worklist; null where a pass over all units begins. */
  cursor: { unit: string; after: string | null } | null;
  /** Whether this pass has moved a dossier or failed to: it is finished by a pass that finds all as it should be. */
  restless: boolean;
  /** Dossiers looked at in this pass. */
  looked: number;
  /** Dossiers moved since it started. */
  moved: number;
  finishedAt: Instant | null;
  /** Rises by one with each write: of two runs at once, one goes on. */
  revision: number;
};

export type CorrectionJobStore = {
  read: () => Promise<CorrectionJob | undefined>;
  /** Writes over the revision before it. Whether it did: another run may have been there first. */
  save: (job: CorrectionJob) => Promise<boolean>;
};

/** Readers hold a calendar for 30 s, a request may run for 10 s with it, and an index may lag behind. */
const SETTLED_AFTER_MS = 60_000;

/** The publications that stand, `2026:1 2027:2`; "" where everything is as shipped. */
export const targetOf = (years: readonly PublishedYear[]): string =>
  years
    .map(({ content, version }) => `${content.year}:${version}`)
    .sort()
    .join(" ");

/** The publication that came last: it is what a correction is put down to. */
export const newestOf = (years: readonly PublishedYear[]): PublishedYear | undefined =>
  [...years].sort((a, b) => (a.published.at < b.published.at ? 1 : -1))[0];

/** Whether nobody reckons with an older calendar any more. */
export const isSettled = (newest: PublishedYear, at: Instant): boolean =>
  millisOf(at) - millisOf(newest.published.at) >= SETTLED_AFTER_MS;

/** The job that is to be done now: the one under way, or a new one where other publications stand than it brings. */
export const jobFor = (job: CorrectionJob | undefined, target: string, at: Instant): CorrectionJob =>
  job?.target === target
    ? job
    : {
        target,
        startedAt: at,
        cursor: null,
        restless: false,
        looked: 0,
        moved: 0,
        finishedAt: null,
        revision: job?.revision ?? 0,
      };
