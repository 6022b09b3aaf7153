import type { Applicant } from "../dossiers/person.ts";
import type { Instant } from "../foundation/instant.ts";
import type { Role } from "../organisation/role.ts";
import type { Notice } from "./notice.ts";

/**
 * Somebody to be called, since nothing reached them of a change that they must be told of: ids only, the number stands
 * with the dossier.
 */
export type DeskTask = {
  dossierId: string;
  outboxId: string;
  commandId: string;
  /**
   * Whose officers call: of the unit that had the dossier when the call was put. It stays with them where the dossier
   * moves on, so that nobody who has taken it up loses it.
   */
  unit: string;
  code: string;
  /** What they must be told of: the event's name. */
  what: string;
  at: Instant;
};

/**
 * Who may see whom to call and say that they did: those who take dossiers in and those who may hold them. Neither the
 * money, nor the catalogue, nor an audit needs an applicant's number.
 */
export const CALLERS: ReadonlySet<Role> = new Set(["receiver", "specialist", "division-head", "leader"]);

/** A call that was made. `completedBy` is the command that said so, and the hash that tells its replay. */
export type Called = {
  at: Instant;
  by: string;
  outcome: "reached" | "not-reached";
  completedBy: { commandId: string; bodyHash: string };
};

/** Whom to call, read with the list and kept nowhere else; the applicant is null once erased. */
export type CallFacts = { applicant: Pick<Partial<Applicant>, "fullName" | "phone"> | null; tried: Notice[] };

/** The event that a call is about: its outbox id is `<dossierId>:<version>`. */
const OUTBOX_ID = /^([a-z2-7]{16}):[1-9]\d{0,9}$/;

/** What an id in a path names; undefined where it cannot be the id of a call. */
export const deskTaskNamed = (outboxId: string): { dossierId: string; outboxId: string } | undefined => {
  const [, dossierId] = OUTBOX_ID.exec(outboxId) ?? [];
  return dossierId === undefined ? undefined : { dossierId, outboxId };
};

export type DeskStore = {
  /** Once for each change, whoever finds that nobody was told. */
  put(task: DeskTask): Promise<void>;
  /** They were told after all; a call that was made stays on record. */
  drop(notice: { dossierId: string; outboxId: string }): Promise<void>;
  /** A call that waits, or that was made. */
  read(notice: { dossierId: string; outboxId: string }): Promise<(DeskTask & { called?: Called }) | undefined>;
  /** Who waits for a call of this unit, longest first. */
  list(
    unit: string,
    page: { limit: number; after: string | undefined },
  ): Promise<{ tasks: DeskTask[]; next: string | null }>;
  /** Whom to call about each of a page, and what was tried before, in their order. */
  facts(tasks: readonly DeskTask[]): Promise<CallFacts[]>;
  /** False where no call is waited for any more. */
  complete(notice: { dossierId: string; outboxId: string }, called: Called): Promise<boolean>;
};
