import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { deskStore } from "../../shared/adapters/dynamodb/desk-store.ts";
import { itemOf } from "../../shared/adapters/dynamodb/dossier-item.ts";
import { personKey } from "../../shared/adapters/dynamodb/keys.ts";
import { noticeStore } from "../../shared/adapters/dynamodb/notice-store.ts";
import type { Table } from "../../shared/adapters/dynamodb/table.ts";
import type { CallFacts, DeskStore, DeskTask } from "../../shared/domain/notifications/desk.ts";
import type { Notice } from "../../shared/domain/notifications/notice.ts";
import { aPerson } from "../builders/notice.ts";
import { deskStoreFake } from "../fakes/desk-store.ts";
import { emulatedTable } from "./emulated-table.ts";

let number = 0;
const aTask = (unit: string, minute = 0): DeskTask => {
  number += 1;
  const dossierId = `dossier${String(number).padStart(9, "0")}`;
  return {
    dossierId,
    outboxId: `${dossierId}:3`,
    commandId: "command-3",
    unit,
    code: "000.00.01.H40-261122-0001",
    what: "dossier-accepted",
    at: `2026-11-22T01:${String(30 + minute).padStart(2, "0")}:00.000Z`,
  };
};
const CALLED = {
  at: "2026-11-23T02:00:00.000Z",
  by: "officer-1",
  outcome: "reached",
  completedBy: { commandId: "call-1", bodyHash: "body-1" },
} as const;
const OTHER_CALL = {
  at: "2026-11-23T02:00:01.000Z",
  by: "officer-2",
  outcome: "not-reached",
  completedBy: { commandId: "call-2", bodyHash: "body-2" },
} as const;

/** A store, and how the person of a dossier and what was tried come to lie beside it. */
type Place = { store: DeskStore; lay: (task: DeskTask, facts: CallFacts) => Promise<void> };

const tried = (outboxId: string, channel: "sms" | "email"): Notice => ({
  outboxId,
  channel,
  state: "skipped",
  attempt: 0,
  at: "2026-11-22T01:30:00.000Z",
  doubts: 0,
  reason: "address-unusable",
  what: "dossier-accepted",
});

/** The laws of a store of calls to be made, for whatever keeps them. */
const laws = (place: () => Place) => {
  const open = () => place().store;

  it("lists who waits for a call of a unit, longest first, page by page", async () => {
    const tasks = [aTask("desk-a", 2), aTask("desk-a", 0), aTask("desk-a", 1), aTask("desk-b", 0)];
    for (const task of tasks) await open().put(task);
    const first = await open().list("desk-a", { limit: 2, after: undefined });
    expect(first.tasks).toEqual([tasks[1], tasks[2]]);
    const second = await open().list("desk-a", { limit: 2, after: first.next ?? "" });
    expect(second).toEqual({ tasks: [tasks[0]], next: null });
  });

  it("takes one call for each change, whoever asks for it and however often", async () => {
    const task = aTask("desk-c");
    await open().put(task);
    await open().put({ ...task, at: "2026-11-29T00:00:00.000Z", unit: "desk-d" });
    expect((await open().list("desk-c", { limit: 9, after: undefined })).tasks).toEqual([task]);
    expect((await open().list("desk-d", { limit: 9, after: undefined })).tasks).toEqual([]);
  });

  it("completes a call once, and waits for it no more", async () => {
    const task = aTask("desk-e");
    await open().put(task);
    expect(await open().read(task)).toEqual(task);
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, (_, nth) => open().complete(task, nth % 2 === 0 ? CALLED : OTHER_CALL)),
    );
    expect(outcomes.filter((won) => won)).toHaveLength(1);
    const { called, ...kept } = (await open().read(task)) ?? {};
    expect(kept).toEqual(task);
    expect([CALLED, OTHER_CALL]).toContainEqual(called);
    await open().put(task);
    expect(await open().complete(task, OTHER_CALL)).toBe(false);
    expect((await open().read(task))?.called).toEqual(called);
    expect((await open().list("desk-e", { limit: 9, after: undefined })).tasks).toEqual([]);
  });

  it("drops a call that is not needed any more, and keeps one that was made", async () => {
    const [needless, made] = [aTask("desk-f"), aTask("desk-f")];
    await open().put(needless);
    await open().put(made);
    await open().complete(made, CALLED);
    await open().drop(needless);
    await open().drop(made);
    await open().drop(aTask("desk-f"));
    expect((await open().list("desk-f", { limit: 9, after: undefined })).tasks).toEqual([]);
    await open().put(needless);
    await open().put(made);
    expect((await open().list("desk-f", { limit: 9, after: undefined })).tasks).toEqual([needless]);
  });

  it("knows nothing of a call that nobody asked for, and completes nothing", async () => {
    expect(await open().complete(aTask("desk-g"), CALLED)).toBe(false);
    expect(await open().read(aTask("desk-g"))).toBeUndefined();
  });

  it("says whom to call and what was tried, of a page of any length, in its order", async () => {
    const tasks = Array.from({ length: 100 }, () => aTask("desk-h"));
    const facts = tasks.map(
      ({ outboxId }, nth): CallFacts => ({
        applicant: nth === 7 ? null : { fullName: `Applicant ${nth}`, phone: `09123${String(nth).padStart(5, "0")}` },
        tried: nth === 8 ? [] : [tried(outboxId, "sms"), tried(outboxId, "email")],
      }),
    );
    for (const [nth, task] of tasks.entries()) await place().lay(task, facts[nth] ?? { applicant: null, tried: [] });
    expect(await open().facts(tasks)).toEqual(facts);
    const { dossierId } = tasks[0] ?? aTask("desk-h");
    const later = { ...aTask("desk-h"), dossierId, outboxId: `${dossierId}:9` };
    await place().lay(later, { applicant: facts[0]?.applicant ?? null, tried: [tried(later.outboxId, "sms")] });
    expect(await open().facts([later, ...tasks.slice(0, 1)])).toEqual([
      { applicant: facts[0]?.applicant, tried: [tried(later.outboxId, "sms")] },
      facts[0],
    ]);
    expect(await open().facts([])).toEqual([]);
  });
};

describe("calls to be made, in memory", () => {
  const store = deskStoreFake();
  laws(() => ({ store, lay: async ({ outboxId }, facts) => void store.known.set(outboxId, facts) }));
});

describe("calls to be made, in the table", () => {
  let table: Table & { stop: () => void };
  beforeAll(async () => {
    table = await emulatedTable();
  });
  afterAll(() => table.stop());
  laws(() => ({
    store: deskStore(table),
    lay: async ({ dossierId, outboxId }, facts) => {
      if (facts.applicant) {
        const Item = itemOf(
          personKey(dossierId),
          aPerson({ applicant: { ...aPerson().applicant, ...facts.applicant } }),
        );
        await table.client.send(new PutCommand({ TableName: table.name, Item }));
      }
      for (const { channel, at } of facts.tried) {
        const key = { dossierId, outboxId, channel };
        await noticeStore(table).markSkipped(key, { at, reason: "address-unusable", what: "dossier-accepted" });
      }
    },
  }));
});
