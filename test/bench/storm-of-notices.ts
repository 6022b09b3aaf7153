import { createClock, moveClock, readOffset } from "../../infra/local/clock.ts";
import { noticesPartition } from "../../shared/adapters/dynamodb/keys.ts";
import { queryAll } from "../../shared/adapters/dynamodb/query-all.ts";
import { randomOf, shuffled } from "../builders/shuffled.ts";
import { bundleOf } from "./bundles.ts";
import { esmsOf } from "./esms-stand-in.ts";
import { opened, type Thread } from "./thread.ts";
import { DEAD_LETTERS, eventOf, type Handed, laid, messageOf, SMS_QUEUE, world } from "./told-changes.ts";

export const PROVIDERS = ["esms", "aws-sms"] as const;

const THREADS = 3;
const BATCH = 10;
/** Share of the messages that the queue hands out twice, and of the calls whose answer is lost. */
const DOUBLED = 0.2;
const LOST = 0.02;
/** How long a message is hidden that nobody answered for, and how often it is handed out, as the stack says. */
const HIDDEN_MS = 60_000;
const MOST_RECEIVES = 5;
/** How long the first batch may last, in milliseconds. */
const FIRST_MS = 80;

/** A storm that hands each change out so often would never end. */
const MOST_HANDED = 30;

type Waiting = { body: string; readyAt: number; receives: number };
type Item = Record<string, unknown>;

export type Storm = { changes: number; kills: number; seed: number };

