import type { Filed } from "../../dossiers/dossier.ts";
import type { DossierState } from "../../dossiers/state.ts";
import { type Instant, provinceDate } from "../../foundation/instant.ts";
import type { Fault } from "../../foundation/refusal.ts";
import type { ProcedureVersion } from "../procedure-version.ts";
import { type Change, changesOf } from "./changes.ts";
import { findingsOf, type Judging, publicationOf } from "./publish-version.ts";
import type { ProcedureRecord, VersionDraft } from "./version-draft.ts";

/** The open dossiers of a procedure that were found, and whether the reading was cut before the end. */
export type OpenDossiers = { dossiers: readonly Pick<Filed, "state" | "owner" | "step" | "id">[]; cut: boolean };

export type Impact = {
  openDossiers: {
    total: number;
    /** There may be more: the reading was cut. */
    atLeast: boolean;
    byState: Partial<Record<DossierState, number>>;
    byUnit: Record<string, number>;
    /** Drafts of citizens are nobody's business but theirs, and are filed under the version then in force. */
    draftsCounted: false;
  };
  changes: Change[];
  findings: Fault[];
  tell: { applicants: number; units: string[] };
  /** Dossiers keep the version that they were filed under. */
  keepVersion: true;
};

const unitsIn = ({ units, steps }: Pick<ProcedureVersion, "units" | "steps">): string[] => [
  ...units,
  ...steps.map(({ unit }) => unit),
];

const versionsIn = ({ publications }: ProcedureRecord): ProcedureVersion[] =>
  publications.flatMap((one) => ("procedure" in one ? [one.procedure] : []));

/** Every unit that a dossier of the procedure can stand at, under any version of it. */
export const unitsOf = (record: ProcedureRecord): string[] => [...new Set(versionsIn(record).flatMap(unitsIn))].sort();

const counted = <Name extends string>(names: readonly Name[]): Record<Name, number> => {
  const counts = {} as Record<Name, number>;
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
};

/** Applicants with an account count once; of what a unit took in at the counter, each dossier is somebody's. */
const applicantsOf = (dossiers: OpenDossiers["dossiers"]): number =>
  new Set(dossiers.map(({ owner, id }) => (owner.startsWith("unit:") ? id : owner))).size;

/** The version that a draft comes after: the newest published below its number that is no withdrawal. */
const before = (record: ProcedureRecord, { number }: VersionDraft): ProcedureVersion | undefined =>
  versionsIn(record)
    .filter(({ version }) => version < number)
    .sort((a, b) => b.version - a.version)[0];

/** What the publication of a draft would mean: for dossiers under way, for those who file, for the units. */
export const impactOf = (
  record: ProcedureRecord,
  draft: VersionDraft,
  open: OpenDossiers,
  at: Instant,
  judging: Judging,
): Impact => {
  const { dossiers, cut } = open;
  // The terms are not known yet: it is judged as if it were published today.
  const today = provinceDate(at);
  const publication = publicationOf(draft, { decision: { number: "–", date: today }, validFrom: today });
  const previous = before(record, draft);
  const units = counted(dossiers.map(({ step }) => step.unit));
  const procedure = "procedure" in publication ? publication.procedure : undefined;
  const end: Change = { pointer: "/withdrawn", before: false, after: true };
  return {
    openDossiers: {
      total: dossiers.length,
      atLeast: cut,
      byState: counted(dossiers.map(({ state }) => state)),
      byUnit: units,
      draftsCounted: false,
    },
    changes: procedure ? (previous ? changesOf(previous, procedure) : []) : [end],
    findings: findingsOf(publication, judging),
    tell: {
      applicants: applicantsOf(dossiers),
      units: [...new Set([...Object.keys(units), ...unitsIn(procedure ?? { units: [], steps: [] })])].sort(),
    },
    keepVersion: true,
  };
};
