import type { Act, ChangeSet } from "../../shared/domain/dossiers/change-set.ts";
import { base32 } from "../../shared/domain/foundation/base32.ts";
import { type Instant, instantOf, millisOf } from "../../shared/domain/foundation/instant.ts";
import { isRefusal } from "../../shared/domain/foundation/refusal.ts";
import type { PaymentProvider } from "../../shared/domain/payments/intent.ts";
import type { RefundAnswer } from "../../shared/domain/payments/provider.ts";
import type { RefundEntry, RefundList } from "../../shared/domain/payments/refund-entry.ts";
import { type FoundRefund, findPayment } from "../../shared/domain/payments/refunds/refund-change.ts";
import {
  giveUpWaiting,
  handOver,
  isToBeAsked,
  orderOf,
  settleRefund,
} from "../../shared/domain/payments/refunds/settle-refund.ts";
import { workThrough } from "../boundary/at-most.ts";
import { errorName, log } from "../boundary/log.ts";
import { schedule } from "../boundary/schedule.ts";
import type { RefundsDependencies } from "./dependencies.ts";
import { refundsWiring } from "./wiring.ts";

const PAGE = 100;
/** Refunds in work at a time: a provider's own limits are low. */
const AT_ONCE = 5;
const ATTEMPTS = 5;
/** A run that has no more than this left begins nothing new: a provider's call and the commit after it fit in. */
const RESERVE_MS = 60_000;
/** A refund that waited for longer is one that somebody must hear of. */
const WAITING_MS = 24 * 3_600_000;

export type Counts = { refunded: number; failed: number; waiting: number; turned: number; broken: number };

/** Refunds that met a fault of ours; the next run finds them again. */
class RefundsLeft extends Error {
  override name = "RefundsLeft";
}

const found = async (entry: RefundEntry, { store }: RefundsDependencies): Promise<FoundRefund | undefined> => {
  const record = await store.read(entry.dossierId);
  const payment = record && findPayment(record, entry.intentId);
  if (!payment || isRefusal(payment)) return undefined;
  const refund = payment.record.refunds.find(({ id }) => id === entry.refundId);
  return refund && { ...payment, refund };
};

type Outcome = "refunded" | "refused" | "unanswered" | "handed-over";

/**
 * One step of a refund, once: the command is made of the refund and of its outcome. Whoever wrote in between is read and
 * judged again; where it does not wait any more nothing is written. True where it was this run that wrote it.
 */
const settle = async (
  entry: RefundEntry,
  outcome: Outcome,
  actor: Act["actor"],
  at: Instant,
  dependencies: RefundsDependencies,
  judge: (found: FoundRefund, act: Act) => ChangeSet | null,
): Promise<boolean> => {
  const commandId = base32(dependencies.digest(`refund\n${entry.refundId}\n${outcome}`));
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const now = await found(entry, dependencies);
    const change = now ? judge(now, { commandId, bodyHash: commandId, actor, at }) : null;
    if (change === null) return false;
    const ended = await dependencies.store.commit(change);
    if (ended === "committed") return true;
    if (ended === "repeated") return false;
  }
  throw new RefundsLeft("others kept writing");
};

const OWN = { kind: "schedule", id: "send-refunds" } as const;

/** What is done with the provider's answer. One that is no last word is noted, and after days without any told to a person. */
const heard = async (
  entry: RefundEntry,
  asked: FoundRefund,
  answer: RefundAnswer,
  at: Instant,
  dependencies: RefundsDependencies,
): Promise<keyof Counts> => {
  const { refunds, digest } = dependencies;
  const { refund, intent } = asked;
  const line = { dossierId: entry.dossierId, reference: refund.id, provider: intent.provider };
  if (answer.answer === "refunded" || answer.answer === "refused") {
    const actor = { kind: "provider", id: intent.provider } as const;
    const settled = await settle(entry, answer.answer, actor, at, dependencies, (now, act) =>
      settleRefund(now, answer, act, digest),
    );
    if (answer.answer === "refunded") return settled ? "refunded" : "waiting";
    if (settled) log.error("refund-failed", { ...line, reason: answer.code });
    return settled ? "failed" : "waiting";
  }
  const why = answer.answer === "accepted" ? "accepted" : answer.why;
  const acceptedAt = answer.answer === "accepted" ? { acceptedAt: at } : {};
  await refunds.noteAnswer(refund, { lastAnswer: why, ...acceptedAt });
  log.info("refund-not-done", { ...line, reason: why, attempt: (refund.attempts ?? 0) + 1 });
  const silent = await settle(entry, "unanswered", OWN, at, dependencies, (now, act) =>
    giveUpWaiting(now, act, digest),
  );
  return silent ? "turned" : "waiting";
};

