import { changeOf } from "../change-set.ts";
import type { Refused } from "../dossier.ts";
import { sealed } from "../words.ts";
import { handled, type Maker } from "./move-context.ts";

/** Refusal to receive, with its reason. */
export const refuseDossier: Maker<"refuse"> = (dossier, { reason, legalBasis }, context) => {
  const { officer, act, digest } = context;
  const after: Refused = {
    ...dossier,
    state: "refused",
    refusedAt: act.at,
    handledBy: handled(dossier, officer.sub),
    assignee: officer.sub,
  };
  const happened = { what: "dossier-refused", move: "refuse", ...sealed({ reason, legalBasis }, context) } as const;
  return changeOf(dossier, after, happened, act, digest);
};
