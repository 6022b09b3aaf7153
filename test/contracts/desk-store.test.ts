import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { deskStore } from "../../shared/adapters/dynamodb/desk-store.ts";
import type { Table } from "../../shared/adapters/dynamodb/table.ts";
import type { DeskStore, DeskTask } from "../../shared/domain/notifications/desk.ts";
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
const CALLED = { at: "2026-11-23T02:00:00.000Z", by: "officer-1", outcome: "reached" } as const;

/** The laws of a store of calls to be made, for whatever keeps them. */
const laws = (open: () => DeskStore) => {
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
    const outcomes = await Promise.all([open().complete(task, CALLED), open().complete(task, CALLED)]);
    expect(outcomes.toSorted()).toEqual([false, true]);
    expect(await open().read(task)).toBeUndefined();
    await open().put(task);
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

  it("completes nothing that nobody asked for", async () => {
    expect(await open().complete(aTask("desk-g"), CALLED)).toBe(false);
  });
};

describe("calls to be made, in memory", () => {
  const store = deskStoreFake();
  laws(() => store);
});

describe("calls to be made, in the table", () => {
  let table: Table & { stop: () => void };
  beforeAll(async () => {
    table = await emulatedTable();
  });
  afterAll(() => table.stop());
  laws(() => deskStore(table));
});
