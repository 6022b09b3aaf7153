import { isRefusal } from "../../foundation/refusal.ts";
import { changeOf } from "../change-set.ts";
import type { Processing } from "../dossier.ts";
import { sealed } from "../words.ts";
import { handled, type Maker, stepBeside } from "./move-context.ts";

/** The holder hands the dossier on to the next step. */
export const completeStep: Maker<"complete-step"> = (dossier, { note }, context) => {
  const step = stepBeside(dossier, "complete-step", context);
  if (isRefusal(step)) return step;
  const handledBy = handled(dossier, context.officer.sub, dossier.assignee);
  const after: Processing = { ...dossier, state: "processing", step, assignee: null, handledBy };
  const facts = { completed: dossier.step.id };
  const happened = { what: "step-completed", move: "complete-step", facts, ...sealed({ note }, context) } as const;
  return changeOf(dossier, after, happened, context.act, context.digest);
};
