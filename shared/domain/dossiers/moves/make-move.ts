import type { Digest } from "../../foundation/base32.ts";
import type { Instant } from "../../foundation/instant.ts";
import { fault, isRefusal, type Refusal, refuse } from "../../foundation/refusal.ts";
import type { Officer } from "../../organisation/officer.ts";
import { feesDue } from "../../procedures/fees.ts";
import type { ProcedureVersion } from "../../procedures/procedure-version.ts";
import type { WorkingCalendar } from "../../working-time/calendar.ts";
import { addWorkingHours, dueOf } from "../../working-time/due.ts";
import { type Act, type ChangeSet, changeOf } from "../change-set.ts";
import type { Accepted, CurrentStep, Processing, Refused, Resolved, Returned } from "../dossier.ts";
import type { DossierRecord } from "../dossier-record.ts";
import { type Authority, checkMove, type Movable } from "./check-move.ts";
import type { MoveRequest, RequestOf } from "./move-request.ts";
import type { Move } from "./moves.ts";

/** What a move needs to know besides the dossier. */
export type MoveContext = {
  record: DossierRecord;
  version: ProcedureVersion;
  calendar: WorkingCalendar;
  officer: Authority;
  /** The register, for whom a step may be given to. */
  colleague: (sub: string) => Officer | undefined;
  act: Act;
  digest: Digest;
};

type Maker<M extends Move> = (dossier: Movable[M], request: RequestOf<M>, context: MoveContext) => ChangeSet | Refusal;

const handled = (dossier: { handledBy: string[] }, ...subs: (string | null)[]): string[] => [
  ...new Set([...dossier.handledBy, ...subs.filter((sub) => sub !== null)]),
];

const stepAfter = (stepId: string, { version, calendar, act }: MoveContext): CurrentStep | Refusal => {
  const at = version.steps.findIndex(({ id }) => id === stepId);
  const next = version.steps[at + 1];
  if (at < 0 || !next) return refuse("move-not-allowed", { facts: { state: "processing", move: "complete-step" } });
  const dueAt: Instant | Refusal | null =
    next.workingHours === undefined ? null : addWorkingHours(calendar, act.at, next.workingHours);
  if (isRefusal(dueAt)) return dueAt;
  return { id: next.id, role: next.role, unit: next.unit, since: act.at, dueAt };
};

const accept: Maker<"accept"> = (dossier, request, { version, calendar, officer, act, digest }) => {
  const limit = version.channels.find(({ channel }) => channel === dossier.channel)?.timeLimit ?? null;
  const due = limit === null ? { receivedAt: act.at, dueAt: null, provisional: false } : dueOf(calendar, act.at, limit);
  if (isRefusal(due)) return due;
  const after: Accepted = {
    ...dossier,
    ...due,
    state: "accepted",
    acceptedAt: act.at,
    step: { ...dossier.step, dueAt: due.dueAt },
    handledBy: handled(dossier, officer.sub),
    assignee: officer.sub,
  };
  const facts = { dueAt: due.dueAt, provisional: due.provisional, note: request.note ?? null };
  return changeOf(dossier, after, { what: "dossier-accepted", facts }, act, digest);
};

const refuseDossier: Maker<"refuse"> = (dossier, { reason, legalBasis = null }, { officer, act, digest }) => {
  const after: Refused = {
    ...dossier,
    state: "refused",
    reason,
    legalBasis,
    handledBy: handled(dossier, officer.sub),
    assignee: officer.sub,
  };
  return changeOf(dossier, after, { what: "dossier-refused", facts: { reason, legalBasis } }, act, digest);
};

const mayHold = (officer: Officer, step: CurrentStep): boolean =>
  officer.unit === step.unit &&
  (officer.roles.includes(step.role as never) ||
    (step.role === "specialist" && officer.roles.includes("division-head")));

