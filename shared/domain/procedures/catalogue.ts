import * as z from "zod";
import { type Instant, provinceDate } from "../foundation/instant.ts";
import { UnitId } from "../organisation/unit.ts";
import type { ProcedureVersion } from "./procedure-version.ts";

/** A field of administration (lĩnh vực) and the unit that answers for it. */
export const Field = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/),
  name: z.string().min(1),
  unit: UnitId,
  unitConfidence: z.enum(["sourced", "assumed"]),
});
export type Field = z.infer<typeof Field>;

/**
 * The end of a procedure, published by a decision as its next version: from `validFrom` on nothing new is filed, and
 * what is under way goes on.
 */
export const Withdrawal = z.strictObject({
  code: z.string(),
  version: z.int().min(2),
  validFrom: z.iso.date(),
  decision: z.strictObject({ number: z.string().min(1), date: z.iso.date() }),
  /** Where to go instead, for people. */
  fileAt: z.string().min(1),
});
export type Withdrawal = z.infer<typeof Withdrawal>;

/** What was published of a procedure under one number. */
export type Publication = { procedure: ProcedureVersion } | { withdrawal: Withdrawal };

/** What a procedure is at an instant. */
export type Standing =
  | { is: "in-force"; version: ProcedureVersion }
  | { is: "withdrawn"; withdrawal: Withdrawal }
  | { is: "not-yet-valid"; validFrom: string; version: ProcedureVersion }
  | { is: "unknown" };

/** The published procedures, as those who file and work dossiers ask for them. */
export type ProcedureCatalogue = {
  standing: (code: string, at: Instant) => Promise<Standing>;
  /** One version by its number, in force or not: versions stay readable for ever. */
  version: (code: string, number: number) => Promise<ProcedureVersion | undefined>;
  /** What was published under a number, a withdrawal too. */
  publication: (code: string, number: number) => Promise<Publication | undefined>;
};

/** Under which number, and from when. */
export const factsOf = (publication: Publication): { version: number; validFrom: string } =>
  "procedure" in publication ? publication.procedure : publication.withdrawal;

/** What a procedure is at an instant: the newest publication whose validity has begun, by the date of the province. */
export const standingOf = (publications: readonly Publication[], at: Instant): Standing => {
  const today = provinceDate(at);
  const newestFirst = [...publications].sort((a, b) => factsOf(b).version - factsOf(a).version);
  const begun = newestFirst.find((publication) => factsOf(publication).validFrom <= today);
  if (begun) {
    return "procedure" in begun
      ? { is: "in-force", version: begun.procedure }
      : { is: "withdrawn", withdrawal: begun.withdrawal };
  }
  const first = newestFirst
    .flatMap((publication) => ("procedure" in publication ? [publication.procedure] : []))
    .at(-1);
  return first ? { is: "not-yet-valid", validFrom: first.validFrom, version: first } : { is: "unknown" };
};
