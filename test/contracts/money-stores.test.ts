import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dayBook } from "../../shared/adapters/dynamodb/day-book.ts";
import { dossierStore } from "../../shared/adapters/dynamodb/dossier-store.ts";
import { moneyCheckStore } from "../../shared/adapters/dynamodb/money-check-store.ts";
import { statementStore } from "../../shared/adapters/dynamodb/statement-store.ts";
import type { DayBook } from "../../shared/domain/payments/day-book.ts";
import type { Mismatch } from "../../shared/domain/payments/money-check/mismatch.ts";
import { type MoneyCheckStore, newCheck } from "../../shared/domain/payments/money-check/money-check.ts";
import type { StatementLine } from "../../shared/domain/payments/provider.ts";
import type { Statement, StatementStore } from "../../shared/domain/payments/statement-store.ts";
import { SHARDS } from "../../shared/domain/reminders/reminder-store.ts";
import { minutesAfter, moneyWorld } from "../builders/money-world.ts";
import { dayBookFake, moneyCheckStoreFake, statementStoreFake } from "../fakes/money-stores.ts";
import { type Emulated, emulatedTable } from "./emulated-table.ts";

const DAY = "2026-11-23";
const linesOf = (many: number, from = 0): StatementLine[] =>
  Array.from({ length: many }, (_, nth) => ({
    kind: "payment",
    reference: `r${from + nth}`,
    transaction: `${from + nth}`,
    amount: 1_000 + nth,
    at: minutesAfter(1),
  }));
const partOf = (many: number) => ({ lines: many, payments: many, refunds: 0 });
const aStatement = (over: Partial<Statement>): Statement => ({
  provider: "vnpay",
  day: DAY,
  parts: [],
  complete: true,
  by: "admin",
  at: minutesAfter(1),
  upload: 1,
  revision: 1,
  ...over,
});

const statementLaws = (open: () => StatementStore): void => {
  it("hands out a statement's lines in their order, once all parts are here", async () => {
    const store = open();
    const first = aStatement({ day: "2026-11-01", parts: [partOf(2_300)], complete: false });
    expect(await store.lines("vnpay", "2026-11-01")).toBeNull();
    expect(await store.write({ statement: first, part: 1, lines: linesOf(2_300) })).toBe(true);
    expect(await store.read("vnpay", "2026-11-01")).toEqual(first);
    expect(await store.lines("vnpay", "2026-11-01")).toBeNull();
    const whole = { ...first, parts: [partOf(2_300), partOf(3)], complete: true, revision: 2 };
    expect(await store.write({ statement: whole, part: 2, lines: linesOf(3, 2_300) })).toBe(true);
    expect(await store.lines("vnpay", "2026-11-01")).toEqual([...linesOf(2_300), ...linesOf(3, 2_300)]);
    expect(await store.lines("momo", "2026-11-01")).toBeNull();
  });

  it("replaces all lines by a shorter statement, and by the same part sent anew", async () => {
    const store = open();
    const long = aStatement({ day: "2026-11-02", parts: [partOf(1_500)] });
    await store.write({ statement: long, part: 1, lines: linesOf(1_500) });
    const short = { ...long, parts: [partOf(2)], upload: 2, revision: 2 };
    await store.write({ statement: short, part: 1, lines: linesOf(2, 7) });
    expect(await store.lines("vnpay", "2026-11-02")).toEqual(linesOf(2, 7));
    await store.write({ statement: { ...short, parts: [partOf(0)], upload: 3, revision: 3 }, part: 1, lines: [] });
    expect(await store.lines("vnpay", "2026-11-02")).toEqual([]);
  });

  it("takes one of two uploads that began from the same", async () => {
    const store = open();
    const one = aStatement({ day: "2026-11-03", parts: [partOf(1)] });
    expect(await store.write({ statement: one, part: 1, lines: linesOf(1) })).toBe(true);
    expect(await store.write({ statement: one, part: 1, lines: linesOf(1, 5) })).toBe(false);
    const next = { ...one, upload: 2, revision: 2 };
    expect(await store.write({ statement: next, part: 1, lines: linesOf(1, 6) })).toBe(true);
    expect(await store.write({ statement: next, part: 1, lines: linesOf(1, 7) })).toBe(false);
    expect(await store.lines("vnpay", "2026-11-03")).toEqual(linesOf(1, 6));
  });
};

