import { type Instant, instantOf, millisOf } from "../../shared/domain/foundation/instant.ts";
import { isCourtesy, messageOf, type Reminder } from "../../shared/domain/reminders/reminder.ts";
import { type Look, SHARDS } from "../../shared/domain/reminders/reminder-store.ts";
import { nextLook, remindersDue, remindersOf } from "../../shared/domain/reminders/reminders-of.ts";
import { workThrough } from "../boundary/at-most.ts";
import { errorName, log } from "../boundary/log.ts";
import { schedule } from "../boundary/schedule.ts";
import type { RemindersDependencies } from "./reminder-dependencies.ts";
import { remindersWiring } from "./wiring.ts";

const PAGE = 100;
/** Dossiers looked at at a time. */
const AT_ONCE = 10;
/** A run that has no more than this left begins nothing new; the next one goes on. */
const RESERVE_MS = 20_000;
/** A look that waited for longer is one that somebody must hear of. */
const OVERDUE_MS = 30 * 60_000;

export type Counts = { looked: number; reminders: number; failed: number; left: number };

/** Reminders that could not be given; the next run finds their looks again. */
class RemindersLeft extends Error {
  override name = "RemindersLeft";
}
class QueueRefused extends Error {
  override name = "QueueRefused";
}

/** Puts reminders on the queues of those whom they are for. Throws where a queue did not take one. */
const putOnQueues = async (
  dossierId: string,
  due: readonly Reminder[],
  { putForOfficers, putForApplicants }: RemindersDependencies,
): Promise<void> => {
  const courtesies = due.flatMap(({ kind, dueAt }) =>
    isCourtesy(kind) ? [messageOf(dossierId, { kind, dueAt })] : [],
  );
  const others = due.flatMap(({ kind, dueAt }) => (isCourtesy(kind) ? [] : [messageOf(dossierId, { kind, dueAt })]));
  const refused = await Promise.all([
    ...(others.length > 0 ? [putForOfficers(others)] : []),
    ...(courtesies.length > 0 ? putForApplicants.map((put) => put(courtesies)) : []),
  ]);
  if (refused.flat().length > 0) throw new QueueRefused();
};

/**
 * One dossier: all reminders that are due by its clocks as they stand. The queues take them first, then they are
 * recorded, the next look is planned and this one forgotten: whoever dies between has them sent again under the same
 * ids, and the claim of the message makes each single.
 */
const lookAt = async (look: Look, at: Instant, dependencies: RemindersDependencies): Promise<number> => {
  const { store, calendar, terms } = dependencies;
  const { dossierId } = look;
  const [dossier, given, working] = await Promise.all([
    store.readDossier(dossierId),
    store.given(dossierId),
    calendar(),
  ]);
  if (!dossier) {
    await store.forget(look);
    return 0;
  }
  const reminders = remindersOf(dossier, terms, working);
  const due = remindersDue(reminders, given, at);
  if (due.length > 0) {
    await putOnQueues(dossierId, due, dependencies);
    await Promise.all(due.map(({ kind, dueAt }) => store.markGiven(dossierId, { kind, dueAt, at })));
  }
  const next = nextLook(reminders, [...given, ...due], at);
  if (next !== null) await store.plan({ at: next, dossierId });
  if (next !== look.at) await store.forget(look);
  return due.length;
};

type Page = { shard: number; looks: Look[]; next: Look | null };

/** Looks at the dossiers of these pages, some at a time, until all are done or the time is up. */
const work = async (
  pages: readonly Page[],
  at: Instant,
  dependencies: RemindersDependencies,
  counts: Counts,
  hasTime: () => boolean,
): Promise<void> => {
  const due = pages.flatMap(({ looks }) => looks);
  const one = async (look: Look): Promise<void> => {
    counts.looked += 1;
    try {
      const given = await lookAt(look, at, dependencies);
      counts.reminders += given;
    } catch (error) {
      counts.failed += 1;
      log.error("reminder-not-sent", { dossierId: look.dossierId, error: errorName(error) });
    }
  };
  const left = await workThrough(AT_ONCE, due, one, hasTime);
  counts.left += left;
};

/**
 * Reminds officers, and applicants, of what is due. It reads only the looks whose time has come, a page of every shard at a time; one
 * dossier that fails stops no other, and the run fails at its end. A run whose time is up stops between two dossiers and
 * leaves the rest to the next.
 */
export const sendReminders = async (
  at: Instant,
  dependencies: RemindersDependencies,
  leftMs: () => number,
): Promise<Counts> => {
  const { store } = dependencies;
  const counts: Counts = { looked: 0, reminders: 0, failed: 0, left: 0 };
  const hasTime = (): boolean => leftMs() > RESERVE_MS;
  const pageOf = async (shard: number, after: Look | undefined): Promise<Page> => ({
    shard,
    ...(await store.due(shard, at, { limit: PAGE, after })),
  });
  let pages = await Promise.all(Array.from({ length: SHARDS }, (_, shard) => pageOf(shard, undefined)));
  const overdueBefore = instantOf(millisOf(at) - OVERDUE_MS);
  const overdue = pages.flatMap(({ looks }) => looks).filter((look) => look.at < overdueBefore).length;
  if (overdue > 0) log.error("reminders-overdue", { count: overdue });
  while (pages.length > 0) {
    await work(pages, at, dependencies, counts, hasTime);
    if (!hasTime()) break;
    pages = await Promise.all(pages.flatMap(({ shard, next }) => (next === null ? [] : [pageOf(shard, next)])));
  }
  log.info("reminders-sent", { count: counts.reminders });
  if (!hasTime()) log.info("reminders-left", { count: counts.left });
  if (counts.failed > 0) throw new RemindersLeft(`${counts.failed} dossiers`);
  return counts;
};

export const handler = schedule(remindersWiring, sendReminders);
