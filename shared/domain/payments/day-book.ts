import type { LedgerRow } from "./ledger.ts";
import type { RefundEntry } from "./refund-entry.ts";

/** What a day began and moved, in shards by dossier, and what is to be given back: all that a check of money reads. */
export type DayBook = {
  /** Payments begun and money moved on a day of the province, of one shard. */
  read(day: string, shard: number): Promise<{ opened: string[]; rows: LedgerRow[] }>;
  /** Money that moved of one dossier on these days. */
  ofDossier(dossierId: string, days: readonly string[]): Promise<LedgerRow[]>;
  /** The row of a payment as it was written, undefined where there is none under its key. */
  payment(row: LedgerRow): Promise<LedgerRow | undefined>;
  /** All lines of all lists of what is to be given back. */
  toGiveBack(): Promise<RefundEntry[]>;
};
