import { type Instant, instantOf, millisOf } from "../foundation/instant.ts";
import type { ProviderName } from "./message-provider.ts";
import type { ApplicantChannel } from "./notice.ts";

/**
 * How a provider does. Weights move as those of GOV.UK Notify do: ten less at a fault or where it is slow, at most once
 * a minute, and ten back towards its usual share with each quiet hour. One that fails gets no message at all for a while.
 */
export type ProviderHealth = {
  provider: ProviderName;
  /** Its share of the channel's messages when it last changed. */
  weight: number;
  changedAt: Instant;
  /** No message before then. */
  restUntil: Instant | null;
  /** Rests in a row, none of which helped. */
  rests: number;
};

export type HealthStore = {
  read(channel: ApplicantChannel | "officer-email"): Promise<ProviderHealth[]>;
  /** Writes it where it still stands as it was read; false where somebody else was faster. */
  write(
    channel: ApplicantChannel | "officer-email",
    before: ProviderHealth | undefined,
    after: ProviderHealth,
  ): Promise<boolean>;
};

/** One call to a provider that has ended. */
export type ProviderCall = { at: Instant; tookMs: number; failed: boolean };
export type Verdict = "fine" | "slow" | "failing";

const WINDOW_MS = 60_000;
/** Fewer calls say nothing. */
const FEWEST_CALLS = 5;
const FAILING_SHARE = 0.5;
const SLOW_SHARE = 0.3;
const SLOW_MS = 2_000;

const STEP = 10;
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
/** Seconds of rest, the longer the more rests did not help. */
const RESTS = [10, 20, 40, 80, 160, 300] as const;
const LONGEST_REST_MS = 300_000;

const within = (calls: readonly ProviderCall[], at: Instant): ProviderCall[] =>
  calls.filter((call) => {
    const age = millisOf(at) - millisOf(call.at);
    return age >= 0 && age <= WINDOW_MS;
  });

/** How a provider does by its calls of the last minute. */
export const verdictOf = (calls: readonly ProviderCall[], at: Instant): Verdict => {
  const recent = within(calls, at);
  if (recent.length < FEWEST_CALLS) return "fine";
  const share = (is: (call: ProviderCall) => boolean): number => recent.filter(is).length / recent.length;
  if (share(({ failed }) => failed) >= FAILING_SHARE) return "failing";
  return share(({ tookMs }) => tookMs >= SLOW_MS) >= SLOW_SHARE ? "slow" : "fine";
};

/** Its share now: ten back towards the usual one with each hour since it last changed. */
export const weightAt = ({ weight, changedAt }: ProviderHealth, usual: number, at: Instant): number => {
  const back = STEP * Math.max(0, Math.floor((millisOf(at) - millisOf(changedAt)) / HOUR_MS));
  return weight < usual ? Math.min(usual, weight + back) : Math.max(usual, weight - back);
};

/** A rest further ahead than any is of a clock that was set back: nobody waits for it. */
export const isResting = ({ restUntil }: ProviderHealth, at: Instant): boolean =>
  restUntil !== null && restUntil > at && millisOf(restUntil) - millisOf(at) <= LONGEST_REST_MS;
/** Whether it has rested and nobody knows yet whether that helped: one call at a time finds out. */
export const isOnTrial = (health: ProviderHealth, at: Instant): boolean =>
  health.restUntil !== null && !isResting(health, at);

const lessAt = (health: ProviderHealth, usual: number, at: Instant): number => {
  const weight = weightAt(health, usual, at);
  return millisOf(at) - millisOf(health.changedAt) < MINUTE_MS ? weight : Math.max(0, weight - STEP);
};

/** It failed: a rest, and a smaller share. */
export const rested = (health: ProviderHealth, usual: number, at: Instant): ProviderHealth => {
  const seconds = RESTS[Math.min(health.rests, RESTS.length - 1)] as number;
  return {
    ...health,
    weight: lessAt(health, usual, at),
    changedAt: at,
    restUntil: instantOf(millisOf(at) + seconds * 1000),
    rests: health.rests + 1,
  };
};

/** It is slow: a smaller share; unchanged where that was done within the minute. */
export const slowed = (health: ProviderHealth, usual: number, at: Instant): ProviderHealth => {
  const weight = lessAt(health, usual, at);
  return weight === weightAt(health, usual, at) ? health : { ...health, weight, changedAt: at };
};

/** A call went through: its rest has helped. */
export const recovered = (health: ProviderHealth): ProviderHealth => ({ ...health, restUntil: null, rests: 0 });

export type Candidate = { health: ProviderHealth; usual: number };

/**
 * Who sends the next message: by their shares (`roll` in [0, 1)), none that rests, and one to avoid only where there is
 * nobody else; undefined where all rest.
 */
export const chosen = (
  candidates: readonly Candidate[],
  { at, roll, avoid }: { at: Instant; roll: number; avoid?: ProviderName | undefined },
): ProviderName | undefined => {
  const awake = candidates.filter(({ health }) => !isResting(health, at));
  const others = awake.filter(({ health }) => health.provider !== avoid);
  const from = others.length > 0 ? others : awake;
  const shares = from.map(({ health, usual }) => weightAt(health, usual, at));
  const total = shares.reduce((sum, share) => sum + share, 0);
  // Where nobody has a share left, all have the same.
  const even = total === 0;
  let place = roll * (even ? from.length : total);
  for (const [index, { health }] of from.entries()) {
    place -= even ? 1 : (shares[index] as number);
    if (place < 0) return health.provider;
  }
  return from.at(-1)?.health.provider;
};
