import { isRefusal } from "../../foundation/refusal.ts";
import { changeOf } from "../change-set.ts";
import type { Processing } from "../dossier.ts";
import { handled, type Maker, stepAfter } from "./move-context.ts";

/** The holder hands the dossier on to the next step. */
export const completeStep: Maker<"complete-step"> = (dossier, { note = null }, context) => {
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
