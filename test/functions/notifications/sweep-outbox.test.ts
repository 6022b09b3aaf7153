import { describe, expect, it } from "vitest";
import type { SweepDependencies } from "../../../functions/notifications/dependencies.ts";
import { sweepOutbox } from "../../../functions/notifications/sweep-outbox.ts";
import { isTold } from "../../../shared/domain/dossiers/change-set.ts";
import type { OutboxMessage } from "../../../shared/domain/dossiers/event.ts";
import type { AwaitedMessage } from "../../../shared/domain/dossiers/unsent-event.ts";
import { type Instant, instantOf, millisOf } from "../../../shared/domain/foundation/instant.ts";
import { withLog } from "../boundary/captured-log.ts";

const NOW = "2026-11-27T03:00:00.000Z" as Instant;
const ago = (seconds: number): Instant => instantOf(millisOf(NOW) - seconds * 1000);

type Event = AwaitedMessage & { at: Instant; shard: number };
const eventOf = (dossierId: string, shard: number, at: Instant, to = "processing"): Event => ({
  shard,
  at,
  message: { outboxId: `${dossierId}:1`, dossierId, commandId: `command-${dossierId}` },
  event: { what: "step-completed", from: "accepted", to, changed: {}, code: "000.00.04.H40-261122-0001" },
});

/** An outbox in memory, and a queue of notices and one of reminders beside it; each can be made to fail. */
const anOutbox = (...events: Event[]) => {
  const told: OutboxMessage[] = [];
  const planned: OutboxMessage[] = [];
  const asked = new Set<number>();
  const faults = { shards: new Set<number>(), refused: false };
  const left = [...events].sort((a, b) => (a.at < b.at ? -1 : 1));
  const dependencies: SweepDependencies = {
    queues: [
      {
        wants: isTold,
        put: async (messages) => {
          if (faults.refused) return messages.map((_, place) => place);
          told.push(...messages);
          return [];
        },
      },
      {
        wants: () => true,
        put: async (messages) => {
          planned.push(...messages);
          return [];
        },
      },
    ],
    clearOutbox: async (_, commandId) => {
      left.splice(
        left.findIndex(({ message }) => message.commandId === commandId),
        1,
      );
    },
    readUnsent: async (shard, before, { limit, after }) => {
      asked.add(shard);
      if (faults.shards.has(shard)) throw new Error("throttled");
      const old = left.filter((one) => one.shard === shard && one.at < before && one.at > (after?.at ?? ""));
      const unsent = old.slice(0, limit);
      const last = unsent.at(-1);
      const next = old.length > limit && last ? { at: last.at, ...last.message } : null;
      return { oldest: unsent[0]?.at, unsent, next };
    },
  };
  const sweep = (leftMs: () => number = () => 50_000) => withLog(() => sweepOutbox(NOW, dependencies, leftMs));
  return { told, planned, asked, faults, left, sweep };
};
const idsOf = (messages: readonly OutboxMessage[]): string[] => messages.map(({ dossierId }) => dossierId).sort();

describe("the sweeper", () => {
  it("hands on what is older than two minutes as the relay would, and takes its mark off", async () => {
    const { told, planned, left, sweep } = anOutbox(
      eventOf("old", 3, ago(121)),
      eventOf("silent", 7, ago(500), "accepted"),
      eventOf("young", 3, ago(119)),
    );
    const { result } = await sweep();
    expect(result).toEqual({ swept: 2, failed: 0, left: 0 });
    expect([idsOf(told), idsOf(planned)]).toEqual([["old"], ["old", "silent"]]);
    expect(left.map(({ message }) => message.dossierId)).toEqual(["young"]);
  });

  it("finds what a stream of a day has long forgotten, 30 hours later", async () => {
    const { told, left, sweep } = anOutbox(eventOf("lost", 11, ago(30 * 3600)));
    const { lines } = await sweep();
    expect([idsOf(told), left]).toEqual([["lost"], []]);
    expect(lines).toContainEqual(
      expect.objectContaining({ level: "error", code: "outbox-old", count: 1, oldestSeconds: 108_000 }),
    );
  });

  it("asks for the sixteen shards and no other partition", async () => {
    const { asked, sweep } = anOutbox();
    await sweep();
    expect([...asked].sort((a, b) => a - b)).toEqual(Array.from({ length: 16 }, (_, shard) => shard));
  });

  it("says how much it swept, and of what is old only where there was something", async () => {
    const quiet = await anOutbox().sweep();
    expect(quiet.lines.map(({ code, count }) => [code, count])).toEqual([["outbox-swept", 0]]);
    const { lines } = await anOutbox(eventOf("a", 0, ago(200)), eventOf("b", 1, ago(300))).sweep();
    expect(lines.map(({ code, count, oldestSeconds }) => [code, count, oldestSeconds])).toEqual([
      ["outbox-swept", 2, undefined],
      ["outbox-old", 2, 300],
    ]);
  });

  it("goes through every page of a shard, oldest first", async () => {
    const events = Array.from({ length: 60 }, (_, place) =>
      eventOf(`d${String(place).padStart(2, "0")}`, 5, ago(600 - place)),
    );
    const { told, left, sweep } = anOutbox(...events);
    await sweep();
    expect(told.map(({ dossierId }) => dossierId)).toEqual(events.map(({ message }) => message.dossierId));
    expect(left).toEqual([]);
  });

  it("fails the run and keeps the marks where a queue refuses, and the next run hands them on", async () => {
    const { told, left, faults, sweep } = anOutbox(eventOf("a", 0, ago(200)));
    faults.refused = true;
    await expect(sweep()).rejects.toThrow("1 events");
    expect(left).toHaveLength(1);
    faults.refused = false;
    await sweep();
    expect([idsOf(told), left]).toEqual([["a"], []]);
  });

  it("sweeps the other shards where one cannot be read, and fails at the end", async () => {
    const { told, faults, sweep } = anOutbox(eventOf("a", 0, ago(200)), eventOf("b", 9, ago(200)));
    faults.shards.add(0);
    await expect(sweep()).rejects.toThrow();
    expect(idsOf(told)).toEqual(["b"]);
  });

  it("stops in time and leaves the rest to the next run", async () => {
    const events = Array.from({ length: 60 }, (_, place) => eventOf(`d${place}`, 0, ago(600 - place)));
    const { told, left, sweep } = anOutbox(...events);
    let ms = 11_000;
    const { result, lines } = await sweep(() => {
      ms -= 100;
      return ms;
    });
    expect(result.left).toBeGreaterThan(0);
    expect(lines.map(({ code }) => code)).toContain("shards-left");
    expect(told.length).toBeLessThan(60);
    await sweep();
    expect(left).toEqual([]);
    expect(new Set(idsOf(told)).size).toBe(60);
    expect(told).toHaveLength(60);
  });
});
