import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { procedureStore } from "../../shared/adapters/dynamodb/procedure-store.ts";
import { publish, readLines } from "../../shared/adapters/dynamodb/publications.ts";
import type { ProcedureCatalogue, Publication } from "../../shared/domain/procedures/catalogue.ts";
import { lineOf } from "../../shared/domain/procedures/catalogue-entry.ts";
import { catalogueOf, shipped, shippedVersion } from "../fakes/procedure-catalogue.ts";
import { type Emulated, emulatedTable } from "./emulated-table.ts";

const NOW = "2026-11-22T02:00:00.000Z";
const card = await shippedVersion("1.004623", NOW);
const [first, second, third] = [
  card,
  { ...card, version: 2, validFrom: "2024-03-01", name: "Tên mới" },
  { ...card, version: 3, validFrom: "2027-01-01" },
] as const;
const withdrawal = {
  code: card.code,
  version: 4,
  validFrom: "2027-06-01",
  decision: { number: "12/QĐ-UBND", date: "2027-05-01" },
  fileAt: "Cổng Dịch vụ công quốc gia",
};
const PUBLISHED: Publication[] = [
  { procedure: first },
  { procedure: second },
  { procedure: third },
  { withdrawal },
  { procedure: await shippedVersion("1.004650", NOW) },
];

/** A procedure of its own. */
const LONE = { id: "TTHC-901", code: "9.000001" };
const BY = { by: "test", at: NOW };

let emulated: Emulated;
const opened: [string, () => ProcedureCatalogue][] = [
  ["in memory", () => catalogueOf(PUBLISHED)],
  ["in the table of the template", () => procedureStore(emulated)],
];

beforeAll(async () => {
  emulated = await emulatedTable();
  for (const publication of PUBLISHED) expect(await publish(emulated, publication, BY)).toBe(true);
});
afterAll(() => emulated.stop());

describe.each(opened)("the catalogue %s", (_, open) => {
  const at = (instant: string) => open().standing(card.code, instant);

  it("gives the version in force on a day, the newest whose validity has begun", async () => {
    expect(await at("2024-02-29T16:59:59.999Z")).toEqual({ is: "in-force", version: first });
    expect(await at("2024-02-29T17:00:00.000Z")).toEqual({ is: "in-force", version: second });
    expect(await at("2027-05-31T16:59:59.999Z")).toEqual({ is: "in-force", version: third });
  });

  it("tells what is withdrawn, what is not yet valid and what is unknown apart", async () => {
    expect(await at("2027-05-31T17:00:00.000Z")).toEqual({ is: "withdrawn", withdrawal });
    expect(await at("2020-12-31T16:59:59.999Z")).toEqual({
      is: "not-yet-valid",
      validFrom: "2021-01-01",
      version: first,
    });
    for (const code of ["9.999999", "toString", "__proto__", "", "9".repeat(3000)]) {
      expect(await open().standing(code, NOW)).toEqual({ is: "unknown" });
      expect(await open().publication(code, 1)).toBeUndefined();
    }
  });

  it("answers for an earlier day after a later one, and the other way round", async () => {
    const catalogue = open();
    const versions = [];
    for (const instant of ["2027-02-01T00:00:00.000Z", "2021-02-01T00:00:00.000Z", "2027-02-01T00:00:00.000Z"]) {
      const standing = await catalogue.standing(card.code, instant);
      versions.push(standing.is === "in-force" ? standing.version.version : standing.is);
    }
    expect(versions).toEqual([3, 1, 3]);
  });

  it("keeps every version readable by its number, in force or not", async () => {
    const catalogue = open();
    expect(await Promise.all([1, 2, 3].map((number) => catalogue.version(card.code, number)))).toEqual([
      first,
      second,
      third,
    ]);
    expect(await Promise.all([4, 5].map((number) => catalogue.version(card.code, number)))).toEqual([
      undefined,
      undefined,
    ]);
    expect(await Promise.all([3, 4, 5].map((number) => catalogue.publication(card.code, number)))).toEqual([
      { procedure: third },
      { withdrawal },
      undefined,
    ]);
  });
});

describe("a publication", () => {
  it("is never rewritten: the number is taken, and what is there stays", async () => {
    expect(await publish(emulated, { procedure: { ...second, name: "Tên khác" } }, BY)).toBe(false);
    expect(await procedureStore(emulated).version(card.code, 2)).toEqual(second);
  });

  it("of many at once under one number is one", async () => {
    const rivals = ["A", "B", "C", "D"].map((name) => ({ ...card, ...LONE, name }));
    const outcomes = await Promise.all(rivals.map((procedure) => publish(emulated, { procedure }, BY)));
    expect(outcomes.filter((published) => published)).toHaveLength(1);
    const kept = await procedureStore(emulated).version("9.000001", 1);
    expect(kept?.name).toBe(rivals[outcomes.indexOf(true)]?.name);
    const lines = (await readLines(emulated)).filter(({ code }) => code === "9.000001");
    expect(lines).toEqual([lineOf({ procedure: { ...card, ...LONE, name: kept?.name ?? "" } })]);
  });

  it("is read once, however many ask at once, and once more for the version in force", async () => {
    let reads = 0;
    const counting = {
      name: emulated.name,
      client: {
        send: (command: never) => {
          reads += 1;
          return emulated.client.send(command);
        },
      } as unknown as Emulated["client"],
    };
    const catalogue = procedureStore(counting);
    await Promise.all(Array.from({ length: 50 }, () => catalogue.version(card.code, 1)));
    expect(reads).toBe(1);
    await Promise.all(Array.from({ length: 50 }, () => catalogue.standing("1.004650", NOW)));
    expect(reads).toBe(2);
  });
});

describe("the shipped catalogue in the table", () => {
  it("fits: every version is far below the 400 KB of an item", () => {
    for (const publication of shipped) expect(JSON.stringify(publication).length).toBeLessThan(60_000);
  });
});
