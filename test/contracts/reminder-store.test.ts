import { PutCommand, ScanCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { headerItem } from "../../shared/adapters/dynamodb/dossier-item.ts";
import { toldOf } from "../../shared/adapters/dynamodb/notice-store.ts";
import { reminderStore } from "../../shared/adapters/dynamodb/reminder-store.ts";
import type { Table } from "../../shared/adapters/dynamodb/table.ts";
import { type Look, type ReminderStore, SHARDS } from "../../shared/domain/reminders/reminder-store.ts";
import { aDossier, DOSSIER_ID } from "../builders/notice.ts";
import { reminderStoreFake } from "../fakes/reminder-store.ts";
import { emulatedTable } from "./emulated-table.ts";

const T1 = "2026-11-24T01:00:00.000Z";
const T2 = "2026-11-24T02:00:00.000Z";
const T3 = "2026-11-24T03:00:00.000Z";

let ids = 0;
/** Ids of an alphabet without digits, each once. */
const anId = (): string => {
  ids += 1;
  return `remind${String(ids)
    .padStart(10, "0")
    .replaceAll(/\d/g, (digit) => "abcdefghij".charAt(Number(digit)))}`;
};

/** All looks of every shard until an instant, page by page. */
const dueOf = async (store: ReminderStore, until: string, limit: number): Promise<Look[]> => {
  const found: Look[] = [];
  for (let shard = 0; shard < SHARDS; shard += 1) {
    let after: Look | undefined;
    do {
      const page = await store.due(shard, until, { limit, after });
      expect(page.looks.length).toBeLessThanOrEqual(limit);
      found.push(...page.looks);
      // A cursor that leads nowhere must fail here and not run for ever.
      expect(found.length).toBeLessThan(1_000);
      after = page.next ?? undefined;
    } while (after !== undefined);
  }
  return found;
};

const laws = (open: () => ReminderStore): void => {
  it("knows a dossier without its person, and none that is not there", async () => {
    expect(await open().readDossier(DOSSIER_ID)).toEqual(aDossier());
    expect(await open().readDossier(anId())).toBeUndefined();
    expect(await open().readDossier("no id at all")).toBeUndefined();
  });

  it("has a look once, however often it is planned, from its instant on and until it is forgotten", async () => {
    const store = open();
    const look = { at: T2, dossierId: anId() };
    await store.plan(look);
    await store.plan(look);
    const ofOurs = async (until: string) =>
      (await dueOf(store, until, 100)).filter(({ dossierId }) => dossierId === look.dossierId);
    expect(await ofOurs(T1)).toEqual([]);
    expect(await ofOurs(T2)).toEqual([look]);
    expect(await ofOurs(T3)).toEqual([look]);
    await store.forget(look);
    await store.forget(look);
    expect(await ofOurs(T3)).toEqual([]);
  });

  it("hands out a shard's looks oldest first, in pages, each once", async () => {
    const store = open();
    const looks = Array.from({ length: 40 }, (_, nth) => ({ at: [T3, T1, T2][nth % 3] as string, dossierId: anId() }));
    for (const look of looks) await store.plan(look);
    const found = await dueOf(store, T3, 2);
    expect(found).toHaveLength(40);
    expect(new Set(found.map(({ dossierId }) => dossierId)).size).toBe(40);
    for (let shard = 0; shard < SHARDS; shard += 1) {
      const { looks: page } = await store.due(shard, T3, { limit: 100, after: undefined });
      expect(page.map(({ at }) => at)).toEqual(page.map(({ at }) => at).sort());
    }
    for (const look of looks) await store.forget(look);
  });

  it("keeps of a reminder the first time that it was given, and another of a new due instant", async () => {
    const store = open();
    const id = anId();
    await store.markGiven(id, { kind: "step-late", dueAt: T1, at: T2 });
    await store.markGiven(id, { kind: "step-late", dueAt: T1, at: T3 });
    await store.markGiven(id, { kind: "step-late", dueAt: T2, at: T3 });
    const given = await store.given(id);
    expect(given).toHaveLength(2);
    expect(given).toEqual(
      expect.arrayContaining([
        { kind: "step-late", dueAt: T1, at: T2 },
        { kind: "step-late", dueAt: T2, at: T3 },
      ]),
    );
    expect(await store.given(anId())).toEqual([]);
  });
};

describe("the plan of reminders in memory", () => {
  const store = reminderStoreFake();
  store.dossiers.set(DOSSIER_ID, aDossier());
  laws(() => store);
});

describe("the plan of reminders in the table", () => {
  let table: Table & { stop: () => void };
  beforeAll(async () => {
    table = await emulatedTable();
    await table.client.send(new PutCommand({ TableName: table.name, Item: headerItem(aDossier()) }));
  });
  afterAll(() => table?.stop());

  laws(() => reminderStore(table));

  it("spreads dossiers over its shards", async () => {
    const store = reminderStore(table);
    for (let nth = 0; nth < 64; nth += 1) await store.plan({ at: T1, dossierId: anId() });
    const { Items = [] } = await table.client.send(new ScanCommand({ TableName: table.name }));
    const partitions = new Set(Items.map(({ pk }) => String(pk)).filter((pk) => pk.startsWith("REMINDERS#")));
    expect(partitions.size).toBeGreaterThan(SHARDS / 2);
    for (const item of Items.filter(({ pk }) => String(pk).startsWith("REMINDERS#")))
      expect(Object.keys(item).sort()).toEqual(["pk", "schema", "sk"]);
  });

  it("shows what was given beside the notices of the dossier, newest first, in one read", async () => {
    const id = anId();
    const store = reminderStore(table);
    await store.markGiven(id, { kind: "step-soon", dueAt: T3, at: T1 });
    await store.markGiven(id, { kind: "step-late", dueAt: T3, at: T3 });
    expect(await toldOf(table)(id)).toEqual({
      notices: [],
      reminders: [
        { kind: "step-late", dueAt: T3, at: T3 },
        { kind: "step-soon", dueAt: T3, at: T1 },
      ],
    });
  });
});
