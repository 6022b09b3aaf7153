import { fault, isRefusal, refuse } from "../../foundation/refusal.ts";
import type { Officer } from "../../organisation/officer.ts";
import { changeOf } from "../change-set.ts";
import type { CurrentStep, Processing } from "../dossier.ts";
import { handled, type Maker, stepBeside } from "./move-context.ts";

const mayHold = (officer: Officer, step: CurrentStep): boolean =>
  officer.unit === step.unit &&
  (officer.roles.includes(step.role) || (step.role === "specialist" && officer.roles.includes("division-head")));

/** A head gives the step to an officer of the unit, or takes it. */
export const assign: Maker<"assign"> = (dossier, request, context) => {
  const step = dossier.state === "accepted" ? stepBeside(dossier, "assign", context) : dossier.step;
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
  return changeOf(dossier, after, { what: "dossier-assigned", move: "assign" }, context.act, context.digest);
};