const assign: Maker<"assign"> = (dossier, request, context) => {
  const step = dossier.state === "accepted" ? stepAfter(dossier.step.id, context) : dossier.step;
  if (isRefusal(step)) return step;
  const officer = context.colleague(request.officer);
  if (!officer || !mayHold(officer, step)) {
    const words = fault(
      "/officer",
      "not-eligible",
      "Cán bộ không thuộc bộ phận hoặc không có vai trò của bước.",
      "Not an officer of the step's unit and role.",
    );
    return refuse("officer-not-eligible", { faults: [words] });
  }
  const moved = dossier.state === "accepted" || dossier.assignee !== officer.sub;
  const after: Processing = {
    ...dossier,
    state: "processing",
    step,
    assignee: officer.sub,
    handledBy: moved ? handled(dossier, dossier.assignee) : dossier.handledBy,
  };
  return changeOf(dossier, after, { what: "dossier-assigned" }, context.act, context.digest);
};

const completeStep: Maker<"complete-step"> = (dossier, { note = null }, context) => {
  const step = stepAfter(dossier.step.id, context);
  if (isRefusal(step)) return step;
  const handledBy = handled(dossier, context.officer.sub, dossier.assignee);
  const after: Processing = { ...dossier, state: "processing", step, assignee: null, handledBy };
  return changeOf(
    dossier,
    after,
    { what: "step-completed", facts: { completed: dossier.step.id, note } },
    context.act,
    context.digest,
  );
};

const checkResult = (documentId: string, { files, verdicts }: DossierRecord): Refusal | null => {
  const at = "/resultDocument";
  if (!files.some(({ id, purpose }) => id === documentId && purpose === "result")) {
    return refuse("document-refused", {
      faults: [fault(at, "unknown", "Không có tệp kết quả này.", "There is no such result document.")],
    });
  }
  const verdict = verdicts.find((found) => found.documentId === documentId);
  if (!verdict) return refuse("documents-being-checked", { retryAfterSeconds: 2 });
  if (verdict.state === "clean") return null;
  return refuse("document-refused", {
    faults: [fault(at, verdict.reason, "Tệp kết quả không được chấp nhận.", "The result document was refused.")],
  });
};

const decide: Maker<"decide"> = (dossier, request, context) => {
  const { outcome, number = null, reason = null, resultDocument: documentId = null } = request;
  if (outcome === "denied" && reason === null) {
    return refuse("body-invalid", {
      faults: [fault("/reason", "required", "Từ chối cần nêu lý do.", "A denial needs its reason.")],
    });
  }
  const unusable = documentId === null ? null : checkResult(documentId, context.record);
  if (unusable) return unusable;
  const step = stepAfter(dossier.step.id, context);
  if (isRefusal(step)) return step;
  const { act, officer, digest } = context;
  const after: Resolved = {
    ...dossier,
    state: "resolved",
    step,
    assignee: null,
    decision: { outcome, number, reason, documentId, by: officer.sub, at: act.at },
  };
  const change = changeOf(dossier, after, { what: "dossier-decided", facts: { outcome, number } }, act, digest);
  return { ...change, notHandledBy: officer.sub };
};

const returnResult: Maker<"return-result"> = (dossier, { method, trackingNumber = null }, { version, act, digest }) => {
  if (feesDue(version, dossier.channel, "return").length > 0) return refuse("payment-outstanding");
  const after: Returned = { ...dossier, state: "returned", returned: { method, at: act.at, trackingNumber } };
  return changeOf(dossier, after, { what: "result-returned", facts: { method, trackingNumber } }, act, digest);
};

const MAKERS: { [M in Move]: Maker<M> } = {
  accept,
  refuse: refuseDossier,
  assign,
  "complete-step": completeStep,
  decide,
  "return-result": returnResult,
};

/** One officer's move on one dossier: allowed by the table, or refused with its reason. */
export const makeMove = (request: MoveRequest, context: MoveContext): ChangeSet | Refusal => {
  const { dossier } = context.record;
  const refused = checkMove(request.move, dossier, context.officer);
  if (refused) return refused;
  const maker = MAKERS[request.move] as Maker<Move>;
  return maker(dossier as never, request as never, context);
};
