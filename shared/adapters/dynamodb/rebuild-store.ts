import { ConditionalCheckFailedException, TransactionCanceledException } from "@aws-sdk/client-dynamodb";
import { GetCommand, PutCommand, QueryCommand, TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import {
  newSegment,
  REBUILD_STEPS,
  type Rebuild,
  type RebuildStore,
  SEGMENTS,
  type Segment,
  tally,
} from "../../domain/reporting/rebuild.ts";
import { bare, itemOf } from "./dossier-item.ts";
import { readSets } from "./figure-sets.ts";
import { pageKey, rebuildKey, segmentKey, segmentsOf, setsKey } from "./keys.ts";
import { livesOf } from "./lives.ts";
import { lifeWrite } from "./projection-store.ts";
import { removePages, removeSet, sumsItem, sumsOfPages, writeRebuiltRows } from "./rebuilt-figures.ts";
import type { Table } from "./table.ts";
import { put, type Write } from "./transact.ts";

/** Times that a page is written anew, because of lives that are there or writers that it met. */
const ATTEMPTS = 10;

const PASSES = ["counting", "checking"] as const;

/** Whether it was written: false where a condition does not hold, or somebody else writes the same just now. */
const wrote = async (write: () => Promise<unknown>): Promise<boolean> => {
  try {
    await write();
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException || error instanceof TransactionCanceledException) return false;
    throw error;
  }
};

/** How far a segment is, where it stands as it was read. */
const segmentWrite = (table: string, set: number, before: Segment, after: Segment): Write => ({
  Put: {
    TableName: table,
    Item: itemOf(segmentKey(set, after), after),
    ...(before.pages === 0
      ? { ConditionExpression: "attribute_not_exists(pk)" }
      : {
          ConditionExpression: "#pages = :pages",
          ExpressionAttributeNames: { "#pages": "pages" },
          ExpressionAttributeValues: { ":pages": before.pages },
        }),
  },
});

export const rebuildStore = (table: Table): RebuildStore => {
  const { client, name } = table;
  const read = async (): Promise<Rebuild | undefined> => {
    const { Item } = await client.send(new GetCommand({ TableName: name, Key: rebuildKey, ConsistentRead: true }));
    return Item && bare<Rebuild>(Item);
  };
  const transact = (...TransactItems: Write[]): Promise<boolean> =>
    wrote(() => client.send(new TransactWriteCommand({ TransactItems })));

  /** The rebuild as it is to be, where it still stands as it was read. */
  const changed = (after: Rebuild, before: Rebuild | undefined) => ({
    TableName: name,
    Item: itemOf(rebuildKey, after),
    ...(before === undefined
      ? { ConditionExpression: "attribute_not_exists(pk)" }
      : {
          ConditionExpression: "#set = :set AND #step = :step AND #turn = :turn",
          ExpressionAttributeNames: { "#set": "set", "#step": "step", "#turn": "turn" },
          ExpressionAttributeValues: { ":set": before.set, ":step": before.step, ":turn": before.turn },
        }),
  });

  return {
    read,

    begin: async (at) => {
      for (;;) {
        const before = await read();
        if (before !== undefined && before.step !== "done") {
          const taken = { ...before, turn: before.turn + 1 };
          if (await wrote(() => client.send(new PutCommand(changed(taken, before))))) return taken;
          continue;
        }
        const { current } = await readSets(table);
        const rebuild: Rebuild = {
          set: current + 1,
          replaces: current,
          step: REBUILD_STEPS[0],
          turn: 1,
          startedAt: at,
          swappedAt: null,
          finishedAt: null,
        };
        const began = await transact(
          {
            Put: {
              TableName: name,
              Item: itemOf(setsKey, { current, next: rebuild.set }),
              ConditionExpression: "attribute_not_exists(pk) OR (#current = :current AND #next = :none)",
              ExpressionAttributeNames: { "#current": "current", "#next": "next" },
              ExpressionAttributeValues: { ":current": current, ":none": null },
            },
          },
          { Put: changed(rebuild, before) },
        );
        if (began) return rebuild;
      }
    },

    advance: async (rebuild, to, at) => {
      const after = { ...rebuild, step: to, ...(to === "done" ? { finishedAt: at } : {}) };
      return wrote(() => client.send(new PutCommand(changed(after, rebuild))));
    },

    segments: async (set) => {
      const { Items = [] } = await client.send(
        new QueryCommand({
          TableName: name,
          KeyConditionExpression: "pk = :pk AND begins_with(sk, :set)",
          ExpressionAttributeValues: { ":pk": setsKey.pk, ":set": segmentsOf(set) },
          ConsistentRead: true,
        }),
      );
      const stored = Items.map((item) => bare<Segment>(item));
      return PASSES.flatMap((pass) =>
        Array.from(
          { length: SEGMENTS },
          (_, number) => stored.find((one) => one.pass === pass && one.number === number) ?? newSegment(pass, number),
        ),
      );
    },

    savePage: async (set, before, after, found) => {
      let left = found;
      for (let attempt = 0; ; attempt += 1) {
        const sums = tally();
        for (const { changes } of left) sums.add(changes);
        const counted = { ...after, counted: after.counted + left.length };
        const writes = [
          segmentWrite(name, set, before, counted),
          ...left.map(({ life }) => lifeWrite(name, { set, before: undefined, life })),
          ...(left.length === 0 ? [] : [put(name, sumsItem(pageKey(set, after), sums.changes()))]),
        ];
        try {
          await client.send(new TransactWriteCommand({ TransactItems: writes }));
          return left.length;
        } catch (error) {
          if (!(error instanceof TransactionCanceledException) || attempt >= ATTEMPTS) throw error;
          const isThere = (place: number): boolean =>
            error.CancellationReasons?.[place]?.Code === "ConditionalCheckFailed";
          if (isThere(0)) return null;
          left = left.filter((_, place) => !isThere(place + 1));
        }
      }
    },

    sums: (set) => sumsOfPages(table, set),

    without: async (set, dossierIds) => {
      const lives = await livesOf(table, set, dossierIds);
      return dossierIds.filter((id) => !lives.has(id));
    },

    writeRows: (set, rows) => writeRebuiltRows(table, set, rows),

    swap: (rebuild, at) =>
      transact(
        {
          Put: {
            TableName: name,
            Item: itemOf(setsKey, { current: rebuild.set, next: null }),
            ConditionExpression: "#current = :current AND #next = :next",
            ExpressionAttributeNames: { "#current": "current", "#next": "next" },
            ExpressionAttributeValues: { ":current": rebuild.replaces, ":next": rebuild.set },
          },
        },
        { Put: changed({ ...rebuild, step: "tidying", swappedAt: at }, rebuild) },
      ),

    forget: (set) => removeSet(table, set),
    forgetPages: (set) => removePages(table, set),
  };
};
