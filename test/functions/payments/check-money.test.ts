import { describe, expect, it } from "vitest";
import { checkMoney } from "../../../functions/payments/check-money.ts";
import type { MoneyCheckDependencies } from "../../../functions/payments/dependencies.ts";
import { isRefusal } from "../../../shared/domain/foundation/refusal.ts";
import { dossierOfPayment } from "../../../shared/domain/payments/intent.ts";
import type { Mismatch } from "../../../shared/domain/payments/money-check/mismatch.ts";
import { takeStatement } from "../../../shared/domain/payments/take-statement.ts";
import { minutesAfter, moneyWorld } from "../../builders/money-world.ts";
import { dayBookFake, moneyCheckStoreFake, statementStoreFake } from "../../fakes/money-stores.ts";
import { withLog } from "../boundary/captured-log.ts";

const FOREVER = () => 900_000;
/** Tuesday, 03:00 in the province, the night after the Monday on which all happens. */
const NIGHT = "2026-11-23T20:00:00.000Z";
const DAY = "2026-11-24";

/** Twelve dossiers: a third paid, a third begun, a third not even that. */
const aNight = async () => {
  const world = moneyWorld();
  for (let nth = 0; nth < 12; nth += 1) {
    const { dossier } = await world.owing();
    if (nth % 3 === 0) continue;
    const intent = await world.begin(dossier.id);
    if (nth % 3 === 1) await world.calls(intent, { paidAt: minutesAfter(5) });
  }
  const read: string[] = [];
  const dependencies: MoneyCheckDependencies = {
    ...world.dependencies,
    store: {
      read: (id) => {
        read.push(id);
        return world.store.read(id);
      },
      readEvents: world.store.readEvents,
    },
    lists: world.store,
    book: dayBookFake(world.store),
    statements: statementStoreFake(),
    checks: moneyCheckStoreFake(),
  };
  // Whatever was begun has been asked about: only what a test plants is unanswered.
  world.store.inquiries.length = 0;
  const run = (at = NIGHT, leftMs = FOREVER, over: Partial<MoneyCheckDependencies> = {}) =>
    withLog(() => checkMoney(at, { ...dependencies, ...over }, leftMs));
  const found = (): Promise<Mismatch[]> => dependencies.checks.mismatches(DAY, 100);
  return { world, dependencies, read, run, found };
};

