import { type Instant, provinceDate } from "../foundation/instant.ts";
import { type Fault, fault, type Refusal, refuse } from "../foundation/refusal.ts";
import type { PaymentProvider } from "./intent.ts";
import type { StatementLine } from "./provider.ts";
import type { ReadStatement } from "./statement.ts";
import type { Statement, StatementPart } from "./statement-store.ts";

/** Faults told at once: who mends a file needs the first few. */
const MOST_FAULTS = 20;
export const MOST_PARTS = 50;

const sumsOf = (lines: readonly StatementLine[]) => {
  const sum = (kind: StatementLine["kind"]): number =>
    lines.reduce((total, line) => total + (line.kind === kind ? line.amount : 0), 0);
  return { lines: lines.length, payments: sum("payment"), refunds: sum("refund") };
};

const otherDays = (lines: readonly StatementLine[], day: string): Fault[] =>
  lines
    .filter(({ at }) => provinceDate(at) !== day)
    .map(({ transaction, at }) =>
      fault(
        "/csv",
        "other-day",
        `Giao dịch ${transaction} thuộc ngày ${provinceDate(at)}, không phải ngày ${day}.`,
        `Transaction ${transaction} is of ${provinceDate(at)}, not of ${day}.`,
      ),
    );

export type StatementUpload = {
  provider: PaymentProvider;
  day: string;
  /** From 1. */
  part: number;
  last: boolean;
  by: string;
  at: Instant;
};

/**
 * A part of a provider's statement. The first begins the day's statement anew, each other follows the one before; the
 * same part sent again takes its own place. Nothing of a part is taken where one line of it cannot be read.
 */
export const takeStatement = (
  standing: Statement | undefined,
  { lines, faults: unread }: ReadStatement,
  { provider, day, part, last, by, at }: StatementUpload,
): StatementPart | Refusal => {
  const faults = [...unread.map(({ vi, en }) => fault("/csv", "not-read", vi, en)), ...otherDays(lines, day)];
  if (faults.length > 0) return refuse("body-invalid", { faults: faults.slice(0, MOST_FAULTS) });
  const known = standing?.parts.length ?? 0;
  const isRepeated = part === known;
  const follows = part === known + 1 && standing?.complete === false;
  if (part > 1 && !isRepeated && !follows) {
    return refuse("statement-part-unexpected", {
      facts: { provider, day, expected: standing?.complete === false ? known + 1 : 1 },
    });
  }
  const before = part === 1 ? [] : (standing?.parts.slice(0, part - 1) ?? []);
  const upload = part === 1 ? (standing?.upload ?? 0) + 1 : (standing?.upload ?? 1);
  const statement: Statement = {
    provider,
    day,
    parts: [...before, sumsOf(lines)],
    complete: last,
    by,
    at,
    upload,
    revision: (standing?.revision ?? 0) + 1,
  };
  return { statement, part, lines };
};
