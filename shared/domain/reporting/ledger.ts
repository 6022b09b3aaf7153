import type { Told } from "./recount.ts";

/** More dossiers than an auditor's request can recount while it waits; the nightly recount counts all. */
export class LedgerTooLong extends Error {
  override name = "LedgerTooLong";
}

/**
 * Every dossier that ever got a code, read from the numbers that the agencies gave and from the events, without any
 * figure of a counter. Throws LedgerTooLong.
 */
export type Ledger = { dossiers(): Promise<Told[]> };
