import { ScanCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inquiryStore } from "../../shared/adapters/dynamodb/inquiry-store.ts";
import type { Table } from "../../shared/adapters/dynamodb/table.ts";
import type { InquiryStore, PlannedInquiry } from "../../shared/domain/payments/inquiry-store.ts";
import { SHARDS } from "../../shared/domain/reminders/reminder-store.ts";
import { inquiryStoreFake } from "../fakes/inquiry-store.ts";
import { emulatedTable } from "./emulated-table.ts";

const T1 = "2026-11-24T01:00:00.000Z";
const T2 = "2026-11-24T02:00:00.000Z";
const T3 = "2026-11-24T03:00:00.000Z";

let ids = 0;
const anId = (): string => {
  ids += 1;
  return `inquiry${String(ids)
    .padStart(15, "0")
    .replaceAll(/\d/g, (digit) => "abcdefghij".charAt(Number(digit)))}`;
};

/** All inquiries of every shard until an instant, page by page. */
const dueOf = async (store: InquiryStore, until: string, limit: number): Promise<PlannedInquiry[]> => {
  const found: PlannedInquiry[] = [];
  for (let shard = 0; shard < SHARDS; shard += 1) {
    let after: PlannedInquiry | undefined;
    do {
      const page = await store.due(shard, until, { limit, after });
      expect(page.inquiries.length).toBeLessThanOrEqual(limit);
      expect(page.inquiries.map(({ at }) => at)).toEqual(page.inquiries.map(({ at }) => at).sort());
      found.push(...page.inquiries);
      // A cursor that leads nowhere must fail here and not run for ever.
      expect(found.length).toBeLessThan(1_000);
      after = page.next ?? undefined;
    } while (after !== undefined);
  }
  return found;
};

const laws = (open: () => InquiryStore): void => {
  it("has an inquiry once, however often it is planned, from its instant on and until it is forgotten", async () => {
    const store = open();
    const inquiry = { at: T2, intentId: anId() };
    await store.plan(inquiry);
    await store.plan(inquiry);
    expect(await dueOf(store, T1, 100)).toEqual([]);
    expect(await dueOf(store, T2, 100)).toEqual([inquiry]);
    expect(await dueOf(store, T3, 100)).toEqual([inquiry]);
    await store.forget(inquiry);
    await store.forget(inquiry);
    expect(await dueOf(store, T3, 100)).toEqual([]);
  });

  it("hands out a shard's inquiries oldest first, in pages, each once", async () => {
    const store = open();
    const planned = Array.from({ length: 40 }, (_, nth) => ({ at: [T3, T1, T2][nth % 3] as string, intentId: anId() }));
    for (const inquiry of planned) await store.plan(inquiry);
    const found = await dueOf(store, T3, 2);
    expect(new Set(found.map(({ intentId }) => intentId)).size).toBe(40);
    expect(found).toHaveLength(40);
    for (const inquiry of planned) await store.forget(inquiry);
  });
};

describe("the plan of inquiries in memory", () => {
  const store = inquiryStoreFake();
  laws(() => store);
});

describe("the plan of inquiries in the table", () => {
  let table: Table & { stop: () => void };
  beforeAll(async () => {
    table = await emulatedTable();
  });
  afterAll(() => table?.stop());

  laws(() => inquiryStore(table));

  it("spreads payments over its shards, and says of each no more than its key", async () => {
    const store = inquiryStore(table);
    for (let nth = 0; nth < 64; nth += 1) await store.plan({ at: T1, intentId: anId() });
    const { Items = [] } = await table.client.send(new ScanCommand({ TableName: table.name }));
    expect(new Set(Items.map(({ pk }) => pk)).size).toBeGreaterThan(SHARDS / 2);
    for (const item of Items) expect(Object.keys(item).sort()).toEqual(["pk", "schema", "sk"]);
  });
});
