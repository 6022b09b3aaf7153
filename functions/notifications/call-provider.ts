import {
  type MessageProvider,
  MessageRefused,
  OutcomeUnknown,
  ProviderFault,
  type ProviderName,
  type Taken,
} from "../../shared/domain/notifications/message-provider.ts";
import { afterSilence } from "../../shared/domain/notifications/next-step.ts";
import type { NoticeMessage } from "../../shared/domain/notifications/notice-message.ts";
import { retryInSeconds } from "../../shared/domain/notifications/retry.ts";
import { errorName, log } from "../boundary/log.ts";
import type { Attempt, DeliveryDependencies, Draft, Ending, Job } from "./deliver-once.ts";
import type { Choice } from "./provider-pool.ts";

/** `refused` for good, a `fault` of the provider, or an outcome that nobody knows; a fault of ours is the last as well. */
type Outcome = { taken: Taken } | { refused: MessageRefused } | { fault: unknown; doubtful: boolean };

const outcomeOf = async <Mail>(
  provider: MessageProvider<Mail>,
  mail: Mail,
  reference: string,
  asks: boolean,
): Promise<Outcome> => {
  let asking = asks;
  try {
    if (asks) {
      const known = await provider.find?.(reference);
      if (known !== undefined && known !== "unknown") return { taken: known };
      asking = false;
    }
    return { taken: await provider.send(mail, reference) };
  } catch (error) {
    // While it is asked, the attempt before stays as doubtful as it was.
    if (asking) return { fault: error, doubtful: true };
    if (error instanceof MessageRefused) return { refused: error };
    return { fault: error, doubtful: !(error instanceof ProviderFault) };
  }
};

const reasonOf = (error: unknown): string =>
  error instanceof ProviderFault || error instanceof OutcomeUnknown
    ? `${error.name}: ${error.message}`
    : errorName(error);

/** How the provider was chosen: afresh, or since it had the last attempt. */
type Sending = "send" | "ask" | "repeat";

/** Keeps what became of a call, and says what is left to do. */
const settle = async <Mail, Message extends NoticeMessage>(
  outcome: Outcome,
  { key, resendable }: Job<Mail, Message>,
  { template, parts }: Draft<Mail>,
  { notices, pool, now }: DeliveryDependencies<Mail, Message>,
  { choice, step, ...current }: Attempt & { choice: Choice<Mail>; step: Sending },
): Promise<Ending> => {
  const { provider, costVnd } = choice.member;
  const { attempt, doubts, since, receiptBy, turn, putBack } = current;
  const ids = { ...current.ids, provider: provider.name, attempt };
  const at = now();
  if ("taken" in outcome) {
    const { providerMessageId } = outcome.taken;
    await notices.markSent(key, attempt, { at, providerMessageId, template, receiptBy });
    log.info("notice-sent", { ...ids, parts, cost: parts * costVnd, doubts });
    return "on-its-way";
  }
  if ("refused" in outcome) {
    await notices.markUndelivered(key, attempt, { at, reason: "refused" });
    log.error("notice-undelivered", { ...ids, reason: "refused", error: outcome.refused.message });
    return "undelivered";
  }
  const error = reasonOf(outcome.fault);
  const seconds = retryInSeconds(attempt, since, at);
  if (seconds === undefined) {
    await notices.markUndelivered(key, attempt, { at, reason: "given-up" });
    log.error("notice-undelivered", { ...ids, reason: "given-up", error });
    return "undelivered";
  }
  log.error("notice-failed", { ...ids, error, retryInSeconds: seconds });
  /** One that had the last attempt and fails again is left for another, where there is one; else the doubt stays. */
  const doubtOf = (): { doubts: number } | { doubtful: ProviderName } | Record<string, never> => {
    if (step === "send") return outcome.doubtful ? { doubtful: provider.name } : {};
    const silent = afterSilence(provider.name, doubts, resendable && pool.hasOther(provider.name));
    return silent.step === "send" ? { doubts: silent.doubts } : { doubtful: provider.name };
  };
  // Put back first: who dies between leaves a claim that lapses, and a copy of the message that is known as one.
  const ending = await putBack("notice-retried", seconds, turn);
  await notices.markFailed(key, attempt, { at, error, turn, ...doubtOf() });
  return ending;
};

/** One call of the chosen provider for a notice, from its claim to what is kept of the outcome. */
export const callProvider = async <Mail, Message extends NoticeMessage>(
  job: Job<Mail, Message>,
  draft: Draft<Mail>,
  dependencies: DeliveryDependencies<Mail, Message>,
  current: Attempt & { choice: Choice<Mail>; step: Sending },
): Promise<Ending> => {
  const { choice, step } = current;
  const { provider } = choice.member;
  try {
    if (!(await current.take(provider.name))) return await current.putBack("notice-leased", 1);
    const outcome = await outcomeOf(provider, draft.mail, job.key.outboxId, step === "ask");
    const ending = await settle(outcome, job, draft, dependencies, current);
    await choice.ended({ failed: "fault" in outcome });
    return ending;
  } finally {
    choice.release();
  }
};
