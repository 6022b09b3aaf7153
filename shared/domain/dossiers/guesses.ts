import { type Instant, instantOf, millisOf } from "../foundation/instant.ts";

/** Wrong guesses that cost nothing but themselves. */
const FREE_GUESSES = 5;
const FIRST_DELAY_MS = 30_000;
const LONGEST_DELAY_MS = 3_600_000;
const FORGOTTEN_AFTER_S = 24 * 3600;

export type Guesses = { count: number; until: Instant };

/** Seconds to wait before this code may be tried again, 0 where it may now. The delay doubles with every wrong guess. */
export const waitSeconds = (guesses: Guesses | undefined, now: Instant): number => {
  if (guesses === undefined || guesses.count < FREE_GUESSES) return 0;
  return Math.max(0, Math.ceil((millisOf(guesses.until) - millisOf(now)) / 1000));
};

/** What a wrong guess leaves behind. */
export const afterWrongGuess = (guesses: Guesses | undefined, now: Instant): { until: Instant; expiresAt: number } => {
  const count = (guesses?.count ?? 0) + 1;
  const delay = count < FREE_GUESSES ? 0 : Math.min(FIRST_DELAY_MS * 2 ** (count - FREE_GUESSES), LONGEST_DELAY_MS);
  const until = millisOf(now) + delay;
  return { until: instantOf(until), expiresAt: Math.floor(until / 1000) + FORGOTTEN_AFTER_S };
};

export const isBeyondFree = (count: number): boolean => count > FREE_GUESSES;
