import * as z from "zod";
import { inProvince } from "../../shared/domain/foundation/instant.ts";
import { Mismatch } from "../../shared/domain/payments/money-check/mismatch.ts";
import { DaySums, type MoneyCheck } from "../../shared/domain/payments/money-check/money-check.ts";
import { WHAT_TO_DO } from "../../shared/domain/payments/money-check/words.ts";

/** A check in the list of checks. */
export const MoneyCheckLine = z.object({
  day: z.string(),
  startedAt: z.string(),
  /** null while dossiers are left to look at. */
  finishedAt: z.string().nullable(),
  /** The first day whose movements it read. */
  since: z.string(),
  checked: z.object({
    dossiers: z.int(),
    payments: z.int(),
    movements: z.int(),
    lines: z.int(),
    failed: z.int(),
  }),
  found: z.int(),
});

const MismatchView = Mismatch.omit({ dossierId: true }).extend({
  whatToDo: z.object({ vi: z.string(), en: z.string() }),
});

export const MoneyCheckView = MoneyCheckLine.extend({
  /** Sums by provider and day, whole đồng; `statement` is null where it was not uploaded whole. */
  days: z.array(DaySums),
  /** By kind and reference; the first thousand. */
  mismatches: z.array(MismatchView),
});

export const moneyCheckLine = (check: MoneyCheck): z.infer<typeof MoneyCheckLine> => ({
  day: check.day,
  startedAt: inProvince(check.startedAt),
  finishedAt: check.finishedAt === null ? null : inProvince(check.finishedAt),
  since: check.since,
  checked: check.checked,
  found: check.found,
});

export const moneyCheckView = (check: MoneyCheck, mismatches: readonly Mismatch[]): z.infer<typeof MoneyCheckView> => ({
  ...moneyCheckLine(check),
  days: check.days,
  mismatches: mismatches.map(({ dossierId: _, ...mismatch }) => ({
    ...mismatch,
    whatToDo: WHAT_TO_DO[mismatch.kind],
  })),
});
