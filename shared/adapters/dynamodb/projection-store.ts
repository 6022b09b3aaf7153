import { TransactionCanceledException } from "@aws-sdk/client-dynamodb";
import { TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import type { FigureRow } from "../../domain/reporting/figures.ts";
import type { Life } from "../../domain/reporting/life.ts";
import type { FigureSets, ProjectionStore } from "../../domain/reporting/statistics-store.ts";
import { readEvents } from "./dossier-events.ts";
import { readSets } from "./figure-sets.ts";
import { gathered } from "./gathered.ts";
import { figureKey } from "./keys.ts";
import { lifeItem, livesOf } from "./lives.ts";
import type { Table } from "./table.ts";
import type { Write } from "./transact.ts";

/** Rows are split, so that projectors that count side by side seldom meet; a sum takes all of them. */
const FIGURE_SHARDS = 4;

/** DynamoDB takes so many writes in a transaction. */
const MOST_WRITES = 100;
const MOST_AT_ONCE = 10;
/** The reads of one batch end within so many milliseconds of each other, mostly. */
const TOGETHER_MS = 3;
const ATTEMPTS = 8;

type Count = { set: number; before: Life | undefined; life: Life; rows: readonly FigureRow[] };

/** A life in the place of an older set's counts as none; who still counts into that older set must not take a newer's. */
export const lifeWrite = (table: string, { set, before, life }: Omit<Count, "rows">): Write => ({
  Put: {
    TableName: table,
    Item: lifeItem(set, life),
    ConditionExpression:
      before === undefined ? "attribute_not_exists(pk) OR #set < :set" : "#set = :set AND #version = :version",
    ExpressionAttributeNames: { "#set": "set", ...(before === undefined ? {} : { "#version": "version" }) },
    ExpressionAttributeValues: { ":set": set, ...(before === undefined ? {} : { ":version": before.version }) },
  },
});

/** One write for each row, whoever it grows by. */
const rowWrites = (table: string, counts: readonly Count[], shard: number): Write[] => {
  const sums = new Map<string, { key: ReturnType<typeof figureKey>; sums: Map<string, number> }>();
  for (const { set, rows } of counts)
    for (const row of rows) {
      const key = figureKey(set, row, shard);
      const name = `${key.pk} ${key.sk}`;
      const known = sums.get(name) ?? { key, sums: new Map<string, number>() };
      sums.set(name, known);
      for (const [metric, by] of Object.entries(row.figures))
        known.sums.set(metric, (known.sums.get(metric) ?? 0) + by);
    }
  return [...sums.values()].flatMap(({ key, sums: all }) => {
    const changed = [...all].filter(([, by]) => by !== 0);
    if (changed.length === 0) return [];
    return [
      {
        Update: {
          TableName: table,
          Key: key,
          UpdateExpression: `ADD ${changed.map((_, at) => `#m${at} :m${at}`).join(", ")}`,
          ExpressionAttributeNames: Object.fromEntries(changed.map(([metric], at) => [`#m${at}`, metric])),
          ExpressionAttributeValues: Object.fromEntries(changed.map(([, by], at) => [`:m${at}`, by])),
        },
      },
    ];
  });
};

/** Whether a cancelled transaction may go through as it is a little later: others wrote to the same rows. */
const isPassing = ({ CancellationReasons = [] }: TransactionCanceledException): boolean =>
  CancellationReasons.every(({ Code }) => Code !== "ConditionalCheckFailed") &&
  CancellationReasons.some(({ Code }) => Code === "TransactionConflict" || Code === "ThrottlingError");

const pause = (attempt: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, Math.random() * 10 * 2 ** attempt));

/** All of these, or none. Rows are taken of another shard at each attempt, so that those who met do not meet again. */
const written = async ({ client, name }: Table, counts: readonly Count[]): Promise<void> => {
  const first = Math.floor(Math.random() * FIGURE_SHARDS);
  for (let attempt = 0; ; attempt += 1) {
    const rows = rowWrites(name, counts, (first + attempt) % FIGURE_SHARDS);
    try {
      await client.send(
        new TransactWriteCommand({ TransactItems: [...counts.map((count) => lifeWrite(name, count)), ...rows] }),
      );
      return;
    } catch (error) {
      const again = error instanceof TransactionCanceledException && isPassing(error) && attempt + 1 < ATTEMPTS;
      if (!again) throw error;
      await pause(attempt);
    }
  }
};

/** As few transactions as hold them all. */
const fitting = (counts: readonly Count[]): Count[][] => {
  const parts: Count[][] = [];
  let room = 0;
  for (const count of counts) {
    const writes = count.rows.length + 1;
    if (writes > room) {
      parts.push([]);
      room = MOST_WRITES;
    }
    parts.at(-1)?.push(count);
    room -= writes;
  }
  return parts;
};

export const projectionStore = (table: Table): ProjectionStore => {
  const counted = gathered<Count, boolean>({
    most: MOST_AT_ONCE,
    waitMs: TOGETHER_MS,
    keyOf: ({ set, life }) => `${set} ${life.dossierId}`,
    // What was written before another part failed is refused when it is written again, alone: its life has moved on.
    together: async (counts) => {
      await Promise.all(fitting(counts).map((part) => written(table, part)));
      return counts.map(() => true);
    },
    alone: async (count) => {
      try {
        await written(table, [count]);
        return true;
      } catch (error) {
        if (!(error instanceof TransactionCanceledException)) throw error;
        if (error.CancellationReasons?.[0]?.Code !== "ConditionalCheckFailed") throw error;
        return false;
      }
    },
  });
  // One read for all that are asked side by side: it begins after the last of them asked.
  const sets = gathered<number, FigureSets>({
    most: MOST_AT_ONCE,
    waitMs: 0,
    keyOf: String,
    together: async (all) => {
      const read = await readSets(table);
      return all.map(() => read);
    },
    alone: () => readSets(table),
  });
  const lives = gathered<{ dossierId: string; set: number }, Life | undefined>({
    most: MOST_AT_ONCE,
    waitMs: 0,
    keyOf: ({ dossierId, set }) => `${set} ${dossierId}`,
    together: async (all) => {
      const ofSet = new Map(
        await Promise.all(
          [...new Set(all.map(({ set }) => set))].map(async (set) => {
            const ids = all.filter((one) => one.set === set).map(({ dossierId }) => dossierId);
            return [set, await livesOf(table, set, ids)] as const;
          }),
        ),
      );
      return all.map(({ dossierId, set }) => ofSet.get(set)?.get(dossierId));
    },
    alone: async ({ dossierId, set }) => (await livesOf(table, set, [dossierId])).get(dossierId),
  });
  let asked = 0;
  return {
    sets: () => {
      asked += 1;
      return sets(asked);
    },

    events: (dossierId) => readEvents(table, dossierId),

    life: (dossierId, set) => lives({ dossierId, set }),

    count: (set, before, life, rows) => counted({ set, before, life, rows }),
  };
};
