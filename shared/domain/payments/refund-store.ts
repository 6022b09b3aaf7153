import type { Page, PageRequest } from "../dossiers/dossier-record.ts";
import type { Instant } from "../foundation/instant.ts";
import type { Refund } from "./refund.ts";
import type { RefundEntry, RefundList } from "./refund-entry.ts";

/** A line as a unit sees it: with the code of its dossier. */
export type RefundLine = RefundEntry & { code: string };

/** The lists of what is to be given back, and what is noted of asking a provider. */
export type RefundStore = {
  /** Oldest first, of all units. */
  entries(list: RefundList, page: PageRequest): Promise<Page<RefundEntry>>;
  /** Oldest first, of the dossiers that the unit holds now. A page may be short and still go on. */
  lines(list: RefundList, unit: string, page: PageRequest): Promise<Page<RefundLine>>;
  /**
   * Takes the next attempt at a refund as it was read, before the provider is asked; false where another run has taken
   * it or the refund does not wait for its provider any more. No new version of the dossier.
   */
  takeAttempt(refund: Refund, at: Instant): Promise<boolean>;
  /** What the provider said to the attempt that was taken last; nothing where the refund went on meanwhile. */
  noteAnswer(refund: Refund, said: { lastAnswer: string; acceptedAt?: Instant }): Promise<void>;
};
