import { type Refusal, refuse } from "../../foundation/refusal.ts";
import type { Role } from "../../organisation/role.ts";
import type { ProcedureVersion } from "../../procedures/procedure-version.ts";
import { isReceived } from "../clocks.ts";
import type { Accepted, CurrentStep, Dossier, Filed, Processing, Resolved, Submitted } from "../dossier.ts";
import { MOVE_NAMES, MOVES, type Move, statesBefore } from "./moves.ts";

/** An officer as the register and the token together allow. */
export type Authority = { sub: string; unit: string; roles: ReadonlySet<Role> };

type InState = { submitted: Submitted; accepted: Accepted; processing: Processing; resolved: Resolved };

/** What each move finds: the states of its row, as their types. */
export type Movable = { [M in Move]: InState[keyof (typeof MOVES)[M]["edges"] & keyof InState] };

/** Roles that can hold a step. */
const STEP_ROLES: readonly Role[] = ["receiver", "specialist", "division-head", "leader"];

/** Who holds a step: its assignee, or where nobody is assigned whoever has its role. */
export const holds = (officer: Authority, dossier: { assignee: string | null; step: CurrentStep }): boolean =>
  dossier.assignee === null ? officer.roles.has(dossier.step.role) : dossier.assignee === officer.sub;

/** Role and unit: what may be asked before anything is told of the dossier. */
export const checkAuthority = (move: Move, dossier: Dossier, officer: Authority): Refusal | null => {
  const { by } = MOVES[move];
  const roles: readonly Role[] = by === "holder" ? STEP_ROLES : by;
  if (!roles.some((role) => officer.roles.has(role))) return refuse("role-missing");
  return belongsTo(dossier, officer) ? null : refuse("dossier-not-found");
};

/** A dossier of another unit is as unknown as one that does not exist. */
export const belongsTo = (dossier: Dossier, officer: Authority): dossier is Filed =>
  dossier.state !== "draft" && dossier.step.unit === officer.unit;

/** Before it is handed on, any receiver of the unit has it; then whoever holds its step. */
const checkHolder = (dossier: Filed, officer: Authority): Refusal | null => {
  if (dossier.state !== "processing") return officer.roles.has("receiver") ? null : refuse("role-missing");
  if (holds(officer, dossier)) return null;
  return refuse(dossier.assignee === null ? "role-missing" : "not-your-step");
};

const checkDecision = (dossier: Processing, officer: Authority): Refusal | null => {
  if (dossier.assignee !== null && dossier.assignee !== officer.sub) return refuse("not-your-step");
  return dossier.handledBy.includes(officer.sub) || dossier.submitter.sub === officer.sub
    ? refuse("duties-not-separated")
    : null;
};

/** One request; a second needs somebody else's approval. */
const checkSecondRequest = (dossier: Filed, officer: Authority): Refusal | null => {
  if (!isReceived(dossier) || (dossier.supplements ?? 0) === 0) return null;
  const { supplementApproval } = dossier;
  if (supplementApproval === undefined) return refuse("supplement-requested-already");
  return supplementApproval.by === officer.sub ? refuse("duties-not-separated") : null;
};

/** Whether the route and the past of the dossier allow a move that its state allows. */
const fits = (move: Move, dossier: Filed, { steps }: ProcedureVersion): boolean => {
  const atLeader = dossier.state === "processing" && dossier.step.role === "leader";
  const place = steps.findIndex(({ id }) => id === dossier.step.id);
  if (move === "decide") return atLeader;
  if (move === "complete-step") return !atLeader && place + 1 < steps.length;
  if (move === "send-back") return place > 0;
  if (move === "extend") return "dueAt" in dossier && dossier.dueAt !== null && dossier.extension === undefined;
  if (move === "approve-supplement") {
    return isReceived(dossier) && (dossier.supplements ?? 0) > 0 && dossier.supplementApproval === undefined;
  }
  return true;
};

/** Whether this officer may make this move now, by the one table of moves. */
export const checkMove = (
  move: Move,
  dossier: Dossier,
  officer: Authority,
  version: ProcedureVersion,
): Refusal | null => {
  const unauthorised = checkAuthority(move, dossier, officer);
  if (unauthorised) return unauthorised;
  if (dossier.state === "draft" || !statesBefore(move).includes(dossier.state) || !fits(move, dossier, version)) {
    return refuse("move-not-allowed", { facts: { state: dossier.state, move } });
  }
  if (MOVES[move].by === "holder") {
    const withheld = checkHolder(dossier, officer);
    return withheld ?? (move === "request-supplement" ? checkSecondRequest(dossier, officer) : null);
  }
  return move === "decide" && dossier.state === "processing" ? checkDecision(dossier, officer) : null;
};

/** What an officer is offered: exactly what would be allowed. */
export const movesFor = (dossier: Dossier, officer: Authority, version: ProcedureVersion): Move[] =>
  MOVE_NAMES.filter((move) => checkMove(move, dossier, officer, version) === null);
