import { type Comparison, compareStatement } from "../compare-statement.ts";
import type { PaymentProvider } from "../intent.ts";
import type { LedgerRow } from "../ledger.ts";
import type { StatementLine } from "../provider.ts";
import type { Mismatch } from "./mismatch.ts";

/** A provider's day: what the ledger has of it, and its statement where all of it is here. */
export type ProviderDay = {
  provider: PaymentProvider;
  day: string;
  rows: readonly LedgerRow[];
  lines: readonly StatementLine[] | null;
};

const asMismatch = (provider: PaymentProvider, found: Comparison["mismatches"][number]): Mismatch => {
  const row = "row" in found ? found.row : undefined;
  const line = "line" in found ? found.line : undefined;
  return {
    kind: `statement-${found.kind}`,
    provider,
    reference: row?.reference ?? line?.reference ?? "",
    transaction: row?.transaction ?? line?.transaction ?? "",
    ...(row ? { dossierId: row.dossierId } : {}),
    amounts: { ...(row ? { ledger: row.amount } : {}), ...(line ? { statement: line.amount } : {}) },
  };
};

/**
 * The disagreements of statements and ledger. All days of a provider whose statement is here are compared as one: what
 * the provider books a second past midnight is no mismatch where both days are.
 */
export const checkStatements = (days: readonly ProviderDay[]): Mismatch[] =>
  [...new Set(days.map(({ provider }) => provider))].flatMap((provider) => {
    const told = days.filter((day) => day.provider === provider && day.lines !== null);
    const { mismatches } = compareStatement(
      told.flatMap(({ rows }) => rows),
      told.flatMap(({ lines }) => lines ?? []),
    );
    return mismatches.map((found) => asMismatch(provider, found));
  });
