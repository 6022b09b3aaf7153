import * as z from "zod";
import type { Page, PageRequest } from "../../dossiers/dossier-record.ts";
import { type Instant, instantOf, millisOf, provinceDate } from "../../foundation/instant.ts";
import { compareStatement } from "../compare-statement.ts";
import { PaymentProvider } from "../intent.ts";
import type { ProviderDay } from "./check-statements.ts";
import type { Mismatch } from "./mismatch.ts";

const Sums = z.object({ payments: z.int(), refunds: z.int() });

/** A provider's day in whole đồng, by our ledger and by its statement; null while that is not here. */
export const DaySums = z.object({
  provider: PaymentProvider,
  day: z.string(),
  ledger: Sums,
  statement: Sums.nullable(),
});
export type DaySums = z.infer<typeof DaySums>;

/** How far a check is: of the dossiers that the day book names, in the order of their ids, then of the open ones by unit. */
export type CheckCursor =
  | { part: "day-book"; after: string | null }
  | { part: "open"; unit: string; after: string | null };

/** One check of all money, of one day in the province. What it found lies beside it. */
export type MoneyCheck = {
  day: string;
  startedAt: Instant;
  /** null while dossiers are left to look at. */
  finishedAt: Instant | null;
  cursor: CheckCursor;
  /** The first day whose movements it reads. */
  since: string;
  /** What was looked at so far; dossiers that could not be are counted in `failed`. */
  checked: { dossiers: number; payments: number; movements: number; lines: number; failed: number };
  /** How many disagreements were found. */
  found: number;
  days: DaySums[];
  /** Raised with every write. */
  revision: number;
};

const DAY_MS = 24 * 3_600_000;
/** Days whose movements are read: statements come days later, and refunds within two weeks. */
const LOOK_BACK_DAYS = 14;

/** The days that a check at an instant reads, oldest first, its own as the last. */
export const daysChecked = (at: Instant): string[] =>
  Array.from({ length: LOOK_BACK_DAYS }, (_, nth) =>
    provinceDate(instantOf(millisOf(at) - (LOOK_BACK_DAYS - 1 - nth) * DAY_MS)),
  );

export const newCheck = (at: Instant): MoneyCheck => ({
  day: provinceDate(at),
  startedAt: at,
  finishedAt: null,
  cursor: { part: "day-book", after: null },
  since: daysChecked(at)[0] ?? provinceDate(at),
  checked: { dossiers: 0, payments: 0, movements: 0, lines: 0, failed: 0 },
  found: 0,
  days: [],
  revision: 0,
});

/** Sums of the days on which a provider moved money or whose statement is here. */
export const sumsOfDays = (days: readonly ProviderDay[]): DaySums[] =>
  days
    .filter(({ rows, lines }) => rows.length > 0 || lines !== null)
    .map(({ provider, day, rows, lines }) => {
      const { sums } = compareStatement(rows, lines ?? []);
      return { provider, day, ledger: sums.ledger, statement: lines === null ? null : sums.statement };
    });

export type MoneyCheckStore = {
  read(day: string): Promise<MoneyCheck | undefined>;
  /** Written over the revision before it; false where another run was there first. */
  save(check: MoneyCheck): Promise<boolean>;
  /** Notes a disagreement of a day's check, once; false where it was noted already. */
  note(day: string, mismatch: Mismatch): Promise<boolean>;
  /** How many disagreements of a day are noted. */
  count(day: string): Promise<number>;
  /** What a day's check found, by kind and reference, at most so many. */
  mismatches(day: string, limit: number): Promise<Mismatch[]>;
  /** Newest first; `after` and `next` are days. */
  list(page: PageRequest): Promise<Page<MoneyCheck>>;
};
