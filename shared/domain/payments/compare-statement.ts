import type { LedgerRow } from "./ledger.ts";
import type { StatementLine } from "./provider.ts";

/** Where ledger and statement disagree. `duplicate-line`: the statement has a transaction more often than once. */
export type Mismatch =
  | { kind: "missing-in-ledger"; line: StatementLine }
  | { kind: "missing-in-statement"; row: LedgerRow }
  | { kind: "amount-differs"; row: LedgerRow; line: StatementLine }
  | { kind: "duplicate-line"; line: StatementLine };

/** Whole đồng that came in and went back. */
export type Sums = { payments: number; refunds: number };

export type Comparison = { mismatches: Mismatch[]; sums: { ledger: Sums; statement: Sums } };

type Entry = { kind: "payment" | "refund"; reference: string; transaction: string; amount: number };

const keyOf = ({ kind, reference, transaction }: Entry): string => JSON.stringify([reference, kind, transaction]);

const grouped = <Each extends Entry>(entries: readonly Each[]): Map<string, Each[]> => {
  const groups = new Map<string, Each[]>();
  for (const entry of entries) {
    const key = keyOf(entry);
    groups.set(key, [...(groups.get(key) ?? []), entry]);
  }
  return groups;
};

const byAmount = (a: Entry, b: Entry): number => a.amount - b.amount;

/** What is left of both sides of one transaction when equal amounts have been paired. */
const unpaired = (rows: readonly LedgerRow[], lines: readonly StatementLine[]) => {
  const left = [...lines].sort(byAmount);
  const rest = [...rows].sort(byAmount).filter((row) => {
    const at = left.findIndex(({ amount }) => amount === row.amount);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
  return { rows: rest, lines: left };
};

const compareTransaction = (rows: readonly LedgerRow[], lines: readonly StatementLine[]): Mismatch[] => {
  const rest = unpaired(rows, lines);
  const mismatches: Mismatch[] = rest.rows.map((row, index) => {
    const line = rest.lines[index];
    return line ? { kind: "amount-differs", row, line } : { kind: "missing-in-statement", row };
  });
  const [first, ...more] = rest.lines.slice(rest.rows.length);
  if (!first) return mismatches;
  mismatches.push({ kind: rows.length === 0 ? "missing-in-ledger" : "duplicate-line", line: first });
  return [...mismatches, ...more.map((line): Mismatch => ({ kind: "duplicate-line", line }))];
};

const sumsOf = (entries: readonly Entry[]): Sums => {
  const sums: Sums = { payments: 0, refunds: 0 };
  for (const { kind, amount } of entries) sums[kind === "payment" ? "payments" : "refunds"] += amount;
  return sums;
};

/**
 * A ledger's rows and a statement's lines of the same provider and the same days, compared transaction by transaction.
 * The order of neither matters; that of the mismatches is by reference, so that two runs read alike.
 */
export const compareStatement = (rows: readonly LedgerRow[], lines: readonly StatementLine[]): Comparison => {
  const ledger = grouped(rows);
  const statement = grouped(lines);
  const keys = [...new Set([...ledger.keys(), ...statement.keys()])].sort();
  return {
    mismatches: keys.flatMap((key) => compareTransaction(ledger.get(key) ?? [], statement.get(key) ?? [])),
    sums: { ledger: sumsOf(rows), statement: sumsOf(lines) },
  };
};
