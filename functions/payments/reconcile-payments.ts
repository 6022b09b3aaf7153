import type { Instant } from "../../shared/domain/foundation/instant.ts";
import { nextInquiry } from "../../shared/domain/payments/inquiries.ts";
import type { PlannedInquiry } from "../../shared/domain/payments/inquiry-store.ts";
import { dossierOfPayment } from "../../shared/domain/payments/intent.ts";
import { SHARDS } from "../../shared/domain/reminders/reminder-store.ts";
import { workThrough } from "../boundary/at-most.ts";
import { errorName, log } from "../boundary/log.ts";
import { schedule } from "../boundary/schedule.ts";
import { askProvider } from "./ask-provider.ts";
import type { ReconcileDependencies } from "./dependencies.ts";
import { reconcileWiring } from "./wiring.ts";

const PAGE = 100;
/** Payments asked about at a time: what a provider takes from one merchant without complaint. */
const AT_ONCE = 10;
/** A run that has no more than this left begins nothing new; the next one goes on. A provider's call takes 8 s at most. */
const RESERVE_MS = 20_000;
/** So many calls in a row without an answer: the provider is down, and the rest of its payments wait for the next run. */
const DOWN_AFTER = 20;
/** How often a run says how far it is. */
const PROGRESS_EVERY = 500;

/**
 * `asked`: calls of providers. `told`: answered with the payment's state. `recorded`: of these, what was news. `unknown`:
 * the provider never heard of it. `failed`: could not be stored. `left`: due, and not asked about in this run.
 */
export type Counts = {
  asked: number;
  told: number;
  recorded: number;
  unknown: number;
  unreachable: number;
  failed: number;
  left: number;
};

/** Payments whose answer could not be stored; the next run asks again. */
class PaymentsLeft extends Error {
  override name = "PaymentsLeft";
}

/** How providers answer in this run. */
type Reach = Map<string, { unanswered: number; answered: boolean }>;

type Run = { at: Instant; correlationId: string; dependencies: ReconcileDependencies; reach: Reach; counts: Counts };

const isDown = ({ reach }: Run, provider: string): boolean => (reach.get(provider)?.unanswered ?? 0) >= DOWN_AFTER;

const noteReach = ({ reach }: Run, provider: string, answered: boolean): void => {
  const known = reach.get(provider) ?? { unanswered: 0, answered: false };
  reach.set(provider, {
    unanswered: answered ? 0 : known.unanswered + 1,
    answered: known.answered || answered,
  });
};

/**
 * One payment: the provider's word is stored first, then the next inquiry is planned, then this one is forgotten.
 * Whoever dies between has the provider asked again, and what it says a second time changes nothing.
 */
const inquireAbout = async (inquiry: PlannedInquiry, run: Run): Promise<void> => {
  const { at, correlationId, dependencies, counts } = run;
  const { store, inquiries } = dependencies;
  const { intentId } = inquiry;
  const record = await store.read(dossierOfPayment(intentId) ?? "");
  const intent = record?.intents.find(({ id }) => id === intentId);
  if (!intent) {
    // Both are written in one transaction: this cannot be, and somebody must hear of it once.
    log.error("inquiry-without-payment", { correlationId, reference: intentId });
    return inquiries.forget(inquiry);
  }
  if (isDown(run, intent.provider)) {
    counts.left += 1;
    return;
  }
  const asked = await askProvider(intent, { at, correlationId }, dependencies);
  if (asked === "unasked") {
    counts.left += 1;
    return;
  }
  if (asked !== "settled") {
    counts.asked += 1;
    if (counts.asked % PROGRESS_EVERY === 0) log.info("payments-reconciling", { correlationId, count: counts.asked });
    noteReach(run, intent.provider, asked !== "unreachable");
    if (asked === "unreachable") {
      counts.unreachable += 1;
      return;
    }
    if (asked === "unknown") counts.unknown += 1;
    else counts.told += 1;
    if (asked === "recorded") counts.recorded += 1;
    const next = nextInquiry(intent, at);
    if (next !== undefined) await inquiries.plan({ at: next, intentId });
  }
  await inquiries.forget(inquiry);
};

type Page = { shard: number; inquiries: PlannedInquiry[]; next: PlannedInquiry | null };

/** Asks about the payments of these pages, some at a time, until all are done or the time is up. */
const work = async (pages: readonly Page[], run: Run, hasTime: () => boolean): Promise<void> => {
  const { correlationId, counts } = run;
  const due = pages.flatMap(({ inquiries }) => inquiries);
  const one = async (inquiry: PlannedInquiry): Promise<void> => {
    try {
      await inquireAbout(inquiry, run);
    } catch (error) {
      counts.failed += 1;
      log.error("payment-not-reconciled", { correlationId, reference: inquiry.intentId, error: errorName(error) });
    }
  };
  const left = await workThrough(AT_ONCE, due, one, hasTime);
  counts.left += left;
};

/**
 * Asks the providers about every payment whose inquiry is due and that is not settled, one call each, and stores what
 * they say as if they had called. What a provider did not answer stays due until it does. One payment that fails stops no
 * other, and the run fails at its end. A run whose time is up stops between two payments; the next one goes on.
 */
export const reconcilePayments = async (
  at: Instant,
  dependencies: ReconcileDependencies,
  leftMs: () => number,
): Promise<Counts> => {
  const counts: Counts = { asked: 0, told: 0, recorded: 0, unknown: 0, unreachable: 0, failed: 0, left: 0 };
  const run: Run = { at, correlationId: `reconcile-${at}`, dependencies, reach: new Map(), counts };
  const hasTime = (): boolean => leftMs() > RESERVE_MS;
  const pageOf = async (shard: number, after: PlannedInquiry | undefined): Promise<Page> => ({
    shard,
    ...(await dependencies.inquiries.due(shard, at, { limit: PAGE, after })),
  });
  let pages = await Promise.all(Array.from({ length: SHARDS }, (_, shard) => pageOf(shard, undefined)));
  while (pages.length > 0) {
    await work(pages, run, hasTime);
    if (!hasTime()) break;
    pages = await Promise.all(pages.flatMap(({ shard, next }) => (next === null ? [] : [pageOf(shard, next)])));
  }
  for (const [provider, { answered }] of run.reach) {
    if (!answered) log.error("payment-provider-silent", { correlationId: run.correlationId, provider });
  }
  log.info("payments-reconciled", { correlationId: run.correlationId, count: counts.asked });
  if (counts.left > 0) log.info("payments-left", { correlationId: run.correlationId, count: counts.left });
  if (counts.failed > 0) throw new PaymentsLeft(`${counts.failed} payments`);
  return counts;
};

export const handler = schedule(reconcileWiring, reconcilePayments);
