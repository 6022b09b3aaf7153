import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareStatement } from "../../../shared/domain/payments/compare-statement.ts";
import type { LedgerRow } from "../../../shared/domain/payments/ledger.ts";
import type { StatementLine } from "../../../shared/domain/payments/provider.ts";
import { aLedgerRow, lineOf } from "../../builders/ledger-row.ts";

/** A day: payments, some paid twice under one reference, some given back whole or in parts. */
const ledger = fc
  .uniqueArray(
    fc.record({
      kind: fc.constantFrom("payment" as const, "refund" as const),
      reference: fc.integer({ min: 1, max: 12 }).map((number) => `ref${number}`),
      transaction: fc.integer({ min: 1, max: 40 }).map(String),
      amount: fc.integer({ min: 1, max: 5_000_000 }),
    }),
    {
      selector: ({ kind, reference, transaction }) => `${kind} ${reference} ${transaction}`,
      minLength: 1,
      maxLength: 30,
    },
  )
  .map((rows): LedgerRow[] => rows.map((row) => aLedgerRow(row)));

const shuffled = <Each>(entries: readonly Each[]): fc.Arbitrary<Each[]> =>
  fc.shuffledSubarray([...entries], { minLength: entries.length });

/** A ledger, its statement in another order, and one place of it. */
const day = ledger.chain((rows) =>
  fc.record({
    rows: fc.constant(rows),
    lines: shuffled(rows.map(lineOf)),
    row: fc.constantFrom(...rows),
  }),
);

const isOf = (row: LedgerRow) => (line: StatementLine) =>
  line.kind === row.kind && line.reference === row.reference && line.transaction === row.transaction;

const sumOf = (entries: readonly { kind: string; amount: number }[], kind: string): number =>
  entries.filter((entry) => entry.kind === kind).reduce((sum, { amount }) => sum + amount, 0);

describe("a statement compared with the ledger", () => {
  it("has no mismatch where it was made of it, in any order, and equal sums", () => {
    fc.assert(
      fc.property(day, ({ rows, lines }) => {
        const { mismatches, sums } = compareStatement(rows, lines);
        expect(mismatches).toEqual([]);
        expect(sums.ledger).toEqual(sums.statement);
        expect(sums.ledger).toEqual({ payments: sumOf(rows, "payment"), refunds: sumOf(rows, "refund") });
      }),
    );
  });

  it("names a line that is missing, alone", () => {
    fc.assert(
      fc.property(day, ({ rows, lines, row }) => {
        const without = lines.filter((line) => !isOf(row)(line));
        expect(compareStatement(rows, without).mismatches).toEqual([{ kind: "missing-in-statement", row }]);
      }),
    );
  });

  it("names a line that nobody recorded, alone", () => {
    fc.assert(
      fc.property(day, ({ rows, lines, row }) => {
        const without = rows.filter((other) => other !== row);
        expect(compareStatement(without, lines).mismatches).toEqual([{ kind: "missing-in-ledger", line: lineOf(row) }]);
      }),
    );
  });

  it("names a line of another amount with what was recorded, alone, and the sums differ by it", () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 1000 }), ({ rows, lines, row }, more) => {
        const line = { ...lineOf(row), amount: row.amount + more };
        const altered = lines.map((other) => (isOf(row)(other) ? line : other));
        const { mismatches, sums } = compareStatement(rows, altered);
        expect(mismatches).toEqual([{ kind: "amount-differs", row, line }]);
        const side = row.kind === "payment" ? "payments" : "refunds";
        expect(sums.statement[side] - sums.ledger[side]).toBe(more);
      }),
    );
  });

  it("names a line that stands twice once for each time too many", () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 3 }), ({ rows, lines, row }, times) => {
        const line = lineOf(row);
        const repeated = [...Array.from({ length: times }, () => line), ...lines];
        const expected = Array.from({ length: times }, () => ({ kind: "duplicate-line", line }));
        expect(compareStatement(rows, repeated).mismatches).toEqual(expected);
      }),
    );
  });

  it("takes the right one of two lines of a transaction, wherever it stands", () => {
    const row = aLedgerRow();
    const wrong = { ...lineOf(row), amount: 1 };
    const expected = [{ kind: "duplicate-line", line: wrong }];
    expect(compareStatement([row], [wrong, lineOf(row)]).mismatches).toEqual(expected);
    expect(compareStatement([row], [lineOf(row), wrong]).mismatches).toEqual(expected);
  });

  it("says the same of two differences in any order", () => {
    const one = aLedgerRow({ reference: "a" });
    const other = aLedgerRow({ reference: "b" });
    const lines = [lineOf(aLedgerRow({ reference: "c" })), { ...lineOf(other), amount: 5 }];
    const forth = compareStatement([one, other], lines).mismatches;
    expect(forth.map(({ kind }) => kind)).toEqual(["missing-in-statement", "amount-differs", "missing-in-ledger"]);
    expect(compareStatement([other, one], lines.reverse()).mismatches).toEqual(forth);
  });

  it("keeps a refund apart from the payment that it gives back", () => {
    const payment = aLedgerRow();
    const refund = aLedgerRow({ kind: "refund", refundId: "r1" });
    expect(compareStatement([payment], [lineOf(payment), lineOf(refund)]).mismatches).toEqual([
      { kind: "missing-in-ledger", line: lineOf(refund) },
    ]);
  });
});
