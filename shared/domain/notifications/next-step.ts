import { type Instant, millisOf, provinceDate } from "../foundation/instant.ts";
import type { ProviderName } from "./message-provider.ts";
import type { Notice } from "./notice.ts";

/** What can be known of an attempt whose answer was lost. */
export type Traits = { honoursReferences: boolean; canBeAsked: boolean };

/** Attempts of unknown outcome after which a status notice is not sent again. */
const MOST_DOUBTS = 2;

export type NextStep =
  /** It has ended, or is on its way. */
  | { step: "nothing" }
  /** Another worker has it. */
  | { step: "wait"; until: Instant }
  /** Ask this provider what it knows of the last attempt; where it knows nothing, send by it. */
  | { step: "ask"; provider: ProviderName; doubts: number }
  /** Send by this provider, to which the last attempt and this one are the same message. */
  | { step: "repeat"; provider: ProviderName; doubts: number }
  /** Send, rather not by the one that failed last. */
  | { step: "send"; avoid?: ProviderName; doubts: number }
  /** It may have arrived, and is not sent again. */
  | { step: "give-up"; doubts: number };

/** A lease further ahead than any is of a clock that was set back. */
const LONGEST_LEASE_MS = 60_000;

const isLive = (leaseUntil: Instant | undefined, at: Instant): leaseUntil is Instant =>
  leaseUntil !== undefined && leaseUntil >= at && millisOf(leaseUntil) - millisOf(at) <= LONGEST_LEASE_MS;

/**
 * After an attempt of unknown outcome. A provider that knows references takes the same one again for the rest of its day,
 * and does no more than before; later it is asked.
 */
const afterDoubt = (
  { provider, doubts, at: last }: { provider: ProviderName; doubts: number; at: Instant },
  at: Instant,
  traits: Traits | undefined,
  resendable: boolean,
): NextStep => {
  if (traits?.honoursReferences && (!traits.canBeAsked || provinceDate(last) === provinceDate(at)))
    return { step: "repeat", provider, doubts };
  if (traits?.canBeAsked) return { step: "ask", provider, doubts };
  return afterSilence(provider, doubts, resendable);
};

/** Nobody can be asked about the last attempt by `provider`; `doubts` are those before it. */
export const afterSilence = (
  provider: ProviderName,
  doubts: number,
  resendable: boolean,
): Extract<NextStep, { step: "send" | "give-up" }> => {
  const more = doubts + 1;
  return resendable && more < MOST_DOUBTS
    ? { step: "send", avoid: provider, doubts: more }
    : { step: "give-up", doubts: more };
};

/**
 * What is to be done with a notice as it stands. A claim whose lease has lapsed is of a worker that died: whether it
 * sent is as unknown as after a call without an answer. `resendable`: the law wants it told, so that once more is better
 * than never. `turn`: how often the message in hand was put back. `fallback`: the other way ended badly, so that a way that was not wanted is taken all the same.
 */
export const nextStep = (
  notice: Notice | undefined,
  { at, resendable, fallback, turn }: { at: Instant; resendable: boolean; fallback: boolean; turn: number },
  traitsOf: (provider: ProviderName) => Traits | undefined,
): NextStep => {
  if (notice === undefined) return { step: "send", doubts: 0 };
  const { state, provider, doubts, doubtful } = notice;
  switch (state) {
    case "claimed": {
      if (isLive(notice.leaseUntil, at)) return { step: "wait", until: notice.leaseUntil };
      if (provider === undefined) return { step: "send", doubts };
      return afterDoubt({ provider, doubts, at: notice.at }, at, traitsOf(provider), resendable);
    }
    case "failed":
      // A copy of a message that was put back since: the one that was put goes on.
      if (turn < (notice.turn ?? 0)) return { step: "nothing" };
      if (doubtful !== undefined)
        return afterDoubt({ provider: doubtful, doubts, at: notice.at }, at, traitsOf(doubtful), resendable);
      return provider === undefined ? { step: "send", doubts } : { step: "send", avoid: provider, doubts };
    case "skipped":
      return fallback ? { step: "send", doubts } : { step: "nothing" };
    case "sent":
    case "delivered":
    case "undelivered":
    case "unconfirmed":
    case "waiting":
      return { step: "nothing" };
  }
};
