import { changeOf } from "../change-set.ts";
import { sealed } from "../words.ts";
import type { Maker } from "./move-context.ts";

/**
 * A head or leader lets the unit ask its applicant once more, with the reason. The rules allow one request; a dossier
 * with more counts as late (Decision 766/QĐ-TTg, indicator 2.1).
 */
export const approveSupplement: Maker<"approve-supplement"> = (dossier, { reason }, context) => {
  const { officer, act, digest } = context;
  const after = { ...dossier, supplementApproval: { by: officer.sub } };
  const facts = { requests: dossier.supplements ?? 0 };
  const happened = {
    what: "supplement-approved",
    move: "approve-supplement",
    facts,
    ...sealed({ reason }, context),
  } as const;
  return changeOf(dossier, after, happened, act, digest);
};
