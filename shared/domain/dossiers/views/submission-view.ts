import * as z from "zod";
import { inProvince } from "../../foundation/instant.ts";
import type { ProcedureVersion } from "../../procedures/procedure-version.ts";
import { demandOfFact } from "../demand.ts";
import type { Dossier } from "../dossier.ts";
import type { DossierEvent } from "../event.ts";
import { DossierState } from "../state.ts";
import { PaymentDueView } from "./payment-due-view.ts";

/** What a submission brought about. The secret is told where the code is born, and not again with a supplement. */
export const SubmissionView = z.object({
  id: z.string(),
  code: z.string(),
  lookupSecret: z.string().optional(),
  trackingUrl: z.string(),
  state: DossierState,
  version: z.number().int(),
  acceptBy: z.string().nullable(),
  payment: PaymentDueView.optional(),
});

/** The answer to a submission, from its event alone: a replay reads the same. `version` is the one it was filed under. */
export const submissionView = (
  dossier: Dossier,
  event: DossierEvent,
  version: ProcedureVersion | undefined,
  links: { lookupSecret: string; trackingUrl: string },
): z.infer<typeof SubmissionView> => {
  const acceptBy = (event.facts.acceptBy ?? null) as string | null;
  const demand = version ? demandOfFact(event.facts.items, version) : null;
  return {
    id: dossier.id,
    code: event.code ?? "",
    ...(event.from === "draft" ? { lookupSecret: links.lookupSecret } : {}),
    trackingUrl: links.trackingUrl,
    state: event.to,
    version: event.version,
    acceptBy: acceptBy === null ? null : inProvince(acceptBy),
    ...(demand ? { payment: demand } : {}),
  };
};
