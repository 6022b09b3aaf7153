import type { Refusal } from "../../foundation/refusal.ts";
import type { ChangeSet } from "../change-set.ts";
import { accept } from "./accept.ts";
import { assign } from "./assign.ts";
import { checkMove } from "./check-move.ts";
import { completeStep } from "./complete-step.ts";
import { decide } from "./decide.ts";
import type { Maker, MoveContext } from "./move-context.ts";
import type { MoveRequest } from "./move-request.ts";
import type { Move } from "./moves.ts";
import { refuseDossier } from "./refuse.ts";
import { returnResult } from "./return-result.ts";

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
