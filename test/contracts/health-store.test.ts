import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { healthStore } from "../../shared/adapters/dynamodb/health-store.ts";
import type { Table } from "../../shared/adapters/dynamodb/table.ts";
import type { HealthStore, ProviderHealth } from "../../shared/domain/notifications/provider-health.ts";
import { healthStoreFake } from "../fakes/health-store.ts";
import { emulatedTable } from "./emulated-table.ts";

const HEALTH: ProviderHealth = {
  provider: "aws-sms",
  weight: 40,
  changedAt: "2026-11-22T01:30:00.000Z",
  restUntil: "2026-11-22T01:30:10.000Z",
  rests: 1,
};
const BETTER: ProviderHealth = { ...HEALTH, restUntil: null, rests: 0 };

/** The laws of a store of how providers do, for whatever keeps it. */
const laws = (open: () => HealthStore) => {
  it("keeps what one worker of several writes first, and reads it back", async () => {
    expect(await open().read("sms")).toEqual([]);
    const writes = await Promise.all(Array.from({ length: 5 }, () => open().write("sms", undefined, HEALTH)));
    expect(writes.filter((won) => won)).toHaveLength(1);
    expect(await open().read("sms")).toEqual([HEALTH]);
  });

  it("takes a change of what still stands as it was read, and no other", async () => {
    expect(await open().write("sms", HEALTH, BETTER)).toBe(true);
    expect(await open().write("sms", HEALTH, { ...HEALTH, rests: 2 })).toBe(false);
    expect(await open().read("sms")).toEqual([BETTER]);
  });

  it("keeps the channels apart", async () => {
    await open().write("email", undefined, { ...HEALTH, provider: "ses" });
    expect(await open().read("sms")).toEqual([BETTER]);
  });
};

describe("how providers do, in memory", () => {
  const store = healthStoreFake();
  laws(() => store);
});

describe("how providers do, in the table", () => {
  let table: Table & { stop: () => void };
  beforeAll(async () => {
    table = await emulatedTable();
  });
  afterAll(() => table.stop());
  laws(() => healthStore(table));
});
