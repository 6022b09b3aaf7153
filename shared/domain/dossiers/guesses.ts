import { type Instant, millisOf } from "../foundation/instant.ts";

/** Wrong guesses that cost nothing but themselves. */
const FREE_GUESSES = 5;
const FIRST_DELAY_MS = 30_000;
const LONGEST_DELAY_MS = 3_600_000;
const FORGOTTEN_AFTER_MS = 24 * 3_600_000;

/** Wrong guesses on a code so far, and when the last of them was made. */
export type Guesses = { count: number; lastAt: Instant };

/** What still counts: wrong guesses are forgotten a day after the last. */
export const remembered = (guesses: Guesses | undefined, now: Instant): Guesses | undefined =>
  guesses && millisOf(now) - millisOf(guesses.lastAt) < FORGOTTEN_AFTER_MS ? guesses : undefined;

/** Seconds to wait before this code may be tried again, 0 where it may now. The delay doubles with every wrong guess. */
export const waitSeconds = (guesses: Guesses | undefined, now: Instant): number => {
  const counted = remembered(guesses, now);
  if (!counted || counted.count < FREE_GUESSES) return 0;
  const delay = Math.min(FIRST_DELAY_MS * 2 ** (counted.count - FREE_GUESSES), LONGEST_DELAY_MS);
  return Math.max(0, Math.ceil((millisOf(counted.lastAt) + delay - millisOf(now)) / 1000));
};

/** When all of it may be swept away, epoch seconds. */
export const forgottenAt = (lastAt: Instant): number => Math.ceil((millisOf(lastAt) + FORGOTTEN_AFTER_MS) / 1000);

export const isBeyondFree = (count: number): boolean => count > FREE_GUESSES;
