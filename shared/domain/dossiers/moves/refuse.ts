import { changeOf } from "../change-set.ts";
import type { Refused } from "../dossier.ts";
import { handled, type Maker, withWords } from "./move-context.ts";

/** Refusal to receive, with its reason. */
export const refuseDossier: Maker<"refuse"> = (dossier, { reason, legalBasis }, { officer, act, digest }) => {
  const after: Refused = {
    ...dossier,
    state: "refused",
    refusedAt: act.at,
    handledBy: handled(dossier, officer.sub),
    assignee: officer.sub,
  };
  return withWords(changeOf(dossier, after, { what: "dossier-refused", move: "refuse" }, act, digest), {
    reason,
    legalBasis,
  });
};
