import { randomUUID } from "node:crypto";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { FunctionModel } from "../assembly/model-functions.ts";
import { type FunctionWorker, type Outcome, startWorker } from "./function-worker.ts";
import { type KillOrder, wasReached } from "./kill-order.ts";

export type WorkerPool = {
  /** Runs an event in a worker of the function; `limitMs` shortens the function's own timeout. Never rejects. */
  invoke(functionName: string, event: unknown, limitMs?: number): Promise<Outcome>;
  /** Arms a kill: idle workers go, the next ones carry the order. `onSpent` is called when it has killed one. */
  arm(functionName: string, order: KillOrder, onSpent: () => void): Promise<void>;
  /** Called after every invocation. */
  onSettled(listener: () => void): void;
  count(): number;
  stop(): Promise<void>;
};

type Armed = { order: KillOrder; onSpent: () => void };
type Seat = {
  lambda: FunctionModel;
  worker: FunctionWorker;
  armed: Armed | undefined;
  busy: boolean;
  usedAt: number;
  /** To be replaced once it is free. */
  stale: boolean;
};
type Waiting = { lambda: FunctionModel; since: number; take: (seat: Seat) => void };

/** About 30 MB each. */
const MOST_WORKERS = 14;
const MOST_OF_ONE = 4;
/** How long a waiting event of another function may be passed over before a worker is given up for it. */
const PATIENCE_MS = 200;

export const createWorkerPool = (world: {
  functions: readonly FunctionModel[];
  environmentOf(lambda: FunctionModel): Record<string, string>;
  clock: SharedArrayBuffer;
  /** The program of every worker, made by `bundleThread`. */
  threadScript: string;
  /** How many workers there are at most, of all functions. A function that finds no seat costs another its warm one. */
  mostWorkers?: number | undefined;
  logFolder: string;
  /** Where a function's code is new since it last ran, its folder; workers of the old code then go. */
  reload?: ((operation: string) => Promise<string | undefined>) | undefined;
}): WorkerPool => {
  mkdirSync(world.logFolder, { recursive: true });
  const { mostWorkers = MOST_WORKERS } = world;
  const byName = new Map(world.functions.map((lambda) => [lambda.name, lambda]));
  const seats = new Set<Seat>();
  const queue: Waiting[] = [];
  const kills = new Map<string, Armed>();
  const listeners: (() => void)[] = [];
  const folders = new Map<string, string>();
  let stopped = false;

  const retire = async (lambda: FunctionModel): Promise<void> => {
    const own = seatsOf(lambda);
    for (const seat of own) seat.stale = true;
    await Promise.all(own.filter((seat) => !seat.busy).map(close));
  };

  const seatsOf = (lambda: FunctionModel): Seat[] => [...seats].filter((seat) => seat.lambda === lambda);

  const open = (lambda: FunctionModel): Seat => {
    const armed = kills.get(lambda.name);
    const worker = startWorker(
      world.threadScript,
      {
        folder: folders.get(lambda.name) ?? lambda.folder,
        handler: lambda.handler,
        log: join(world.logFolder, `${lambda.operation}.log`),
        clock: world.clock,
        kill: armed?.order,
        context: { functionName: lambda.name, functionArn: lambda.arn, memoryMb: lambda.memoryMb },
      },
      world.environmentOf(lambda),
    );
    const seat = { lambda, worker, armed, busy: true, usedAt: performance.now(), stale: false };
    seats.add(seat);
    return seat;
  };

  const close = async (seat: Seat): Promise<void> => {
    seats.delete(seat);
    await seat.worker.end();
  };

  /**
   * A seat for the function now, or undefined: an idle one, a new one, or a new one in place of an idle other, rather one
   * of several of a function than its only one.
   */
  const find = (lambda: FunctionModel): Seat | undefined => {
    const own = seatsOf(lambda);
    const idle = own.find((seat) => !seat.busy && seat.worker.alive());
    if (idle !== undefined) {
      idle.busy = true;
      return idle;
    }
    if (own.length >= Math.min(MOST_OF_ONE, lambda.reservedConcurrency ?? MOST_OF_ONE)) return undefined;
    if (seats.size < mostWorkers) return open(lambda);
    const isOnly = (seat: Seat): number => (seatsOf(seat.lambda).length > 1 ? 0 : 1);
    const [oldest] = [...seats]
      .filter((seat) => !seat.busy)
      .sort((a, b) => isOnly(a) - isOnly(b) || a.usedAt - b.usedAt);
    if (oldest === undefined) return undefined;
    void close(oldest);
    return open(lambda);
  };

  /** Hands free seats to those who wait: in turn, but an event whose own worker is free may pass a younger head. */
  const pump = (): void => {
    const head = queue[0];
    const headFirst = head !== undefined && performance.now() - head.since > PATIENCE_MS;
    const owned = queue.filter(({ lambda }) => seatsOf(lambda).some(({ busy }) => !busy));
    for (const waiting of headFirst ? [...queue] : [...new Set([...owned, ...queue])]) {
      const seat = find(waiting.lambda);
      if (seat === undefined) continue;
      queue.splice(queue.indexOf(waiting), 1);
      waiting.take(seat);
    }
  };

  const release = (seat: Seat): void => {
    seat.busy = false;
    seat.usedAt = performance.now();
    if (seat.stale) void close(seat);
    else if (!seat.worker.alive()) seats.delete(seat);
    pump();
    for (const listener of listeners) listener();
  };

  /** A thread ended by itself: by its order, where that call was reached. */
  const spend = ({ lambda, armed }: Seat): void => {
    if (armed === undefined || !wasReached(armed.order)) return;
    armed.onSpent();
    if (kills.get(lambda.name) === armed) kills.delete(lambda.name);
  };

  const seatFor = (lambda: FunctionModel): Promise<Seat> => {
    const seat = queue.length === 0 || seatsOf(lambda).some(({ busy }) => !busy) ? find(lambda) : undefined;
    if (seat !== undefined) return Promise.resolve(seat);
    return new Promise((take) => {
      queue.push({ lambda, since: performance.now(), take });
    });
  };

  return {
    invoke: async (functionName, event, limitMs = Number.POSITIVE_INFINITY) => {
      const lambda = byName.get(functionName);
      if (lambda === undefined || stopped)
        return { ok: false, reason: "error", errorType: "ResourceNotFound", errorMessage: functionName };
      const folder = await world.reload?.(lambda.operation);
      if (folder !== undefined) {
        folders.set(lambda.name, folder);
        await retire(lambda);
      }
      const seat = await seatFor(lambda);
      const failedStart = await seat.worker.ready;
      const timeoutMs = Math.min(lambda.timeoutSeconds * 1000, limitMs);
      const outcome =
        failedStart ?? (await seat.worker.run({ event: JSON.stringify(event), requestId: randomUUID(), timeoutMs }));
      if (!outcome.ok && outcome.reason === "killed") spend(seat);
      release(seat);
      return outcome;
    },
    arm: async (functionName, order, onSpent) => {
      kills.set(functionName, { order, onSpent });
      const lambda = byName.get(functionName);
      if (lambda !== undefined) await retire(lambda);
    },
    onSettled: (listener) => {
      listeners.push(listener);
    },
    count: () => seats.size,
    stop: async () => {
      stopped = true;
      await Promise.all([...seats].map(close));
    },
  };
};
