import type { Role } from "../../organisation/role.ts";
import type { DossierState } from "../state.ts";

/**
 * The one table of moves: the pure check and the `moves` an officer is offered come from it; the write expects the
 * state that the check has seen.
 */
export const MOVES = {
  accept: { from: ["submitted"], to: ["accepted", "payment-due"], roles: ["receiver"] },
  refuse: { from: ["submitted"], to: ["refused"], roles: ["receiver"] },
  assign: { from: ["accepted", "processing"], to: ["processing"], roles: ["division-head"] },
  /** By whoever holds the step: its assignee, or where nobody is assigned an officer of its unit with its role. */
  "complete-step": { from: ["accepted", "processing"], to: ["processing"], roles: "holder" },
  /** At a step of role leader, by one who has not handled the dossier. */
  decide: { from: ["processing"], to: ["resolved"], roles: ["leader"] },
  "return-result": { from: ["resolved"], to: ["returned"], roles: ["receiver"] },
} as const satisfies Record<string, { from: DossierState[]; to: DossierState[]; roles: Role[] | "holder" }>;

export type Move = keyof typeof MOVES;
export const MOVE_NAMES = Object.keys(MOVES) as Move[];
