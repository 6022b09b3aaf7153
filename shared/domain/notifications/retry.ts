/**
 * Seconds until a notice is tried again after its nth failed attempt: quickly while the fault may be a hiccup, then
 * ever more slowly, at most a queue's longest delay.
 */
const AFTER_ATTEMPT = [2, 5, 10, 20, 30, 30, 30, 30, 60, 120, 300] as const;
const LONGEST_DELAY = 900;

/** Attempts in about 72 hours; then the message is left to the dead-letter queue, which is a person's list. */
export const MOST_ATTEMPTS = 300;

/** Undefined where it has been tried for long enough. */
export const retryInSeconds = (attempt: number): number | undefined =>
  attempt >= MOST_ATTEMPTS ? undefined : (AFTER_ATTEMPT[attempt - 1] ?? LONGEST_DELAY);
