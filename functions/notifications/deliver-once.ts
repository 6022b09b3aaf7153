import { type Instant, instantOf, millisOf } from "../../shared/domain/foundation/instant.ts";
import type { ProviderName } from "../../shared/domain/notifications/message-provider.ts";
import { afterSilence, type NextStep, nextStep } from "../../shared/domain/notifications/next-step.ts";
import type { Notice, NoticeClaims, NoticeKey, SkipReason, ToldOf } from "../../shared/domain/notifications/notice.ts";
import type { NoticeMessage } from "../../shared/domain/notifications/notice-message.ts";
import { retryInSeconds, secondsUntil } from "../../shared/domain/notifications/retry.ts";
import { log } from "../boundary/log.ts";
import { callProvider } from "./call-provider.ts";
import type { Choice, ProviderPool, Rest } from "./provider-pool.ts";

/** A little more than a delivery may last, so that a live worker is never overtaken. */
const LEASE_MS = 20_000;

export type DeliveryDependencies<Mail, Message> = {
  notices: NoticeClaims;
  pool: ProviderPool<Mail>;
  /** How long a report of delivery is waited for, in minutes; undefined where nobody waits for one. */
  receiptWithinMinutes: number | undefined;
  later: (queueArn: string, message: Message, seconds: number) => Promise<void>;
  now: () => Instant;
};

/** What is to be sent, by which words and in how many parts. */
export type Draft<Mail> = { mail: Mail; template: string; parts: number };
/** That, or why nobody is told. */
export type Drafted<Mail> = Draft<Mail> | { skipped: SkipReason };

/** One notice to be sent, as it was read. */
export type Job<Mail, Message> = {
  key: NoticeKey;
  what: ToldOf;
  drafted: Drafted<Mail>;
  before: Notice | undefined;
  queueArn: string;
  message: Message;
  /** Once more is better than never, where nobody knows whether it was sent. */
  resendable: boolean;
  /** The other way ended badly. */
  fallback: boolean;
  commandId?: string;
};

/** Whether anything is left for somebody else to do: one that is undelivered has another way, or a person. */
export type Ending = "on-its-way" | "undelivered";

/** One attempt at a notice, as it is claimed. */
export type Attempt = {
  ids: { dossierId: string; outboxId: string; channel: string };
  at: Instant;
  attempt: number;
  /** When it was first tried, or first put back. */
  since: Instant;
  doubts: number;
  receiptBy: Instant | undefined;
  /** How often its message will have been put back when it is put back now. */
  turn: number;
  take: (provider: ProviderName) => Promise<boolean>;
  /** To be seen again: as the next turn, or as the same where nothing was tried. */
  putBack: (code: string, seconds: number, turn?: number) => Promise<Ending>;
};

const attemptAt = <Mail, Message extends NoticeMessage>(
  { key, what, before, message, queueArn, commandId }: Job<Mail, Message>,
  { notices, receiptWithinMinutes, later, now }: DeliveryDependencies<Mail, Message>,
  doubts: number,
): Attempt => {
  const at = now();
  const ids = { dossierId: key.dossierId, outboxId: key.outboxId, channel: key.channel };
  const since = before?.since ?? message.since ?? at;
  return {
    turn: (message.turn ?? 0) + 1,
    ids,
    at,
    attempt: (before?.attempt ?? 0) + 1,
    since,
    doubts,
    receiptBy: receiptWithinMinutes === undefined ? undefined : instantOf(millisOf(at) + receiptWithinMinutes * 60_000),
    take: (provider) =>
      notices.claim(key, before, {
        at,
        since,
        leaseUntil: instantOf(millisOf(at) + LEASE_MS),
        provider,
        doubts,
        what,
        ...(commandId === undefined ? {} : { commandId }),
      }),
    putBack: async (code, seconds, turn = message.turn) => {
      log.info(code, { ...ids, retryInSeconds: seconds });
      await later(queueArn, { ...message, since, ...(turn === undefined ? {} : { turn }) }, seconds);
      return "on-its-way";
    },
  };
};

