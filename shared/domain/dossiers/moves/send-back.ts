import { isRefusal } from "../../foundation/refusal.ts";
import { changeOf } from "../change-set.ts";
import type { Processing } from "../dossier.ts";
import { sealed } from "../words.ts";
import { handled, type Maker, stepBeside } from "./move-context.ts";

/** The holder gives the dossier back to the step before, with the reason. */
export const sendBack: Maker<"send-back"> = (dossier, { reason }, context) => {
  const step = stepBeside(dossier, "send-back", context);
  if (isRefusal(step)) return step;
  const handledBy = handled(dossier, context.officer.sub, dossier.assignee);
  const after: Processing = { ...dossier, step, assignee: null, handledBy };
  const facts = { from: dossier.step.id };
  const happened = { what: "step-sent-back", move: "send-back", facts, ...sealed({ reason }, context) } as const;
  return changeOf(dossier, after, happened, context.act, context.digest);
};
