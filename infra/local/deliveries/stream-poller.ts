import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import {
  DescribeStreamCommand,
  type DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
  type _Record as Item,
} from "@aws-sdk/client-dynamodb-streams";
import type { MappingModel } from "../assembly/model-functions.ts";
import { machineNow } from "../clock.ts";
import type { Outcome } from "../functions/function-worker.ts";
import { matchesPattern } from "./event-pattern.ts";
import { deliverStreamBatch, type GivenUp, type StreamRecord } from "./stream-batch.ts";

/** A poll costs the emulator next to nothing, but an idle machine should be idle. */
const ACTIVE_MS = 40;
const IDLE_MS = 1_000;
/** After the last sign of life: the writers are functions, whose end wakes the poller. */
const ACTIVE_FOR_MS = 3_000;
/** What runs when the stack stops gets this long to end. */
const GRACE_MS = 1_000;
const LONGEST_PAUSE_MS = 2_000;

export type StreamPoller = { wake(): void; stop(): Promise<void> };

type Checkpoint = { stream: string; shards: Record<string, string> };

const readCheckpoint = (file: string, stream: string): Checkpoint => {
  try {
    const found = JSON.parse(readFileSync(file, "utf8")) as Checkpoint;
    if (found.stream === stream) return found;
  } catch {
    // None yet, or torn: the stream is read again from its beginning, and consumers are idempotent.
  }
  return { stream, shards: {} };
};

const recordOf = (item: Item, streamArn: string, region: string): StreamRecord => {
  const { ApproximateCreationDateTime, ...change } = item.dynamodb ?? {};
  const createdAt = ApproximateCreationDateTime?.getTime() ?? 0;
  return {
    sequence: change.SequenceNumber ?? "",
    createdAt,
    event: {
      eventID: item.eventID,
      eventName: item.eventName,
      eventVersion: item.eventVersion ?? "1.1",
      eventSource: "aws:dynamodb",
      awsRegion: region,
      dynamodb: { ApproximateCreationDateTime: Math.floor(createdAt / 1000), ...change },
      eventSourceARN: streamArn,
      ...(item.userIdentity ? { userIdentity: item.userIdentity } : {}),
    },
  };
};

/** Reads a table's stream into its function; where it stands is kept in a file, so that a restart goes on from there. */
export const startStreamPoller = (world: {
  mapping: MappingModel;
  streamArn: string;
  streams: DynamoDBStreamsClient;
  region: string;
  stateDir: string;
  invoke(functionName: string, event: unknown): Promise<Outcome>;
  onFailure(lost: GivenUp & { shardId: string }): Promise<void>;
  log(line: string): void;
}): StreamPoller => {
  const { mapping, streamArn, streams } = world;
  const aborted = new AbortController();
  const folder = join(world.stateDir, "streams");
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${mapping.id}.json`);
  const checkpoint = readCheckpoint(file, streamArn);
  const iterators = new Map<string, string>();
  let activeUntil = performance.now() + ACTIVE_FOR_MS;
  let rouse: (() => void) | undefined;

  const keep = (shardId: string, sequence: string): void => {
    checkpoint.shards[shardId] = sequence;
    writeFileSync(`${file}.new`, JSON.stringify(checkpoint));
    renameSync(`${file}.new`, file);
  };

  const rest = async (): Promise<void> => {
    const pause = performance.now() < activeUntil ? ACTIVE_MS : IDLE_MS;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, pause);
      rouse = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    rouse = undefined;
  };

  const iteratorOf = async (shardId: string): Promise<string | undefined> => {
    const known = iterators.get(shardId);
    if (known !== undefined) return known;
    const after = checkpoint.shards[shardId];
    const { ShardIterator } = await streams.send(
      new GetShardIteratorCommand({
        StreamArn: streamArn,
        ShardId: shardId,
        ...(after === undefined
          ? { ShardIteratorType: mapping.startsAtHorizon ? "TRIM_HORIZON" : "LATEST" }
          : { ShardIteratorType: "AFTER_SEQUENCE_NUMBER", SequenceNumber: after }),
      }),
    );
    return ShardIterator;
  };

  const handle = async (shardId: string, items: readonly Item[]): Promise<void> => {
    const records = items.map((item) => recordOf(item, streamArn, world.region));
    const taken = records.filter(
      ({ event }) => mapping.filters.length === 0 || mapping.filters.some((filter) => matchesPattern(filter, event)),
    );
    for (let at = 0; at < taken.length; at += mapping.batchSize) {
      const done = await deliverStreamBatch(taken.slice(at, at + mapping.batchSize), mapping, {
        invoke: (batch) => world.invoke(mapping.functionName, { Records: batch.map(({ event }) => event) }),
        giveUp: (lost) => world.onFailure({ ...lost, shardId }),
        pause: async (attempt) => {
          const pause = Math.min(LONGEST_PAUSE_MS, 50 * 2 ** attempt);
          await sleep(pause, undefined, { signal: aborted.signal }).catch(() => undefined);
          return !aborted.signal.aborted;
        },
        now: machineNow,
      });
      if (done === "stopped") return;
    }
    const last = records.at(-1);
    if (last !== undefined && !aborted.signal.aborted) keep(shardId, last.sequence);
  };

  const read = async (shardId: string): Promise<number> => {
    const ShardIterator = await iteratorOf(shardId);
    if (ShardIterator === undefined) return 0;
    try {
      const { Records = [], NextShardIterator } = await streams.send(new GetRecordsCommand({ ShardIterator }));
      if (Records.length > 0) await handle(shardId, Records);
      if (NextShardIterator === undefined) iterators.delete(shardId);
      else iterators.set(shardId, NextShardIterator);
      return Records.length;
    } catch (error) {
      iterators.delete(shardId);
      if (error instanceof Error && error.name === "TrimmedDataAccessException") delete checkpoint.shards[shardId];
      throw error;
    }
  };

  let shards: string[] = [];
  let describedAt = Number.NEGATIVE_INFINITY;
  const loop = async (): Promise<void> => {
    while (!aborted.signal.aborted) {
      try {
        if (performance.now() - describedAt > 30_000) {
          const { StreamDescription } = await streams.send(new DescribeStreamCommand({ StreamArn: streamArn }));
          shards = (StreamDescription?.Shards ?? []).map(({ ShardId }) => ShardId ?? "");
          describedAt = performance.now();
        }
        let found = 0;
        for (const shardId of shards) found += await read(shardId);
        if (found > 0) activeUntil = performance.now() + ACTIVE_FOR_MS;
        else await rest();
      } catch (error) {
        if (aborted.signal.aborted) return;
        world.log(`stream of ${mapping.functionName}: ${String(error)}`);
        await sleep(500, undefined, { signal: aborted.signal }).catch(() => undefined);
      }
    }
  };

  const looping = loop();
  return {
    wake: () => {
      activeUntil = performance.now() + ACTIVE_FOR_MS;
      rouse?.();
    },
    stop: async () => {
      aborted.abort();
      rouse?.();
      await Promise.race([looping, sleep(GRACE_MS)]);
    },
  };
};
