import { provinceDate } from "../../shared/domain/foundation/instant.ts";
import type { DayBook } from "../../shared/domain/payments/day-book.ts";
import type { LedgerRow } from "../../shared/domain/payments/ledger.ts";
import type { Mismatch } from "../../shared/domain/payments/money-check/mismatch.ts";
import type { MoneyCheck, MoneyCheckStore } from "../../shared/domain/payments/money-check/money-check.ts";
import type { StatementLine } from "../../shared/domain/payments/provider.ts";
import type { Statement, StatementStore } from "../../shared/domain/payments/statement-store.ts";
import { SHARDS } from "../../shared/domain/reminders/reminder-store.ts";
import type { MemoryDossiers } from "./dossier-store.ts";

const shardOf = (dossierId: string): number => dossierId.charCodeAt(dossierId.length - 1) % SHARDS;
const keyOf = ({ kind, provider, reference, transaction, day, dossierId, refundId = "" }: LedgerRow): string =>
  [dossierId, day, kind, provider, reference, transaction, refundId].join("#");

/** The day book in memory, over what was written beside dossiers; by the table's laws (test/contracts/money-stores.test.ts). */
export const dayBookFake = (dossiers: MemoryDossiers): DayBook => ({
  read: async (day, shard) => ({
    opened: [...dossiers.records.values()]
      .flatMap(({ intents }) => intents)
      // What a cashier takes is paid as it is begun.
      .filter(({ recordedBy, state }) => recordedBy === undefined && state !== "duplicate-paid")
      .filter(({ createdAt, dossierId }) => provinceDate(createdAt) === day && shardOf(dossierId) === shard)
      .map(({ id }) => id),
    rows: dossiers.ledger.filter((row) => row.day === day && shardOf(row.dossierId) === shard),
  }),
  ofDossier: async (dossierId, days) =>
    dossiers.ledger.filter((row) => row.dossierId === dossierId && days.includes(row.day)),
  payment: async (row) => dossiers.ledger.find((one) => keyOf(one) === keyOf(row)),
  toGiveBack: async () => [...dossiers.refunds],
});

/** Statements in memory, by the table's laws. */
export const statementStoreFake = (): StatementStore => {
  const statements = new Map<string, Statement>();
  const parts = new Map<string, { upload: number; lines: readonly StatementLine[] }>();
  return {
    read: async (provider, day) => structuredClone(statements.get(`${provider} ${day}`)),
    write: async ({ statement, part, lines }) => {
      const name = `${statement.provider} ${statement.day}`;
      if ((statements.get(name)?.revision ?? 0) !== statement.revision - 1) return false;
      statements.set(name, structuredClone(statement));
      parts.set(`${name} ${part}`, { upload: statement.upload, lines: structuredClone(lines) });
      return true;
    },
    lines: async (provider, day) => {
      const name = `${provider} ${day}`;
      const statement = statements.get(name);
      if (!statement?.complete) return null;
      return statement.parts.flatMap((_, index) => [...(parts.get(`${name} ${index + 1}`)?.lines ?? [])]);
    },
  };
};

const nameOf = ({ kind, provider = "" as never, reference, transaction = "" }: Mismatch): string =>
  `${kind}#${provider}#${reference}#${transaction}`;

/** Checks of money in memory, by the table's laws. */
export const moneyCheckStoreFake = (): MoneyCheckStore => {
  const checks = new Map<string, MoneyCheck>();
  const found = new Map<string, Map<string, Mismatch>>();
  return {
    read: async (day) => structuredClone(checks.get(day)),
    save: async (check) => {
      if ((checks.get(check.day)?.revision ?? 0) !== check.revision - 1) return false;
      checks.set(check.day, structuredClone(check));
      return true;
    },
    note: async (day, mismatch) => {
      const noted = found.get(day) ?? new Map<string, Mismatch>();
      found.set(day, noted);
      if (noted.has(nameOf(mismatch))) return false;
      noted.set(nameOf(mismatch), structuredClone(mismatch));
      return true;
    },
    count: async (day) => found.get(day)?.size ?? 0,
    mismatches: async (day, limit) =>
      [...(found.get(day)?.entries() ?? [])]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([, mismatch]) => mismatch)
        .slice(0, limit),
    list: async ({ limit, after }) => {
      const all = [...checks.values()]
        .filter(({ day }) => after === undefined || day < after)
        .sort((a, b) => (a.day < b.day ? 1 : -1));
      const items = all.slice(0, limit);
      return { items, next: all.length > limit ? (items.at(-1)?.day ?? null) : null };
    },
  };
};
