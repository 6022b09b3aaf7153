import { GetCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hmacUnder } from "../../shared/adapters/crypto/digest.ts";
import { capsStore } from "../../shared/adapters/dynamodb/caps-store.ts";
import { capKey } from "../../shared/adapters/dynamodb/keys.ts";
import type { Table } from "../../shared/adapters/dynamodb/table.ts";
import { addressNames } from "../../shared/adapters/secrets/address-names.ts";
import { addressNameOf } from "../../shared/domain/notifications/address-name.ts";
import type { CapsStore } from "../../shared/domain/notifications/caps.ts";
import { capsStoreFake } from "../fakes/caps-store.ts";
import { emulatedTable } from "./emulated-table.ts";

const AT = "2026-11-22T01:30:00.000Z";
/** The same minute, and the first one of the next day in the province. */
const LAST = "2026-11-22T16:59:59.999Z";
const NEXT_DAY = "2026-11-22T17:00:00.000Z";

let number = 0;
const aDossier = () => {
  number += 1;
  return { kind: "dossier", name: `dossier${number}` } as const;
};

/** The laws of a store of counted courtesies, for whatever keeps them. */
const laws = (open: () => CapsStore) => {
  it("takes as many as a day bears and no more, to the end of the province's day", async () => {
    const dossier = aDossier();
    const take = (outboxId: string, at = AT) => open().take(dossier, { outboxId, at, cap: 2 });
    expect([await take("a"), await take("b"), await take("c"), await take("d", LAST)]).toEqual([
      true,
      true,
      false,
      false,
    ]);
    expect(await take("c", NEXT_DAY)).toBe(true);
  });

  it("counts one that comes again once, also when the day is full", async () => {
    const dossier = aDossier();
    const take = (outboxId: string) => open().take(dossier, { outboxId, at: AT, cap: 2 });
    for (let copy = 0; copy < 5; copy += 1) expect(await take("a")).toBe(true);
    expect(await take("b")).toBe(true);
    expect(await take("c")).toBe(false);
    expect(await take("a")).toBe(true);
  });

  it("takes no more than that where twenty come at once", async () => {
    const dossier = aDossier();
    const taken = await Promise.all(
      Array.from({ length: 20 }, (_, nth) => open().take(dossier, { outboxId: `id${nth}`, at: AT, cap: 3 })),
    );
    expect(taken.filter((one) => one)).toHaveLength(3);
  });

  it("counts dossiers and the addresses of either way apart", async () => {
    const { name } = aDossier();
    for (const kind of ["dossier", "sms", "email"] as const)
      expect(await open().take({ kind, name }, { outboxId: "a", at: AT, cap: 1 })).toBe(true);
    expect(await open().take({ kind: "sms", name }, { outboxId: "b", at: AT, cap: 1 })).toBe(false);
  });
};

describe("courtesies counted in memory", () => {
  const store = capsStoreFake();
  laws(() => store);
});

describe("courtesies counted in the table", () => {
  let table: Table & { stop: () => void };
  beforeAll(async () => {
    table = await emulatedTable();
  });
  afterAll(() => table.stop());
  laws(() => capsStore(table));

  it("stand under a key without an address, and are forgotten after three days", async () => {
    const keys = JSON.stringify({ lookup: "a key of sixteen characters" });
    const nameAddress = addressNames(
      { read: async () => ({ current: keys }), readWithPending: async () => ({ current: keys }) },
      "keys",
    );
    const name = await nameAddress("email", "Lan.Nguyen@example.com", AT);
    expect(name).toMatch(/^[a-z2-7]{26}$/);
    await capsStore(table).take({ kind: "email", name }, { outboxId: "a:answer-soon:1", at: AT, cap: 2 });
    const Key = capKey("2026-11-22", { kind: "email", name });
    const { Item } = await table.client.send(new GetCommand({ TableName: table.name, Key }));
    expect(Item).toEqual({
      pk: "CAPS#2026-11-22",
      sk: `email#${name}`,
      schema: 1,
      expiresAt: Date.parse(AT) / 1000 + 3 * 86_400,
      ids: new Set(["a:answer-soon:1"]),
    });
  });

  it("have another name for an address each day, on each way and under each key, whatever its case", () => {
    const hmac = hmacUnder("a key");
    const name = addressNameOf("email", "Lan@Example.com", AT, hmac);
    expect(addressNameOf("email", "lan@example.com", AT, hmac)).toBe(name);
    const others = [
      addressNameOf("email", "lan@example.com", NEXT_DAY, hmac),
      addressNameOf("sms", "lan@example.com", AT, hmac),
      addressNameOf("email", "lan@example.com", AT, hmacUnder("another")),
    ];
    expect(new Set([name, ...others]).size).toBe(4);
  });
});
