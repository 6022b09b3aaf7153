import { changeOf } from "../change-set.ts";
import type { Refused } from "../dossier.ts";
import { handled, type Maker } from "./move-context.ts";

/** Refusal to receive, with its reason. */
export const refuseDossier: Maker<"refuse"> = (dossier, { reason, legalBasis = null }, { officer, act, digest }) => {
  const after: Refused = {
    ...dossier,
    state: "refused",
    reason,
    legalBasis,
    handledBy: handled(dossier, officer.sub),
    assignee: officer.sub,
  };
  return changeOf(dossier, after, { what: "dossier-refused", facts: { reason, legalBasis } }, act, digest);
};