const checkLaws = (open: () => MoneyCheckStore): void => {
  const found: Mismatch = { kind: "moved-unpaid", reference: "r", amounts: { demand: 1 } };

  it("keeps a check over the revision before it, and none over a newer one", async () => {
    const store = open();
    const check = { ...newCheck("2026-10-01T01:00:00.000Z"), revision: 1 };
    expect(await store.read(check.day)).toBeUndefined();
    expect(await store.save(check)).toBe(true);
    expect(await store.save(check)).toBe(false);
    const next = { ...check, found: 3, revision: 2 };
    expect(await store.save(next)).toBe(true);
    expect(await store.save({ ...next, found: 4 })).toBe(false);
    expect(await store.read(check.day)).toEqual(next);
  });

  it("notes a mismatch once, told from others by kind, provider, reference and transaction", async () => {
    const store = open();
    const day = "2026-10-02";
    expect(await store.mismatches(day, 10)).toEqual([]);
    expect(await store.note(day, found)).toBe(true);
    expect(await store.note(day, found)).toBe(false);
    for (const other of [
      { ...found, kind: "paid-not-moved" as const },
      { ...found, provider: "momo" as const },
      { ...found, reference: "s" },
      { ...found, transaction: "1" },
    ]) {
      expect(await store.note(day, other)).toBe(true);
    }
    expect(await store.count(day)).toBe(5);
    expect(await store.mismatches(day, 10)).toHaveLength(5);
    expect(await store.mismatches(day, 2)).toHaveLength(2);
    expect(await store.mismatches(day, 10)).toContainEqual(found);
    expect(await store.note("2026-10-03", found)).toBe(true);
  });

  it("lists checks newest first, page by page", async () => {
    const store = open();
    const days = ["2025-01-01", "2025-01-02", "2025-01-03"];
    for (const day of days) await store.save({ ...newCheck(`${day}T01:00:00.000Z`), revision: 1 });
    const listed: string[] = [];
    let after: string | undefined;
    do {
      const page = await store.list({ limit: 2, after });
      listed.push(...page.items.map(({ day }) => day));
      after = page.next ?? undefined;
    } while (after !== undefined && listed.length < 50);
    expect(listed).toEqual([...listed].sort().reverse());
    expect(listed).toEqual(expect.arrayContaining(days));
  });
};

/** A payment that was begun and one that was paid, a day apart; the second of a payment's money nobody owed. */
const aDayBook = async (world: ReturnType<typeof moneyWorld>) => {
  const [one, two] = [await world.owing(), await world.owing()];
  const begun = await world.begin(one.dossier.id);
  const paid = await world.begin(two.dossier.id);
  await world.calls(paid, { paidAt: minutesAfter(5) });
  await world.calls(paid, { transaction: "77", paidAt: minutesAfter(1_440) }, minutesAfter(1_440));
  // More than there are shards, so that two share one.
  for (let nth = 0; nth <= SHARDS; nth += 1) {
    const { dossier } = await world.owing();
    await world.calls(await world.begin(dossier.id), { paidAt: minutesAfter(4_320) }, minutesAfter(4_320));
  }
  return { begun, paid };
};

const bookLaws = (
  open: () => Promise<{ book: DayBook; begun: { id: string }; paid: { id: string; dossierId: string } }>,
) => {
  const whole = async (book: DayBook, day: string) => {
    const pages = await Promise.all(Array.from({ length: SHARDS }, (_, shard) => book.read(day, shard)));
    return { opened: pages.flatMap(({ opened }) => opened), rows: pages.flatMap(({ rows }) => rows) };
  };

  it("tells what a day began and moved, what a dossier moved, and finds a payment's row by its key", async () => {
    const { book, begun, paid } = await open();
    const first = await whole(book, DAY);
    expect(first.opened).toEqual(expect.arrayContaining([begun.id, paid.id]));
    expect(first.opened).toHaveLength(2 + SHARDS + 1);
    const crowd = await whole(book, "2026-11-26");
    expect(crowd.rows).toHaveLength(SHARDS + 1);
    for (const row of crowd.rows) expect(await book.ofDossier(row.dossierId, ["2026-11-26"])).toEqual([row]);
    expect(first.rows).toMatchObject([{ kind: "payment", intentId: paid.id, amount: 650_000, day: DAY }]);
    const second = await whole(book, "2026-11-24");
    expect(second.rows).toMatchObject([{ transaction: "77", day: "2026-11-24" }]);
    expect(await whole(book, "2026-11-25")).toEqual({ opened: [], rows: [] });
    expect(await book.ofDossier(paid.dossierId, [DAY])).toEqual(first.rows);
    expect(await book.ofDossier(paid.dossierId, [DAY, "2026-11-24"])).toHaveLength(2);
    expect(await book.ofDossier(begun.id.slice(0, 16), [DAY])).toEqual([]);
    const [row] = first.rows;
    if (!row) throw new Error("no row");
    expect(await book.payment(row)).toEqual(row);
    expect(await book.payment({ ...row, transaction: "other" })).toBeUndefined();
    expect(await book.toGiveBack()).toMatchObject([{ list: "due", dossierId: paid.dossierId, amount: 650_000 }]);
  });
};

describe("money in memory", () => {
  const [statements, checks] = [statementStoreFake(), moneyCheckStoreFake()];
  statementLaws(() => statements);
  checkLaws(() => checks);
  bookLaws(async () => {
    const world = moneyWorld();
    return { book: dayBookFake(world.store), ...(await aDayBook(world)) };
  });
});

describe("money in the table", () => {
  let table: Emulated;
  beforeAll(async () => {
    table = await emulatedTable();
  });
  afterAll(() => table?.stop());
  statementLaws(() => statementStore(table));
  checkLaws(() => moneyCheckStore(table));
  bookLaws(async () => {
    const world = moneyWorld();
    // What the commands wrote in memory is written to the table by the same change sets.
    const { commit } = dossierStore(table);
    const inMemory = world.store.commit;
    world.store.commit = async (change) => {
      if (change.before?.state !== "draft") {
        const outcome = await commit(change);
        if (outcome !== "committed") throw new Error(outcome);
      }
      if (change.before?.state === "draft") await commit({ ...change, before: null, move: null });
      return inMemory(change);
    };
    return { book: dayBook(table), ...(await aDayBook(world)) };
  });
});
