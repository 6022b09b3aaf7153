import * as z from "zod";
import type { Digest } from "../foundation/base32.ts";
import { type Refusal, refuse } from "../foundation/refusal.ts";
import { type Act, type ChangeSet, changeOf } from "./change-set.ts";
import type { DossierRecord } from "./dossier-record.ts";
import { withWords } from "./moves/move-context.ts";

const Score = z.int().min(1).max(5);

/** What an applicant thinks of the service, from 1 (very dissatisfied) to 5 (very satisfied). */
export const Rating = z.strictObject({
  overall: Score,
  criteria: z.record(z.string().regex(/^[a-z][a-z0-9-]{0,39}$/), Score).optional(),
  comment: z.string().trim().min(1).max(2000).optional(),
});
export type Rating = z.infer<typeof Rating>;

/** One rating a dossier, after its result was returned. The figures are public, the comment is not. */
export const rateDossier = (
  { dossier }: DossierRecord,
  { overall, criteria, comment }: Rating,
  act: Act,
  digest: Digest,
): ChangeSet | Refusal => {
  if (dossier.state !== "returned" || dossier.ratedAt !== undefined) {
    return refuse(dossier.state === "returned" ? "rated-already" : "move-not-allowed", {
      facts: { state: dossier.state, move: "rating" },
    });
  }
  const after = { ...dossier, ratedAt: act.at };
  const change = changeOf(dossier, after, { what: "dossier-rated", facts: { overall } }, act, digest);
  return withWords(change, {
    rating: { overall, ...(criteria === undefined ? {} : { criteria }) },
    comment,
  });
};
