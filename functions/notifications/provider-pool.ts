import { type Instant, instantOf, millisOf } from "../../shared/domain/foundation/instant.ts";
import type { MessageProvider, ProviderName } from "../../shared/domain/notifications/message-provider.ts";
import type { Traits } from "../../shared/domain/notifications/next-step.ts";
import type { NoticeChannel } from "../../shared/domain/notifications/notice.ts";
import {
  chosen,
  type HealthStore,
  isOnTrial,
  type ProviderCall,
  type ProviderHealth,
  recovered,
  rested,
  slowed,
  verdictOf,
} from "../../shared/domain/notifications/provider-health.ts";
import { log } from "../boundary/log.ts";

/** How long a worker trusts what it read of the providers' health. */
const FRESH_MS = 5_000;
const CALLS_KEPT = 50;

/** A provider with its usual share of a channel's messages, of 100, and what a message by it costs, in đồng. */
export type Member<Mail> = { provider: MessageProvider<Mail>; usual: number; costVnd: number };

export type Choice<Mail> = {
  member: Member<Mail>;
  /** The call has ended so. */
  ended: (how: { failed: boolean }) => Promise<void>;
  /** No call was made. */
  release: () => void;
};

export type Rest = { name: ProviderName; restUntil: Instant };

export type ProviderPool<Mail> = {
  traitsOf: (name: ProviderName) => Traits | undefined;
  hasOther: (name: ProviderName) => boolean;
  /** Who sends the next message, or who wakes first where all rest. */
  choose: (avoid?: ProviderName) => Promise<Choice<Mail> | Rest>;
  /** The one of that name, unless it rests. */
  only: (name: ProviderName) => Promise<Choice<Mail> | Rest>;
};

export type PoolDependencies = {
  channel: Exclude<NoticeChannel, "phone">;
  health: HealthStore;
  now: () => Instant;
  /** In [0, 1). */
  roll: () => number;
};

type Known<Mail> = { member: Member<Mail>; before: ProviderHealth | undefined; health: ProviderHealth };

/**
 * The providers of a channel, as this worker sees them: their health is the table's, shared by all workers; the calls
 * that it is judged by are this worker's own.
 */
export const providerPool = <Mail>(
  members: readonly Member<Mail>[],
  { channel, health: store, now, roll }: PoolDependencies,
): ProviderPool<Mail> => {
  const calls = new Map<ProviderName, ProviderCall[]>();
  const onTrial = new Set<ProviderName>();
  let readAt = Number.NEGATIVE_INFINITY;
  let reading: Promise<Known<Mail>[]> | undefined;

  const unseen = (provider: ProviderName, usual: number): ProviderHealth => ({
    provider,
    weight: usual,
    changedAt: instantOf(0),
    restUntil: null,
    rests: 0,
  });

  const known = (): Promise<Known<Mail>[]> => {
    const at = millisOf(now());
    // A clock that was set back does not make what was read fresh for ever.
    if (reading === undefined || Math.abs(at - readAt) > FRESH_MS) {
      readAt = at;
      reading = store.read(channel).then((healths) =>
        members.map((member): Known<Mail> => {
          const before = healths.find(({ provider }) => provider === member.provider.name);
          return { member, before, health: before ?? unseen(member.provider.name, member.usual) };
        }),
      );
      reading.catch(() => {
        reading = undefined;
      });
    }
    return reading;
  };

  const change = async (one: Known<Mail>, after: ProviderHealth, code: string): Promise<void> => {
    if (after === one.health) return;
    const written = await store.write(channel, one.before, after);
    reading = undefined;
    if (!written) return;
    log.error(code, { channel, provider: after.provider, weight: after.weight, count: after.rests });
  };

  const judge = async (one: Known<Mail>, failed: boolean, began: number): Promise<void> => {
    const { member, health } = one;
    const { name } = member.provider;
    const at = now();
    if (!failed && health.rests > 0) {
      // A call that began before the rest says nothing of it.
      if (began < millisOf(health.changedAt)) return;
      calls.delete(name);
      return change(one, recovered(health), "provider-recovered");
    }
    const tried = isOnTrial(health, at);
    const verdict = failed && tried ? "failing" : verdictOf(calls.get(name) ?? [], at);
    if (verdict === "fine" || (verdict === "failing" && !failed)) return;
    calls.delete(name);
    if (verdict === "failing") return change(one, rested(health, member.usual, at), "provider-rested");
    return change(one, slowed(health, member.usual, at), "provider-slowed");
  };

  const choice = (one: Known<Mail>): Choice<Mail> => {
    const { name } = one.member.provider;
    const trial = isOnTrial(one.health, now());
    if (trial) onTrial.add(name);
    const began = millisOf(now());
    const release = (): void => {
      if (trial) onTrial.delete(name);
    };
    return {
      member: one.member,
      release,
      ended: async ({ failed }) => {
        release();
        const at = now();
        const kept = [...(calls.get(name) ?? []), { at, tookMs: millisOf(at) - began, failed }];
        calls.set(name, kept.slice(-CALLS_KEPT));
        // As it is known now: another call may have changed it meanwhile.
        const current = (await known()).find(({ member }) => member.provider.name === name) as Known<Mail>;
        await judge(current, failed, began);
      },
    };
  };

  /** Those who may be called: one that has just rested takes one call at a time. */
  const free = (all: readonly Known<Mail>[]): Known<Mail>[] => {
    const at = now();
    return all.filter(
      ({ member, health }) => !(isOnTrial(health, at) && health.rests > 0 && onTrial.has(member.provider.name)),
    );
  };

  const firstAwake = (all: readonly Known<Mail>[]): Rest => {
    const rests = all.map(({ health }) => ({ name: health.provider, restUntil: health.restUntil ?? now() }));
    return rests.reduce((first, rest) => (rest.restUntil < first.restUntil ? rest : first));
  };

  const among = (all: readonly Known<Mail>[], avoid?: ProviderName): Choice<Mail> | Rest => {
    const able = free(all);
    const candidates = able.map(({ health, member }) => ({ health, usual: member.usual }));
    const name = chosen(candidates, { at: now(), roll: roll(), avoid });
    const one = able.find(({ member }) => member.provider.name === name);
    return one === undefined ? firstAwake(all) : choice(one);
  };

  return {
    traitsOf: (name) => {
      const member = members.find(({ provider }) => provider.name === name);
      if (member === undefined) return undefined;
      const { honoursReferences, find } = member.provider;
      return { honoursReferences, canBeAsked: find !== undefined };
    },
    hasOther: (name) => members.some(({ provider }) => provider.name !== name),
    choose: async (avoid) => among(await known(), avoid),
    only: async (name) => among((await known()).filter(({ member }) => member.provider.name === name)),
  };
};
