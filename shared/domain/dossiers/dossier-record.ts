import type { DeclaredDocument, OfficeFile, Verdict } from "../documents/declared-document.ts";
import type { Instant } from "../foundation/instant.ts";
import type { PaymentIntent } from "../payments/intent.ts";
import type { Refund } from "../payments/refund.ts";
import type { ChangeSet } from "./change-set.ts";
import type { Dossier } from "./dossier.ts";
import type { DossierEvent, TrackedEvent } from "./event.ts";
import type { Guesses } from "./guesses.ts";
import type { Person } from "./person.ts";

/** Everything of a dossier but its events, read at once. */
export type DossierRecord = {
  dossier: Dossier;
  person: Person;
  documents: DeclaredDocument[];
  files: OfficeFile[];
  verdicts: Verdict[];
  intents: PaymentIntent[];
  refunds: Refund[];
};

/** What a lookup by code finds in one read. `guesses` counts wrong secrets and says until when to wait. */
export type CodeRecord = {
  /** From the submission on, by version. */
  events: TrackedEvent[];
  guesses: Guesses | undefined;
};

/** How a write ended. `repeated`: the command's event is there already. `stale`: the dossier moved meanwhile. */
export type CommitOutcome = "committed" | "repeated" | "stale" | "busy";

export type Page<T> = { items: T[]; next: string | null };

export type DossierStore = {
  read(dossierId: string): Promise<DossierRecord | undefined>;
  readEvent(dossierId: string, commandId: string): Promise<DossierEvent | undefined>;
  /** The chain, by version. */
  readEvents(dossierId: string): Promise<DossierEvent[]>;
  /** A dossier's number of an agency's day: unique and ascending, and the same one when it is asked for again. */
  reserveNumber(agencyCode: string, day: string, dossierId: string): Promise<number>;
  commit(change: ChangeSet): Promise<CommitOutcome>;
};

/** An officer's file, the dossier as it was read, and the record that makes the command single. */
export type OfficeUpload = { dossier: Dossier; file: OfficeFile; event: DossierEvent };

/** A file of an officer's, put beside the dossier without changing its version. */
export type FileStore = {
  putFile(upload: OfficeUpload): Promise<CommitOutcome>;
};

export type DossierLists = {
  /** Newest first. */
  byOwner(owner: string, page: PageRequest): Promise<Page<Dossier>>;
  /** Soonest due first; then those that wait for their applicant, first to lapse first. */
  byUnit(unit: string, page: PageRequest, wanted: (dossier: Dossier) => boolean): Promise<Page<Dossier>>;
  /** Dossiers of a unit that waited for their applicant until before `at` and still wait. */
  waitedUntil(unit: string, at: Instant, page: PageRequest): Promise<Page<Dossier>>;
  applicantNames(dossierIds: string[]): Promise<Map<string, string>>;
};

/** `after` is where the page before ended, undefined for the first. */
export type PageRequest = { limit: number; after: string | undefined };

export type CodeStore = {
  readByCode(code: string): Promise<CodeRecord>;
  /**
   * One more wrong guess on a code, known or not, counted also when many arrive at once; answers how many there were.
   * `forgetting` names earlier guesses that no longer count: the number then begins anew, for one of many at once.
   */
  countWrongGuess(code: string, at: Instant, forgetting?: Guesses): Promise<number>;
};
