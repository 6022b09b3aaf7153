import { correctDates, correctedBy, mayMove } from "../../shared/domain/dossiers/correct-dates.ts";
import type { Dossier } from "../../shared/domain/dossiers/dossier.ts";
import { base32 } from "../../shared/domain/foundation/base32.ts";
import { type Instant, provinceDate } from "../../shared/domain/foundation/instant.ts";
import { isRefusal } from "../../shared/domain/foundation/refusal.ts";
import type { WorkingCalendar } from "../../shared/domain/working-time/calendar.ts";
import {
  type CorrectionJob,
  isSettled,
  jobFor,
  newestOf,
  targetOf,
} from "../../shared/domain/working-time/correction-job.ts";
import type { PublishedYear } from "../../shared/domain/working-time/published-year.ts";
import { unreadyYears } from "../../shared/domain/working-time/unready-years.ts";
import { workThrough } from "../boundary/at-most.ts";
import { errorName, log } from "../boundary/log.ts";
import { schedule } from "../boundary/schedule.ts";
import type { CalendarDependencies } from "./dependencies.ts";
import { calendarWiring } from "./wiring.ts";

const ATTEMPTS = 5;
const PAGE = 100;
/** Dossiers corrected at a time. */
const AT_ONCE = 10;
/** A page is begun only with this much time left: it must end, and its cursor be saved, before the run is cut. */
const ENOUGH_MS = 30_000;

type Corrected = "moved" | "left" | "failed";
type Counts = Record<Corrected, number>;

/** Dossiers that could not be corrected; the job stays open and the next run takes them up. */
class DossiersLeft extends Error {
  override name = "DossiersLeft";
}

/** What every dossier of a run is corrected by. */
type Correction = { calendar: WorkingCalendar; cause: PublishedYear; target: string; at: Instant };

const versionOf = async ({ procedure: { code, version } }: Dossier, { catalogue }: CalendarDependencies) => {
  const found = await catalogue.version(code, version);
  if (!found) throw new Error(`procedure ${code} has lost version ${version}`);
  return found;
};

/** One dossier as one ordinary command; one that moved meanwhile is read and judged again. */
const correctOne = async (
  listed: Dossier,
  { calendar, cause, target, at }: Correction,
  dependencies: CalendarDependencies,
): Promise<Corrected> => {
  const { store, digest, planLook } = dependencies;
  const version = await versionOf(listed, dependencies);
  const found = correctedBy(listed, version, calendar);
  if (found === null || isRefusal(found)) {
    // Dates that reach beyond the published years stay as they are until that year is published. Those that stay may
    // still be reminded of on another day: that is looked at now.
    if (mayMove(listed)) await planLook({ at, dossierId: listed.id });
    return "left";
  }
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const record = await store.read(listed.id);
    if (!record) return "left";
    const { id, version: number } = record.dossier;
    const commandId = base32(digest(`apply-calendar\n${target}\n${id}\n${number}`));
    const act = { commandId, bodyHash: commandId, actor: { kind: "schedule", id: "apply-calendar" } as const, at };
    const because = { year: cause.content.year, decision: cause.decision.number };
    const change = correctDates(record.dossier, version, calendar, because, act, digest);
    if (change === null || isRefusal(change)) return "left";
    const outcome = await store.commit(change);
    if (outcome === "committed") return "moved";
    if (outcome === "repeated") return "left";
  }
  return "failed";
};

const correctPage = async (page: Dossier[], correction: Correction, dependencies: CalendarDependencies) => {
  const counts: Counts = { moved: 0, left: 0, failed: 0 };
  await workThrough(AT_ONCE, page, async (dossier) => {
    try {
      counts[await correctOne(dossier, correction, dependencies)] += 1;
    } catch (error) {
      log.error("dates-not-corrected", { dossierId: dossier.id, error: errorName(error) });
      counts.failed += 1;
    }
  });
  return counts;
};

/** Where the next page is: of this unit, of the next one, or of a new pass over all of them. */
const after = (units: readonly string[], unit: string, next: string | null): CorrectionJob["cursor"] => {
  if (next !== null) return { unit, after: next };
  const following = units[units.indexOf(unit) + 1];
  return following === undefined ? null : { unit: following, after: null };
};

/** A page later: a pass that found every dossier as it should be is the last one. */
const advanced = (
  job: CorrectionJob,
  { moved, left, failed }: Counts,
  cursor: CorrectionJob["cursor"],
  at: Instant,
): CorrectionJob => {
  const restless = job.restless || moved + failed > 0;
  const passed = cursor === null;
  return {
    ...job,
    cursor,
    restless: passed ? false : restless,
    looked: (job.cursor === null ? 0 : job.looked) + moved + left + failed,
    moved: job.moved + moved,
    finishedAt: passed && !restless ? at : null,
    revision: job.revision + 1,
  };
};

/** Says which years within the time ahead are missing or incomplete; an alarm counts these lines. */
const warn = (calendar: WorkingCalendar, at: Instant, days: number): void => {
  for (const { year, state } of unreadyYears(calendar, provinceDate(at), days)) {
    log.error("calendar-unready", { reason: `${year}`, state });
  }
};

/**
 * Brings the published calendar to the open dossiers, page by page through the worklists: one event and one notice for
 * each that moves, no write for the others. It begins when nobody reckons with an older calendar any more, remembers
 * after each page how far it came, and ends with a pass over all units that finds nothing to move: a dossier may have
 * been handed from a unit still to be read to one that was read. One that fails stops no other, and the run fails at its
 * end.
 */
export const applyCalendar = async (
  at: Instant,
  dependencies: CalendarDependencies,
  remainingMs: () => number,
): Promise<Counts & { looked: number }> => {
  const { calendars, jobs, joined, lists, register, aheadDays } = dependencies;
  const counts = { moved: 0, left: 0, failed: 0, looked: 0 };
  const years = await calendars.years();
  const calendar = joined(years.map(({ content }) => content));
  warn(calendar, at, aheadDays);
  const cause = newestOf(years);
  if (cause === undefined || !isSettled(cause, at)) return counts;
  const target = targetOf(years);
  let job = jobFor(await jobs.read(), target, at);
  const units = register.unitIds();
  while (job.finishedAt === null && remainingMs() > ENOUGH_MS) {
    const known = units.includes(job.cursor?.unit ?? "");
    const cursor = (known && job.cursor) || { unit: units[0] ?? "", after: null };
    const page = await lists.byUnit(cursor.unit, { limit: PAGE, after: cursor.after ?? undefined }, () => true);
    const done = await correctPage(page.items, { calendar, cause, target, at }, dependencies);
    job = advanced(job, done, after(units, cursor.unit, page.next), at);
    for (const name of ["moved", "left", "failed"] as const) counts[name] += done[name];
    counts.looked += page.items.length;
    // Another run was there first: it goes on, and what both saw is written once.
    if (!(await jobs.save(job))) break;
    // What could not be corrected now is left to the next run, rather than tried again at once.
    if (job.cursor === null && counts.failed > 0) break;
  }
  log.info("calendar-applied", { count: counts.moved });
  if (counts.failed > 0) throw new DossiersLeft(`${counts.failed} dossiers`);
  return counts;
};

export const handler = schedule(calendarWiring, applyCalendar);
