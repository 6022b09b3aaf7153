import { type Instant, millisOf } from "../foundation/instant.ts";

/** Seconds until a notice is tried again after its nth failed attempt, then the longest delay of a queue each time. */
const AFTER_ATTEMPT = [2, 10, 30, 120, 600] as const;
const LONGEST_DELAY = 900;

/** How long one goes on trying; then a person is to call. */
const TRIED_FOR_MS = 72 * 3_600_000;

/** Undefined where it has been tried, since its first attempt, for long enough. */
export const retryInSeconds = (attempt: number, since: Instant, now: Instant): number | undefined =>
  millisOf(now) - millisOf(since) >= TRIED_FOR_MS ? undefined : (AFTER_ATTEMPT[attempt - 1] ?? LONGEST_DELAY);

/** Whole seconds until an instant, as a queue may delay a message: at least one, at most the longest delay. */
export const secondsUntil = (then: Instant, now: Instant): number =>
  Math.min(LONGEST_DELAY, Math.max(1, Math.ceil((millisOf(then) - millisOf(now)) / 1000)));