describe("the nightly check of money", () => {
  it("looks at every open dossier and every payment once, finds nothing, and says how much it saw", async () => {
    const { world, dependencies, read, run, found } = await aNight();
    const { result, lines } = await run();
    expect(result).toEqual({ dossiers: 12, mismatches: 0, failed: 0 });
    expect([...read].sort()).toEqual([...world.store.records.keys()].sort());
    expect(await found()).toEqual([]);
    expect(lines.map(({ code }) => code)).toEqual(["money-checked"]);
    const check = await dependencies.checks.read(DAY);
    expect(check).toMatchObject({ finishedAt: NIGHT, found: 0, since: "2026-11-11" });
    expect(check?.checked).toEqual({ dossiers: 12, payments: 8, movements: 4, lines: 0, failed: 0 });
    expect(check?.days).toEqual([
      { provider: "vnpay", day: "2026-11-23", ledger: { payments: 2_600_000, refunds: 0 }, statement: null },
    ]);
  });

  it("runs from two in the morning on, once a day", async () => {
    const { dependencies, read, run } = await aNight();
    await run("2026-11-23T18:59:00.000Z");
    expect(await dependencies.checks.read(DAY)).toBeUndefined();
    await run("2026-11-23T19:00:00.000Z");
    const looks = read.length;
    await run("2026-11-23T20:00:00.000Z");
    expect([looks, read.length]).toEqual([12, 12]);
    await run("2026-11-24T19:30:00.000Z");
    expect(read).toHaveLength(24);
  });

  it("notes and logs a mismatch once, with the code of its dossier, although the run is cut and gone on with", async () => {
    const { world, dependencies, run, found } = await aNight();
    const [lost] = world.store.ledger.splice(0, 1);
    const lines: unknown[] = [];
    let pages = 2;
    const cut = await run(NIGHT, () => {
      pages -= 1;
      return pages > 0 ? 900_000 : 0;
    });
    lines.push(...cut.lines);
    expect(await dependencies.checks.read(DAY)).toMatchObject({ finishedAt: null });
    lines.push(...(await run("2026-11-23T21:00:00.000Z")).lines);
    expect(await dependencies.checks.read(DAY)).toMatchObject({ found: 1, finishedAt: "2026-11-23T21:00:00.000Z" });
    const dossier = world.recordOf(lost?.dossierId ?? "").dossier;
    expect(await found()).toMatchObject([
      {
        kind: "payment-without-ledger",
        reference: lost?.reference,
        code: dossier.state === "draft" ? "" : dossier.code,
      },
    ]);
    const logged = lines.filter((line) => (line as { code: string }).code === "money-mismatch");
    expect(logged).toMatchObject([{ reason: "payment-without-ledger", level: "error" }]);
  });

  it("finds money of a dossier that is not there", async () => {
    const { world, run, found } = await aNight();
    const [row] = world.store.ledger;
    if (!row) throw new Error("no row");
    world.store.ledger.push({
      ...row,
      dossierId: "zzzzzzzzzzzzzzzz",
      intentId: "zzzzzzzzzzzzzzzzaaaaaa",
      reference: "z",
    });
    await run();
    expect(await found()).toMatchObject([{ kind: "ledger-without-payment", reference: "z" }]);
  });

  it("reads again what it finds: a payment that comes in while it looks is no mismatch", async () => {
    const { world, dependencies, run, found } = await aNight();
    const pending = [...world.store.records.values()]
      .flatMap(({ intents }) => intents)
      .find(({ state }) => state === "pending");
    if (!pending) throw new Error("nothing is pending");
    let paid = false;
    const read = dependencies.store.read;
    await run(NIGHT, FOREVER, {
      store: {
        ...dependencies.store,
        read: async (id) => {
          if (!paid && id === dossierOfPayment(pending.id)) {
            paid = true;
            await world.calls(pending, { paidAt: NIGHT }, NIGHT);
          }
          return read(id);
        },
      },
    });
    expect(paid).toBe(true);
    expect(await found()).toEqual([]);
  });

  it("finds payments from before the days it reads by their own keys, and misses those that are gone", async () => {
    const { world, run, found } = await aNight();
    const later = "2026-12-20T20:00:00.000Z";
    const { result } = await run(later);
    expect(result.dossiers).toBe(12);
    world.store.ledger.splice(0, 1);
    await run("2026-12-21T20:00:00.000Z");
    expect(await found()).toEqual([]);
    const kinds = await run("2026-12-22T20:00:00.000Z").then(({ lines }) => lines.map(({ reason }) => reason));
    expect(kinds.filter(Boolean)).toEqual(["payment-without-ledger"]);
  });

  it("compares statements of days that are over, and tells of what providers left unanswered for a day", async () => {
    const { world, dependencies, run, found } = await aNight();
    const lines = world.store.ledger.slice(1).map(({ kind, reference, transaction, amount, paidAt }) => ({
      kind,
      reference,
      transaction,
      amount,
      at: paidAt,
    }));
    const upload = { provider: "vnpay", day: "2026-11-23", part: 1, last: true, by: "a", at: NIGHT } as const;
    const taken = takeStatement(undefined, { lines, faults: [] }, upload);
    if (isRefusal(taken)) throw new Error("refused");
    await dependencies.statements.lines("vnpay", "2026-11-23");
    await (dependencies.statements as ReturnType<typeof statementStoreFake>).write(taken);
    const begun = [...world.store.records.values()]
      .flatMap(({ intents }) => intents)
      .find(({ state }) => state === "pending");
    world.store.inquiries.push({ at: "2026-11-22T20:00:00.000Z", intentId: begun?.id ?? "" });
    world.store.inquiries.push({ at: "2026-11-22T20:00:01.000Z", intentId: "young" });
    await run();
    expect(await found()).toMatchObject([
      { kind: "provider-unanswered", reference: begun?.id },
      { kind: "statement-missing-in-statement", reference: world.store.ledger[0]?.reference, code: expect.any(String) },
    ]);
    expect((await dependencies.checks.read(DAY))?.days).toMatchObject([
      { ledger: { payments: 2_600_000 }, statement: { payments: 1_950_000 } },
    ]);
  });

  it("counts a dossier that could not be looked at, fails at its end, and looks at all others", async () => {
    const { dependencies, world, run } = await aNight();
    const [bad] = world.store.records.keys();
    const store = {
      ...dependencies.store,
      readEvents: async (id: string) => {
        if (id === bad) throw new Error("broken");
        return world.store.readEvents(id);
      },
    };
    await expect(run(NIGHT, FOREVER, { store })).rejects.toThrow("1 dossiers");
    expect(await dependencies.checks.read(DAY)).toMatchObject({
      finishedAt: NIGHT,
      checked: { dossiers: 11, failed: 1 },
    });
  });

  it("beside another run of the same hour does nothing twice", async () => {
    const { dependencies, run, world } = await aNight();
    world.store.ledger.splice(0, 1);
    const both = await Promise.all([run(), run()]);
    expect(both).toHaveLength(2);
    expect(await dependencies.checks.read(DAY)).toMatchObject({ found: 1 });
    expect(await dependencies.checks.count(DAY)).toBe(1);
  });
});