/** One storm, with messages by one provider alone: what it came to, and which of its laws hold. */
export const noticeStorm = async (provider: (typeof PROVIDERS)[number], { changes, kills, seed }: Storm) => {
  const random = randomOf(seed);
  const clock = createClock();
  const now = (): number => Date.now() + readOffset(clock);
  const waiting: Waiting[] = [];
  const dead: string[] = [];
  let handed = 0;
  const put = (body: string, delaySeconds: number): void => {
    const copy = { body, readyAt: now() + delaySeconds * 1000, receives: 0 };
    waiting.push(copy);
    if (random() < DOUBLED) waiting.push({ ...copy });
  };
  const taken = new Map<string, number>();
  const note = (reference: string): void => void taken.set(reference, (taken.get(reference) ?? 0) + 1);
  const isLost = (): boolean => random() < LOST;
  const esms = await esmsOf(isLost);
  const { table, close } = await world({
    taken: (reference) => {
      note(reference);
      return isLost() ? "lost" : undefined;
    },
    put: ({ queue, body, delaySeconds }) => {
      if (queue === SMS_QUEUE) put(body, delaySeconds);
      if (queue === DEAD_LETTERS) dead.push(body);
    },
    ...(provider === "esms" ? { esms } : {}),
  });
  await laid(table, 0, changes);
  const open = (): Promise<Thread> => opened({ module: bundleOf("notifications/deliver-sms"), clock });
  const threads = await Promise.all(Array.from({ length: THREADS }, open));
  for (const message of shuffled(
    Array.from({ length: changes }, (_, nth) => messageOf(nth)),
    random,
  ))
    put(JSON.stringify(message), 0);

  const batches = Math.floor((changes * (1 + DOUBLED)) / BATCH);
  const killAt = new Set(Array.from({ length: kills }, (_, nth) => Math.floor((batches * nth) / kills)));
  let batch = 0;
  let killed = 0;
  let interrupted = 0;
  const busy = new Set<number>();
  /** Milliseconds of the batches of late: a thread is ended within them, before the provider is called or after. */
  let lasts = FIRST_MS;

  /** Hands a batch to a thread, and takes back what was not done. */
  const hand = async (place: number, records: Waiting[]): Promise<void> => {
    const thread = threads[place] as Thread;
    const event: (Handed & { of: Waiting })[] = records.map((of) => {
      handed += 1;
      return { messageId: String(handed), body: of.body, receives: of.receives + 1, of };
    });
    const doomed = killAt.has(batch);
    batch += 1;
    const from = performance.now();
    const answer = thread.call(eventOf(event));
    if (doomed) {
      const next = open();
      await new Promise((resolve) => setTimeout(resolve, random() * lasts));
      if (thread.open() > 0) {
        await thread.end();
        killed += 1;
        interrupted += records.length;
        threads[place] = await next;
      } else {
        let later = batch;
        while (killAt.has(later)) later += 1;
        killAt.add(later);
        await (await next).end();
      }
    }
    const said = (await answer) as { batchItemFailures: { itemIdentifier: string }[] } | undefined;
    if (said) lasts += (performance.now() - from - lasts) / 4;
    const failed = said && new Set(said.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
    for (const { messageId, of } of event) {
      if (failed && !failed.has(messageId)) continue;
      if (of.receives + 1 >= MOST_RECEIVES) dead.push(of.body);
      else waiting.push({ body: of.body, readyAt: now() + HIDDEN_MS, receives: of.receives + 1 });
    }
    busy.delete(place);
  };

  const began = performance.now();
  while ((waiting.length > 0 && handed < MOST_HANDED * changes) || busy.size > 0) {
    const ready = waiting.filter(({ readyAt }) => readyAt <= now()).slice(0, BATCH);
    const free = threads.findIndex((_, place) => !busy.has(place));
    if (ready.length > 0 && free >= 0 && handed < MOST_HANDED * changes) {
      for (const one of ready) waiting.splice(waiting.indexOf(one), 1);
      busy.add(free);
      void hand(free, ready);
    } else if (busy.size > 0) await new Promise((resolve) => setTimeout(resolve, 1));
    else moveClock(clock, Math.min(...waiting.map(({ readyAt }) => readyAt)));
  }
  const seconds = Math.round((performance.now() - began) / 1000);
  await Promise.all(threads.map((thread) => thread.end()));

  const ended = new Map<string, Item[]>();
  for (let nth = 0; nth < changes; nth += 1) {
    const { dossierId, outboxId } = messageOf(nth);
    ended.set(outboxId, await queryAll(table, null, "pk", noticesPartition(dossierId)));
  }
  const byEsms = esms.taken();
  for (const reference of byEsms) note(reference);
  close();
  esms.close();

  const of = (outboxId: string, channel: string): Item | undefined =>
    ended.get(outboxId)?.find(({ sk }) => sk === `${outboxId}#${channel}`);
  const all = [...ended.keys()];
  const buried = new Set(dead.map((body) => (JSON.parse(body) as { outboxId: string }).outboxId));
  const timesOf = (outboxId: string): number => taken.get(outboxId) ?? 0;
  const doubtsOf = (outboxId: string): number => Number(of(outboxId, "sms")?.doubts ?? 0);
  /** One that nobody knows of is watched: where no report comes in time, it goes the other way or to a person. */
  const isWatched = (outboxId: string): boolean => {
    const notice = of(outboxId, "sms");
    return notice?.state === "unconfirmed" && notice.outbox !== undefined;
  };
  const lost = all.filter(
    (id) => timesOf(id) === 0 && of(id, "phone")?.state !== "waiting" && !buried.has(id) && !isWatched(id),
  );
  const states: Record<string, number> = {};
  for (const id of all) {
    const state = String(of(id, "sms")?.state);
    states[state] = (states[state] ?? 0) + 1;
  }
  const more = all.filter((id) => timesOf(id) > 1);
  const figures = {
    changes,
    handed,
    kills: killed,
    interrupted,
    taken: [...taken.values()].reduce((sum, times) => sum + times, 0),
    toldTwice: more.length,
    byEsms: byEsms.length,
    doubtful: all.filter((id) => doubtsOf(id) > 0).length,
    states,
    deadLetters: dead.length,
    asked: esms.asked(),
    repeated: esms.repeated(),
    seconds,
  };
  const holds = {
    "the queue is empty": waiting.length === 0,
    "none lost": lost.length === 0,
    "every notice has ended": all.every(
      (id) => buried.has(id) || ["sent", "unconfirmed"].includes(String(of(id, "sms")?.state)),
    ),
    "threads ended at work": killed === kills,
    // eSMS rests where it fails too often, and what it may have taken then goes by AWS: doubtful, and marked.
    "told again only where doubtful, and marked": more.every((id) => timesOf(id) <= 1 + doubtsOf(id)),
    ...(provider === "esms"
      ? {
          "none told twice by it": new Set(byEsms).size === byEsms.length,
          "doubts were cleared up by its reference": esms.repeated() + esms.asked() > 0,
        }
      : {}),
  };
  return { figures, holds };
};
