import type { Refusal } from "../../foundation/refusal.ts";
import type { ChangeSet } from "../change-set.ts";
import { accept } from "./accept.ts";
import { approveSupplement } from "./approve-supplement.ts";
import { assign } from "./assign.ts";
import { checkMove } from "./check-move.ts";
import { completeStep } from "./complete-step.ts";
import { decide } from "./decide.ts";
import { extend } from "./extend.ts";
import type { Maker, MoveContext } from "./move-context.ts";
import type { MoveRequest } from "./move-request.ts";
import type { Move } from "./moves.ts";
import { refuseDossier } from "./refuse.ts";
import { requestPayment } from "./request-payment.ts";
import { requestSupplement } from "./request-supplement.ts";
import { returnResult } from "./return-result.ts";
import { sendBack } from "./send-back.ts";
import { stop } from "./stop.ts";

const MAKERS: { [M in Move]: Maker<M> } = {
  accept,
  refuse: refuseDossier,
  assign,
  "complete-step": completeStep,
  "send-back": sendBack,
  "request-supplement": requestSupplement,
  "approve-supplement": approveSupplement,
  "request-payment": requestPayment,
  decide,
  extend,
  stop,
  "return-result": returnResult,
};

/** One officer's move on one dossier: allowed by the table, or refused with its reason. */
export const makeMove = (request: MoveRequest, context: MoveContext): ChangeSet | Refusal => {
  const { dossier } = context.record;
  const refused = checkMove(request.move, dossier, context.officer, context.version);
  if (refused) return refused;
  const maker = MAKERS[request.move] as Maker<Move>;
  return maker(dossier as never, request as never, context);
};
