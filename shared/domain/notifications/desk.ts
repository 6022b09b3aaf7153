import type { Instant } from "../foundation/instant.ts";

/**
 * Somebody to be called, since nothing reached them of a change that they must be told of: ids only, the number stands
 * with the dossier.
 */
export type DeskTask = {
  dossierId: string;
  outboxId: string;
  commandId: string;
  /** Whose officers call. */
  unit: string;
  code: string;
  /** What they must be told of: the event's name. */
  what: string;
  at: Instant;
};

export type Called = { at: Instant; by: string; outcome: "reached" | "not-reached" };

export type DeskStore = {
  /** Once for each change, whoever finds that nobody was told. */
  put(task: DeskTask): Promise<void>;
  /** They were told after all; a call that was made stays on record. */
  drop(notice: { dossierId: string; outboxId: string }): Promise<void>;
  read(notice: { dossierId: string; outboxId: string }): Promise<DeskTask | undefined>;
  /** Who waits for a call of this unit, longest first. */
  list(
    unit: string,
    page: { limit: number; after: string | undefined },
  ): Promise<{ tasks: DeskTask[]; next: string | null }>;
  /** False where no call is waited for any more. */
  complete(notice: { dossierId: string; outboxId: string }, called: Called): Promise<boolean>;
};
