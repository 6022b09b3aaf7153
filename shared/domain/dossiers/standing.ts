import type { Instant } from "../foundation/instant.ts";
import { answerBy, type Demand, type Dossier, isWaiting, type StopReason } from "./dossier.ts";
import type { TrackedEvent } from "./event.ts";
import type { DossierState } from "./state.ts";

/** What an event leaves changed of a dossier's standing, besides what every event names. */
export type StandingChange = {
  procedure?: string;
  procedureVersion?: number;
  keyVersion?: number;
  linkVersion?: number;
  submittedAt?: Instant | null;
  acceptBy?: Instant | null;
  acceptedAt?: Instant | null;
  receivedAt?: Instant | null;
  dueAt?: Instant | null;
  stepSince?: Instant | null;
  stepDueAt?: Instant | null;
  since?: Instant;
  waitsFor?: Demand["due"] | StopReason | null;
  /** Until when its applicant may pay or answer. */
  answerBy?: Instant | null;
};

/**
 * Where a dossier stands, without a word about its applicant: all that tracking needs. A header has it, and so has
 * the chain of events, for each event carries what it changed.
 */
export type Standing = Required<StandingChange> & {
  id: string;
  state: DossierState;
  code: string | null;
  unit: string | null;
  step: string | null;
  officer: string | null;
};

/** Since when a dossier waits for what it waits for now. */
const sinceOf = (dossier: Dossier): Instant => {
  switch (dossier.state) {
    case "draft":
      return dossier.createdAt;
    case "payment-due":
    case "awaiting-supplement":
      return dossier.waitingSince;
    case "submitted":
      return dossier.submittedAt;
    case "refused":
      return dossier.refusedAt;
    case "accepted":
      return dossier.acceptedAt;
    case "processing":
      return dossier.step.since;
    case "withdrawn":
    case "stopped":
      return dossier.endedAt;
    case "resolved":
      return dossier.decision.at;
    case "returned":
      return dossier.returned.at;
  }
};

const waitsFor = (dossier: Dossier): Standing["waitsFor"] => {
  if (dossier.state === "payment-due") return dossier.demand.due;
  if (dossier.state === "resolved" && dossier.owesReturnFee) return "return";
  return dossier.state === "stopped" ? dossier.stopReason : null;
};

export const standingOf = (dossier: Dossier): Standing => {
  const filed = dossier.state === "draft" ? null : dossier;
  return {
    id: dossier.id,
    state: dossier.state,
    code: filed?.code ?? null,
    unit: filed?.step.unit ?? null,
    step: filed?.step.id ?? null,
    officer: filed?.assignee ?? null,
    procedure: dossier.procedure.code,
    procedureVersion: dossier.procedure.version,
    keyVersion: dossier.keyVersion,
    linkVersion: dossier.linkVersion,
    submittedAt: "submittedAt" in dossier ? dossier.submittedAt : null,
    acceptBy: "acceptBy" in dossier ? dossier.acceptBy : null,
    acceptedAt: "acceptedAt" in dossier ? dossier.acceptedAt : null,
    receivedAt: "receivedAt" in dossier ? dossier.receivedAt : null,
    dueAt: "dueAt" in dossier ? dossier.dueAt : null,
    stepSince: filed?.step.since ?? null,
    stepDueAt: filed?.step.dueAt ?? null,
    since: sinceOf(dossier),
    waitsFor: waitsFor(dossier),
    answerBy: isWaiting(dossier) ? answerBy(dossier) : null,
  };
};

/** Members that stand in every event under a name of their own. */
const NAMED_BY_EVENT = new Set(["id", "state", "code", "unit", "step", "officer"]);

/** What differs between two standings. Where a draft is filed nothing is taken as known: tracking begins there. */
export const standingChange = (before: Dossier | null, after: Dossier): StandingChange => {
  if (after.state === "draft") return {};
  const known: Record<string, unknown> = before === null || before.state === "draft" ? {} : standingOf(before);
  const changed = Object.entries(standingOf(after)).filter(
    ([name, value]) => !NAMED_BY_EVENT.has(name) && (known[name] ?? null) !== value,
  );
  return Object.fromEntries(changed);
};

const UNKNOWN: Required<StandingChange> = {
  procedure: "",
  procedureVersion: 0,
  keyVersion: 1,
  linkVersion: 1,
  submittedAt: null,
  acceptBy: null,
  acceptedAt: null,
  receivedAt: null,
  dueAt: null,
  stepSince: null,
  stepDueAt: null,
  since: "",
  waitsFor: null,
  answerBy: null,
};

/** The standing that a chain of events leads to, from the submission on; undefined where there was none. */
export const standingAfter = (events: readonly TrackedEvent[]): Standing | undefined => {
  const filed = events.filter(({ code }) => code !== undefined);
  const last = filed.at(-1);
  if (last === undefined) return undefined;
  const folded: Required<StandingChange> = Object.assign({}, UNKNOWN, ...filed.map(({ changed }) => changed));
  return {
    ...folded,
    id: last.dossierId,
    state: last.to,
    code: last.code ?? null,
    unit: last.unit ?? null,
    step: last.step ?? null,
    officer: last.officer ?? null,
  };
};
