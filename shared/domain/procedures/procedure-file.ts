import * as z from "zod";
import { PublishedProcedure } from "./procedure-version.ts";

const Confidence = z.enum(["sourced", "secondary", "own-knowledge", "assumed"]);

/** A version with where its facts come from. The provenance stays with the file; `unverified` says it in public. */
export const ProcedureFile = z.strictObject({
  procedure: PublishedProcedure,
  provenance: z.strictObject({
    era: z.enum(["2021-list", "later", "abolished-after-2021"]),
    /** Of the name and the national code. */
    confidence: Confidence,
    source: z.string().min(1),
    evidence: z.record(z.string(), Confidence),
    note: z.string().nullable(),
  }),
});
export type ProcedureFile = z.infer<typeof ProcedureFile>;
