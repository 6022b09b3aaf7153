import { describe, expect, it } from "vitest";
import type { MoneyDependencies } from "../../../functions/admin/dependencies.ts";
import { getMoneyCheck } from "../../../functions/admin/get-money-check.ts";
import { listMoneyChecks } from "../../../functions/admin/list-money-checks.ts";
import { putStatement, spec } from "../../../functions/admin/put-statement.ts";
import { organisationRegister } from "../../../shared/adapters/catalogue/organisation-register.ts";
import { readStatementFile } from "../../../shared/adapters/statements/read-statement.ts";
import { newCheck } from "../../../shared/domain/payments/money-check/money-check.ts";
import { WHAT_TO_DO } from "../../../shared/domain/payments/money-check/words.ts";
import { MONDAY } from "../../builders/dossier.ts";
import { moneyCheckStoreFake, statementStoreFake } from "../../fakes/money-stores.ts";

const DAY = "2026-11-22";
const HEADER = "vnp_TxnRef,vnp_TransactionNo,Số tiền,Thời gian thanh toán,Trạng thái";
const lineOf = (transaction: number, amount = 650_000, day = "22") =>
  `ref${transaction},${transaction},${amount},${day}/11/2026 08:05:00,Thành công`;
const csv = (...lines: string[]) => [HEADER, ...lines].join("\n");

const officerOf = (name: string) => {
  const found = organisationRegister.officer(`officer-${name}`);
  if (!found) throw new Error(`nobody is ${name}`);
  return { kind: "officer" as const, sub: found.sub, name: found.name, roles: found.roles };
};
const common = {
  command: undefined,
  ifMatch: undefined,
  headers: {},
  rawQuery: "",
  sourceIp: "127.0.0.1",
  language: "vi" as const,
  at: MONDAY,
  correlationId: "test",
  identity: officerOf("culture-admin"),
};
const anOffice = () => {
  const checks = moneyCheckStoreFake();
  const dependencies: MoneyDependencies = {
    statements: statementStoreFake(),
    readStatement: readStatementFile,
    checks,
    register: organisationRegister,
  };
  return {
    checks,
    dependencies,
    put: (given: { csv: string; part?: number; last?: boolean }, identity = common.identity) =>
      putStatement(
        {
          ...common,
          identity,
          query: undefined,
          path: { provider: "vnpay", day: DAY },
          body: spec.body.parse(given),
        },
        dependencies,
      ),
    lines: async () => (await dependencies.statements.lines("vnpay", DAY))?.map(({ transaction }) => transaction),
  };
};

describe("a provider's statement", () => {
  it("is stored whole, with its sums, and replaced by the next", async () => {
    const office = anOffice();
    expect(await office.put({ csv: csv(lineOf(1), lineOf(2, 1_000)) })).toMatchObject({
      status: 200,
      body: { complete: true, parts: 1, lines: 2, payments: 651_000, refunds: 0, by: common.identity.sub },
    });
    expect(await office.lines()).toEqual(["1", "2"]);
    await office.put({ csv: csv(lineOf(3)) });
    expect(await office.lines()).toEqual(["3"]);
  });

  it("comes in parts in their order; the same part again takes its own place; none counts before the last", async () => {
    const office = anOffice();
    await office.put({ csv: csv(lineOf(1)), part: 1, last: false });
    expect(await office.lines()).toBeUndefined();
    expect(await office.put({ csv: csv(lineOf(9)), part: 3 })).toMatchObject({
      refused: "statement-part-unexpected",
      facts: { expected: 2 },
    });
    await office.put({ csv: csv(lineOf(2), lineOf(3)), part: 2, last: false });
    await office.put({ csv: csv(lineOf(4)), part: 2, last: false });
    expect(await office.put({ csv: csv(lineOf(5)), part: 3 })).toMatchObject({ body: { parts: 3, lines: 3 } });
    expect(await office.lines()).toEqual(["1", "4", "5"]);
    expect(await office.put({ csv: csv(lineOf(6)), part: 4 })).toMatchObject({
      refused: "statement-part-unexpected",
      facts: { expected: 1 },
    });
    expect(await office.put({ csv: csv(lineOf(7)), part: 5 })).toHaveProperty("refused");
  });

  it("with one line that cannot be read, or is of another day, is not taken at all, and says which", async () => {
    const office = anOffice();
    await office.put({ csv: csv(lineOf(1)) });
    expect(await office.put({ csv: csv(lineOf(2), "r,3,nothing,22/11/2026 08:05:00,Thành công") })).toMatchObject({
      refused: "body-invalid",
      faults: [{ pointer: "/csv", code: "not-read" }],
    });
    expect(await office.put({ csv: csv(lineOf(4, 1, "23")) })).toMatchObject({
      refused: "body-invalid",
      faults: [{ pointer: "/csv", code: "other-day" }],
    });
    expect(await office.lines()).toEqual(["1"]);
  });

  it("is uploaded by administrators alone", async () => {
    const office = anOffice();
    expect(await office.put({ csv: csv(lineOf(1)) }, officerOf("culture-cashier"))).toMatchObject({
      refused: "role-missing",
    });
    expect(await office.lines()).toBeUndefined();
  });
});