/**
 * One refund: the attempt is taken before the provider is asked, so that no two runs ask at once and what was asked is
 * never taken for unasked; the same order under the same id at every attempt makes many attempts one refund. Who dies
 * after the provider's answer has it asked again by a later run, and its answer is recorded once.
 */
const ask = async (entry: RefundEntry, at: Instant, dependencies: RefundsDependencies): Promise<keyof Counts> => {
  const { providers, refunds, digest } = dependencies;
  const asked = await found(entry, dependencies);
  if (!asked || !isToBeAsked(asked.refund, at)) return "waiting";
  const provider = providers[asked.intent.provider as PaymentProvider];
  if (!provider?.refund && asked.refund.attempts === undefined) {
    const handed = await settle(entry, "handed-over", OWN, at, dependencies, (now, act) => handOver(now, act, digest));
    return handed ? "turned" : "waiting";
  }
  if (!(await refunds.takeAttempt(asked.refund, at))) return "waiting";
  const answer: RefundAnswer = (await provider?.refund?.(orderOf(asked), at)) ?? {
    answer: "unreachable",
    why: "not-offered",
  };
  return heard(entry, asked, answer, at, dependencies);
};

/** Works on a page, some refunds at a time; one that fails stops no other. */
const work = async (
  entries: readonly RefundEntry[],
  at: Instant,
  dependencies: RefundsDependencies,
  counts: Counts,
  hasTime: () => boolean,
): Promise<void> => {
  const one = async (entry: RefundEntry): Promise<void> => {
    try {
      const became = await ask(entry, at, dependencies);
      counts[became] += 1;
    } catch (error) {
      counts.broken += 1;
      const { dossierId, refundId: reference } = entry;
      log.error("refund-not-sent", { dossierId, reference, error: errorName(error) });
    }
  };
  await workThrough(AT_ONCE, entries, one, hasTime);
};

/** Whether somebody must hear of a line: it waited for a day, or its provider never answered. */
const isLong = ({ list, at: since }: RefundEntry, at: Instant): boolean =>
  list === "unanswered" || since < instantOf(millisOf(at) - WAITING_MS);

/** Lists whose refunds a provider is asked about. */
const ASKED: readonly RefundList[] = ["approved", "unanswered"];

/**
 * Has the approved refunds given back by their providers, oldest first. What a provider leaves open is asked again by
 * later runs under the same id, for ever: only its own last word ends it.
 */
export const sendRefunds = async (
  at: Instant,
  dependencies: RefundsDependencies,
  leftMs: () => number,
): Promise<Counts> => {
  const counts: Counts = { refunded: 0, failed: 0, waiting: 0, turned: 0, broken: 0 };
  const hasTime = (): boolean => leftMs() > RESERVE_MS;
  let long = 0;
  for (const list of ASKED) {
    let after: string | undefined;
    do {
      const { items, next } = await dependencies.refunds.entries(list, { limit: PAGE, after });
      long += items.filter((entry) => isLong(entry, at)).length;
      await work(items, at, dependencies, counts, hasTime);
      after = next ?? undefined;
    } while (after !== undefined && hasTime());
  }
  if (long > 0) log.error("refund-waiting", { count: long });
  log.info("refunds-sent", { count: counts.refunded });
  if (counts.broken > 0) throw new RefundsLeft(`${counts.broken} refunds`);
  return counts;
};

export const handler = schedule(refundsWiring, sendRefunds);
