import type { DossierEvent } from "../dossiers/event.ts";
import { base64, type Digest } from "../foundation/base32.ts";
import { provinceDate } from "../foundation/instant.ts";

/** What the events of a day are known by: who has them all can tell whether one was added, changed or left out. */
export type DayRoot = { day: string; events: number; root: string };

export type DayRootStore = {
  /** The roots of a month, `2021-01`, in the order of the days. */
  ofMonth(month: string): Promise<DayRoot[]>;
  /** Kept once: what the day had before, where that is another root. */
  keep(root: DayRoot): Promise<{ was: DayRoot } | undefined>;
};

/**
 * The root of a day: SHA-256, base64, over the hashes of the day's events as they stand in the chains of their dossiers
 * (base64, sorted, each ended by a line feed). The events of a draft are in none: a draft may be deleted.
 */
export const rootOf = (hashes: readonly string[], digest: Digest): string =>
  base64(
    digest(
      [...hashes]
        .sort()
        .map((hash) => `${hash}\n`)
        .join(""),
    ),
  );

/** Gathers the hashes of events by their days, however many dossiers they are of. */
export const dayRoots = (digest: Digest) => {
  const days = new Map<string, string[]>();
  return {
    add: (events: readonly DossierEvent[]): void => {
      for (const { code, at, hash } of events) {
        if (code === undefined) continue;
        const day = provinceDate(at);
        const known = days.get(day);
        if (known === undefined) days.set(day, [hash]);
        else known.push(hash);
      }
    },
    /** The roots of all days up to and with one, oldest first. */
    upTo: (last: string): DayRoot[] =>
      [...days]
        .filter(([day]) => day <= last)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([day, hashes]) => ({ day, events: hashes.length, root: rootOf(hashes, digest) })),
  };
};
