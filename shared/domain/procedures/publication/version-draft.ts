import * as z from "zod";
import type { CommitOutcome } from "../../dossiers/dossier-record.ts";
import { type Fault, type Refusal, refuse } from "../../foundation/refusal.ts";
import { factsOf, type Publication, Withdrawal } from "../catalogue.ts";
import { type ProcedureVersion, PublishedProcedure } from "../procedure-version.ts";

/** What a draft fixes of a procedure: all of it but what its publication adds. */
export const DraftedProcedure = PublishedProcedure.omit({ version: true, validFrom: true, decision: true });
export type DraftedProcedure = z.infer<typeof DraftedProcedure>;

const DraftedWithdrawal = Withdrawal.pick({ fileAt: true });

/** What its next version will be: the procedure as it then is, or its end. */
export type DraftedContent = { procedure: DraftedProcedure } | { withdrawal: z.infer<typeof DraftedWithdrawal> };

/**
 * How a draft is begun: as a copy of the newest version (`code` alone), whole (`procedure`), or as the end of the
 * procedure (`code` and `withdrawal`). A procedure that is published already keeps its id.
 */
export const DraftRequest = z.strictObject({
  code: PublishedProcedure.shape.code.optional(),
  procedure: DraftedProcedure.partial({ id: true }).optional(),
  withdrawal: DraftedWithdrawal.optional(),
});
export type DraftRequest = z.infer<typeof DraftRequest>;

const { reason, fileAt, unverified } = PublishedProcedure.shape;

/**
 * A change of a draft: each member that is given replaces that member whole; null removes one that need not be there.
 * `withdrawal` makes the draft the end of its procedure, `procedure` a version again.
 */
export const DraftChange = z.strictObject({
  procedure: DraftedProcedure.partial()
    .extend({
      reason: reason.unwrap().nullable().optional(),
      fileAt: fileAt.unwrap().nullable().optional(),
      unverified: unverified.unwrap().nullable().optional(),
    })
    .optional(),
  withdrawal: DraftedWithdrawal.optional(),
});
export type DraftChange = z.infer<typeof DraftChange>;

/** Who did something to a version, when, and the hash of what they sent. */
export type Trace = { by: string; at: string; bodyHash: string };

/** A version before its publication. Its number is the one it is published under; `revision` counts its changes. */
export type VersionDraft = {
  code: string;
  number: number;
  revision: number;
  content: DraftedContent;
  /** With the revision that it began with: drafts of one number follow each other, and this tells them apart. */
  drafted: Trace & { revision: number };
  changed: Trace;
  published?: Trace;
  /**
   * Given up before its publication. It stays as a trace that nobody is shown: the next draft of its number goes on
   * with its revision, so that an ETag never means two drafts.
   */
  discarded?: Trace;
};

/** One command on a procedure's versions, kept for ever: it makes the command single and says who did it. */
export type VersionEvent = Trace & {
  commandId: string;
  what: "version-drafted" | "draft-changed" | "draft-discarded" | "version-published";
  code: string;
  number: number;
  /** Of the draft, after the command. */
  revision: number;
};

/** Everything of a procedure: what was published of it, and its drafts, also those that were published or discarded. */
export type ProcedureRecord = { publications: Publication[]; drafts: VersionDraft[] };

/** All that one command changes, written in one transaction or not at all, over the draft as it was read. */
export type VersionChange = {
  before: VersionDraft | null;
  after: VersionDraft;
  event: VersionEvent;
  /** Written under a number that is free, and an id that no other procedure has, or the whole change is not. */
  publication?: Publication;
};

export type VersionStore = {
  read: (code: string) => Promise<ProcedureRecord>;
  /** The code of the procedure that has an id, undefined where nothing was published under it. */
  codeOfId: (id: string) => Promise<string | undefined>;
  readEvent: (subject: string, commandId: string) => Promise<VersionEvent | undefined>;
  commit: (change: VersionChange) => Promise<CommitOutcome>;
};

/** The code of the procedure that has the id of a draft already: its own, another's, or nobody's yet. */
export const holderOfId = async (
  { codeOfId }: Pick<VersionStore, "codeOfId">,
  draft: VersionDraft | undefined,
): Promise<string | undefined> =>
  draft && "procedure" in draft.content ? codeOfId(draft.content.procedure.id) : undefined;

/** What the events of all procedures are kept under: a key of idempotency counts for all of them. */
export const PROCEDURES = "procedures";

/** What keeps a version from being published; pointers lead into the procedure. */
export type CheckVersion = (procedure: ProcedureVersion) => Fault[];

export const newestOf = ({ publications }: Pick<ProcedureRecord, "publications">): Publication | undefined =>
  [...publications].sort((a, b) => factsOf(b).version - factsOf(a).version)[0];

/** The newest version that was no withdrawal. */
export const newestVersionOf = ({
  publications,
}: Pick<ProcedureRecord, "publications">): ProcedureVersion | undefined =>
  publications.flatMap((one) => ("procedure" in one ? [one.procedure] : [])).sort((a, b) => b.version - a.version)[0];

export const newestNumber = (record: Pick<ProcedureRecord, "publications">): number => {
  const newest = newestOf(record);
  return newest ? factsOf(newest).version : 0;
};

/** The draft of a number, open or published. */
export const draftOf = ({ drafts }: Pick<ProcedureRecord, "drafts">, number: number): VersionDraft | undefined =>
  drafts.find((draft) => draft.number === number && !draft.discarded);

/** The draft of a number that is not published yet. */
export const openDraft = (record: ProcedureRecord, code: string, number: number): VersionDraft | Refusal => {
  if (number <= newestNumber(record)) return refuse("version-published", { facts: { code, version: number } });
  return draftOf(record, number) ?? refuse("version-draft-not-found");
};
