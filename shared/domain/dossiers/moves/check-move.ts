import { type Refusal, refuse } from "../../foundation/refusal.ts";
import type { Role } from "../../organisation/role.ts";
import type { Accepted, CurrentStep, Dossier, Draft, Processing, Resolved, Submitted } from "../dossier.ts";
import { MOVE_NAMES, MOVES, type Move } from "./moves.ts";

/** An officer as the register and the token together allow. */
export type Authority = { sub: string; unit: string; roles: ReadonlySet<Role> };

/** What each move finds: the states of its row, as their types. */
export type Movable = {
  accept: Submitted;
  refuse: Submitted;
  assign: Accepted | Processing;
  "complete-step": Accepted | Processing;
  decide: Processing;
  "return-result": Resolved;
};

/** Roles that can hold a step. */
const STEP_ROLES: Role[] = ["receiver", "specialist", "division-head", "leader"];

/** Who holds a step: its assignee, or where nobody is assigned whoever has its role. */
export const holds = (officer: Authority, dossier: { assignee: string | null; step: CurrentStep }): boolean =>
  dossier.assignee === null ? officer.roles.has(dossier.step.role) : dossier.assignee === officer.sub;

/** Role and unit: what may be asked before anything is told of the dossier. */
export const checkAuthority = (move: Move, dossier: Dossier, officer: Authority): Refusal | null => {
  const { roles } = MOVES[move];
  if (!(roles === "holder" ? STEP_ROLES : roles).some((role) => officer.roles.has(role))) return refuse("role-missing");
  return belongsTo(dossier, officer) ? null : refuse("dossier-not-found");
};

/** A dossier of another unit is as unknown as one that does not exist. */
export const belongsTo = (dossier: Dossier, officer: Authority): dossier is Exclude<Dossier, Draft> =>
  dossier.state !== "draft" && dossier.step.unit === officer.unit;

const checkDecision = (dossier: Processing, officer: Authority): Refusal | null => {
  if (dossier.assignee !== null && dossier.assignee !== officer.sub) return refuse("not-your-step");
  return dossier.handledBy.includes(officer.sub) || dossier.submitter.sub === officer.sub
    ? refuse("duties-not-separated")
    : null;
};

/** Whether this officer may make this move now, by the one table of moves. */
export const checkMove = (move: Move, dossier: Dossier, officer: Authority): Refusal | null => {
  const unauthorised = checkAuthority(move, dossier, officer);
  if (unauthorised) return unauthorised;
  const notNow = refuse("move-not-allowed", { facts: { state: dossier.state, move } });
  if (!(MOVES[move].from as readonly string[]).includes(dossier.state)) return notNow;
  if (dossier.state === "accepted" && move === "complete-step") {
    return officer.roles.has("receiver") ? null : refuse("role-missing");
  }
  if (dossier.state !== "processing") return null;
  if (move === "complete-step") {
    if (dossier.step.role === "leader") return notNow;
    return holds(officer, dossier) ? null : refuse(dossier.assignee === null ? "role-missing" : "not-your-step");
  }
  if (move !== "decide") return null;
  return dossier.step.role === "leader" ? checkDecision(dossier, officer) : notNow;
};

/** What an officer is offered: exactly what would be allowed. */
export const movesFor = (dossier: Dossier, officer: Authority): Move[] =>
  MOVE_NAMES.filter((move) => checkMove(move, dossier, officer) === null);
