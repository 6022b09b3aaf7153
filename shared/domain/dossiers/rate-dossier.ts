import * as z from "zod";
import type { Digest } from "../foundation/base32.ts";
import { type Refusal, refuse } from "../foundation/refusal.ts";
import { WrittenText } from "../foundation/written-text.ts";
import { type Act, type ChangeSet, changeOf } from "./change-set.ts";
import type { DossierRecord } from "./dossier-record.ts";
import { type Sealing, sealed } from "./words.ts";

const Score = z.int().min(1).max(5);

/** What an applicant thinks of the service, from 1 (very dissatisfied) to 5 (very satisfied). */
export const Rating = z.strictObject({
  overall: Score,
  criteria: z.record(z.string().regex(/^[a-z][a-z0-9-]{0,39}$/), Score).optional(),
  comment: WrittenText(2000).optional(),
});
export type Rating = z.infer<typeof Rating>;

/** One rating a dossier, after its result was returned. The figures are public, the comment is not. */
export const rateDossier = (
  record: DossierRecord,
  { overall, criteria, comment }: Rating,
  act: Act,
  digest: Digest,
  sealing: Sealing,
): ChangeSet | Refusal => {
  const { dossier } = record;
  if (dossier.state !== "returned" || dossier.ratedAt !== undefined) {
    return refuse(dossier.state === "returned" ? "rated-already" : "move-not-allowed", {
      facts: { state: dossier.state, move: "rating" },
    });
  }
  const after = { ...dossier, ratedAt: act.at };
  const rating = { overall, ...(criteria === undefined ? {} : { criteria }) };
  const words = sealed({ rating, comment }, { record, act, sealing });
  return changeOf(dossier, after, { what: "dossier-rated", facts: { overall }, ...words }, act, digest);
};
