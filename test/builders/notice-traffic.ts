import type { NoticeDependencies } from "../../functions/notifications/deliver-notice.ts";
import { deliverSms } from "../../functions/notifications/deliver-sms.ts";
import type { ApplicantDependencies } from "../../functions/notifications/deliver-to-applicant.ts";
import { providerPool } from "../../functions/notifications/provider-pool.ts";
import { sealing } from "../../shared/adapters/crypto/sealing.ts";
import { instantOf, millisOf } from "../../shared/domain/foundation/instant.ts";
import {
  type MessageProvider,
  OutcomeUnknown,
  ProviderFault,
  type ProviderName,
} from "../../shared/domain/notifications/message-provider.ts";
import type { NoticeSubject } from "../../shared/domain/notifications/notice.ts";
import type { EventMessage } from "../../shared/domain/notifications/notice-message.ts";
import type { Sms } from "../../shared/domain/notifications/render-sms.ts";
import { deskStoreFake } from "../fakes/desk-store.ts";
import { healthStoreFake } from "../fakes/health-store.ts";
import { noticeStoreFake } from "../fakes/notice-store.ts";
import { aDossier, anEvent, aPerson, LONGEST_LINK, someNames } from "./notice.ts";

const ARN = "arn:aws:sqs:ap-southeast-1:000000000000:local-sms";
const START = millisOf("2026-11-22T01:30:00.000Z");
const WORKERS = 5;
const BATCH = 10;
/** One round of all workers. */
const ROUND_MS = 50;
/** How long a message is hidden whose worker gave no answer. */
const VISIBILITY_MS = 60_000;
/** More receives of one message than a queue allows: it would be among the dead letters. */
const MOST_RECEIVES = 5;

class Killed extends Error {
  override name = "Killed";
}

export type TrafficProvider = {
  name: ProviderName;
  honoursReferences: boolean;
  canBeAsked: boolean;
  usual: number;
  /** Seconds after the start between which it does not work. */
  down?: [from: number, to: number];
};

export type Traffic = {
  messages: number;
  /** Seconds over which the changes come about; all at once by default. */
  overSeconds?: number;
  providers: readonly TrafficProvider[];
  /** In [0, 1), the same sequence for the same seed. */
  random: () => number;
  /** Share of the messages that the queue hands out twice. */
  doubled?: number;
  /** Share of the calls of a worker, to whatever it calls, during which it is killed; and how often at most. */
  killed?: { share: number; most: number };
};

type Waiting = { message: EventMessage; readyAt: number; receives: number };

const BY_PHONE_ALONE = aPerson({ applicant: { ...aPerson().applicant, email: undefined } as never });

const subjectOf = (number: number): Omit<NoticeSubject, "notice"> => {
  const dossierId = `dossier${String(number).padStart(9, "0")}`;
  return { event: anEvent({ dossierId }), dossier: aDossier({ id: dossierId }), person: BY_PHONE_ALONE };
};

/**
 * Notices of as many changes through workers, providers and a queue in memory, with a clock of their own: a round of all
 * workers, then the clock goes on. A worker that is killed answers nothing, and what it held is handed out again.
 */