/** Nobody can say whether it was sent, and it is not sent again. */
const giveUp = async <Mail, Message extends NoticeMessage>(
  { key, before }: Job<Mail, Message>,
  { template }: Draft<Mail>,
  { notices }: DeliveryDependencies<Mail, Message>,
  { ids, at, attempt, doubts, receiptBy, take, putBack }: Attempt,
): Promise<Ending> => {
  const provider = before?.provider;
  if (provider === undefined || !(await take(provider))) return putBack("notice-leased", 1);
  await notices.markUnconfirmed(key, attempt, { at, template, receiptBy });
  log.error("notice-unconfirmed", { ...ids, attempt, doubts });
  return "on-its-way";
};

type Sending = Extract<NextStep, { step: "send" | "ask" | "repeat" }>;

type Sender<Mail> = { choice: Choice<Mail> | Rest; doubts: number; step: Sending["step"] };

/**
 * Who is to send, and how. One that should be asked about the last attempt, and rests, is not waited for where the law
 * wants it told: another sends it, and the doubt is kept.
 */
const whoSends = async <Mail>(next: Sending, resendable: boolean, pool: ProviderPool<Mail>): Promise<Sender<Mail>> => {
  const { step, doubts } = next;
  if (step === "send") return { choice: await pool.choose(next.avoid), doubts, step };
  const asked = { choice: await pool.only(next.provider), doubts, step };
  const silent = afterSilence(next.provider, doubts, resendable);
  if (!("restUntil" in asked.choice) || silent.step !== "send") return asked;
  const other = await pool.choose(next.provider);
  return "restUntil" in other ? asked : { choice: other, doubts: silent.doubts, step: "send" };
};

/** All rest: it waits for the first to wake, for as long as one goes on trying. */
const hold = async <Mail, Message extends NoticeMessage>(
  { key, before, what, commandId }: Job<Mail, Message>,
  { notices }: DeliveryDependencies<Mail, Message>,
  { ids, at, attempt, since, turn, take, putBack, choice }: Attempt & { choice: Rest },
): Promise<Ending> => {
  if (retryInSeconds(attempt, since, at) !== undefined) {
    const ending = await putBack("notice-held", secondsUntil(choice.restUntil, at), turn);
    // What a worker left that died keeps its claim, which says that its outcome is not known.
    if (before?.state !== "claimed")
      await notices.markHeld(key, before, { at, since, turn, what, ...(commandId === undefined ? {} : { commandId }) });
    return ending;
  }
  if (!(await take(choice.name))) return putBack("notice-leased", 1);
  await notices.markUndelivered(key, attempt, { at, reason: "given-up" });
  log.error("notice-undelivered", { ...ids, attempt, reason: "given-up" });
  return "undelivered";
};

/**
 * Sends what was drafted, once: it is claimed, a provider is called with our reference, it is confirmed. What became of a
 * call without an answer is asked of the provider, or stays marked as doubtful. Providers that fail or rest cost no receive
 * of the queue: the same message is put back, a little later each time, for as long as one goes on trying.
 */
export const deliverOnce = async <Mail, Message extends NoticeMessage>(
  job: Job<Mail, Message>,
  dependencies: DeliveryDependencies<Mail, Message>,
): Promise<Ending> => {
  const { key, what, drafted, before, resendable, fallback } = job;
  const { notices, pool, now } = dependencies;
  const turn = job.message.turn ?? 0;
  const next = nextStep(before, { at: now(), resendable, fallback, turn }, pool.traitsOf);
  const current = attemptAt(job, dependencies, "doubts" in next ? next.doubts : 0);
  const { ids, at, putBack } = current;

  if (next.step === "nothing") {
    log.info("notice-repeated", { ...ids, state: before?.state });
    return before?.state === "undelivered" ? "undelivered" : "on-its-way";
  }
  if (next.step === "wait") return putBack("notice-leased", secondsUntil(next.until, at) + 1);
  if ("skipped" in drafted) {
    await notices.markSkipped(key, { at, reason: drafted.skipped, what });
    log.info("notice-skipped", { ...ids, reason: drafted.skipped });
    return "on-its-way";
  }
  if (next.step === "give-up") return giveUp(job, drafted, dependencies, current);

  const { choice, doubts, step } = await whoSends(next, resendable, pool);
  const attempted = attemptAt(job, dependencies, doubts);
  if ("restUntil" in choice) return hold(job, dependencies, { ...attempted, choice });
  return callProvider(job, drafted, dependencies, { ...attempted, choice, step });
};