describe("the report of a check of money", () => {
  it("shows each mismatch with what to do, and no dossier's inner id", async () => {
    const office = anOffice();
    const check = { ...newCheck(MONDAY), revision: 1, found: 1, finishedAt: MONDAY };
    await office.checks.save(check);
    await office.checks.note(check.day, {
      kind: "paid-not-moved",
      provider: "vnpay",
      reference: "r",
      dossierId: "abcdefghabcdefgh",
      code: "H40.1-261123-0001",
      amounts: { payment: 650_000 },
    });
    const request = { ...common, query: undefined, body: undefined, path: { day: check.day } };
    const reply = await getMoneyCheck(request, office.dependencies);
    expect(reply).toMatchObject({
      status: 200,
      body: {
        day: "2026-11-23",
        finishedAt: "2026-11-23T08:30:00+07:00",
        mismatches: [{ code: "H40.1-261123-0001", whatToDo: WHAT_TO_DO["paid-not-moved"] }],
      },
    });
    expect(JSON.stringify(reply)).not.toContain("abcdefghabcdefgh");
    const other = await getMoneyCheck({ ...request, path: { day: "2026-11-20" } }, office.dependencies);
    expect(other).toMatchObject({ refused: "money-check-not-found" });
  });

  it("stands in the list of checks, newest first, page by page", async () => {
    const office = anOffice();
    for (const day of ["2026-11-20", "2026-11-21", "2026-11-22"]) {
      await office.checks.save({ ...newCheck(`${day}T03:00:00.000Z`), revision: 1 });
    }
    const page = async (cursor?: string) =>
      (await listMoneyChecks(
        { ...common, path: undefined, body: undefined, query: { limit: 2, cursor } },
        office.dependencies,
      )) as { body: { items: { day: string }[]; next: string | null } };
    const first = await page();
    const second = await page(first.body.next ?? "");
    expect(first.body.items.map(({ day }) => day)).toEqual(["2026-11-22", "2026-11-21"]);
    expect(second.body).toMatchObject({ items: [{ day: "2026-11-20" }], next: null });
    expect(await page("bm90IGEgZGF5")).toMatchObject({ refused: "cursor-invalid" });
  });

  it("is for administrators alone", async () => {
    const { dependencies } = anOffice();
    const request = { ...common, identity: officerOf("culture-leader"), body: undefined };
    const path = { day: DAY };
    expect(await getMoneyCheck({ ...request, query: undefined, path }, dependencies)).toMatchObject({
      refused: "role-missing",
    });
    expect(
      await listMoneyChecks({ ...request, path: undefined, query: { limit: 2, cursor: undefined } }, dependencies),
    ).toMatchObject({ refused: "role-missing" });
  });
});