export const runTraffic = async ({ messages, overSeconds = 0, providers, random, doubled = 0, killed }: Traffic) => {
  const clock = { now: START };
  const now = () => instantOf(clock.now);
  const subjects = Array.from({ length: messages }, (_, number) => subjectOf(number));
  const byId = new Map(subjects.map((subject) => [subject.event.dossierId, subject]));
  const notices = noticeStoreFake();
  const health = healthStoreFake();
  const desk = deskStoreFake();
  const taken: { provider: ProviderName; reference: string; at: number }[] = [];
  const calls = new Map<ProviderName, number[]>();
  const dead: EventMessage[] = [];
  let kills = 0;
  let putBacks = 0;

  const mayDie = (): void => {
    if (killed && kills < killed.most && random() < killed.share) {
      kills += 1;
      throw new Killed();
    }
  };
  const mortal =
    <A extends unknown[], R>(call: (...given: A) => Promise<R>) =>
    async (...given: A): Promise<R> => {
      mayDie();
      const answer = await call(...given);
      mayDie();
      return answer;
    };
  const isDown = ({ down }: TrafficProvider): boolean => {
    const second = (clock.now - START) / 1000;
    return down !== undefined && second >= down[0] && second < down[1];
  };
  const providerOf = (given: TrafficProvider): MessageProvider<Sms> => {
    const { name, honoursReferences, canBeAsked } = given;
    const has = (reference: string) => taken.some((one) => one.provider === name && one.reference === reference);
    return {
      name,
      honoursReferences,
      send: mortal(async (_: Sms, reference: string) => {
        calls.set(name, [...(calls.get(name) ?? []), clock.now]);
        if (isDown(given)) throw random() < 0.5 ? new ProviderFault("503") : new OutcomeUnknown("TimeoutError");
        if (!honoursReferences || !has(reference)) taken.push({ provider: name, reference, at: clock.now });
        return { providerMessageId: reference };
      }),
      ...(canBeAsked
        ? {
            find: mortal(async (reference: string) => {
              if (isDown(given)) throw new ProviderFault("503");
              return has(reference) ? { providerMessageId: reference } : ("unknown" as const);
            }),
          }
        : {}),
    };
  };

  let waiting: Waiting[] = subjects.flatMap(({ event }, number) => {
    const message = { outboxId: `${event.dossierId}:3`, dossierId: event.dossierId, commandId: event.commandId };
    const copy = { message, readyAt: START + (number / messages) * overSeconds * 1000, receives: 0 };
    return random() < doubled ? [copy, { ...copy }] : [copy];
  });
  const later = async (_: string, message: EventMessage, seconds: number): Promise<void> => {
    mayDie();
    putBacks += 1;
    const copy = { message, readyAt: clock.now + seconds * 1000, receives: 0 };
    waiting.push(copy, ...(random() < doubled ? [{ ...copy }] : []));
  };
  const worker = (): NoticeDependencies<Sms> => ({
    notices: {
      ...notices,
      readSubject: mortal(async ({ dossierId, outboxId }) => {
        const subject = byId.get(dossierId);
        const sms = await notices.read({ dossierId, outboxId, channel: "sms" });
        return subject && { ...subject, notice: sms };
      }),
      claim: mortal(notices.claim),
      markSent: mortal(notices.markSent),
      markFailed: mortal(notices.markFailed),
    },
    pool: providerPool(
      providers.map((provider) => ({ provider: providerOf(provider), usual: provider.usual, costVnd: 800 })),
      { channel: "sms", health, now, roll: random },
    ),
    receiptWithinMinutes: 60,
    desk,
    fallBack: async () => {},
    names: someNames,
    sealing,
    smsDiacritics: false,
    trackingUrl: async () => LONGEST_LINK,
    later,
    now,
  });
  const workers = Array.from({ length: WORKERS }, worker);

  while (waiting.length > 0) {
    const ready = waiting.filter(({ readyAt }) => readyAt <= clock.now).slice(0, WORKERS * BATCH);
    if (ready.length === 0) {
      clock.now = Math.min(...waiting.map(({ readyAt }) => readyAt));
      continue;
    }
    const held = new Set(ready);
    waiting = waiting.filter((one) => !held.has(one));
    for (let slot = 0; slot < WORKERS; slot += 1) {
      const batch = ready.slice(slot * BATCH, (slot + 1) * BATCH);
      const dependencies = workers[slot] as NoticeDependencies<Sms>;
      const outcomes = await Promise.allSettled(
        batch.map(({ message }) => deliverSms(message, dependencies as ApplicantDependencies<Sms>, { queueArn: ARN })),
      );
      if (outcomes.some((outcome) => outcome.status === "rejected" && outcome.reason instanceof Killed))
        workers[slot] = worker();
      for (const [place, outcome] of outcomes.entries()) {
        if (outcome.status === "fulfilled") continue;
        const { message, receives } = batch[place] as Waiting;
        if (receives + 1 >= MOST_RECEIVES) dead.push(message);
        else waiting.push({ message, readyAt: clock.now + VISIBILITY_MS, receives: receives + 1 });
      }
    }
    clock.now += ROUND_MS;
  }

  const ended = [...notices.rows.values()];
  return {
    taken,
    calls,
    dead,
    kills: () => kills,
    putBacks: () => putBacks,
    ended,
    desk,
    health,
    seconds: (clock.now - START) / 1000,
    secondsOf: (at: number): number => (at - START) / 1000,
    /** Neither sent nor in anybody's list. */
    lost: subjects.filter(({ event }) => {
      const outboxId = `${event.dossierId}:3`;
      const sent = taken.some(({ reference }) => reference === outboxId);
      return !sent && !desk.tasks.has(outboxId) && !dead.some((message) => message.outboxId === outboxId);
    }),
  };
};
