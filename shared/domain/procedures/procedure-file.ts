import * as z from "zod";
import { FormSchema } from "./form-schema.ts";
import { PublishedProcedure, RequiredDocument, Step } from "./procedure-version.ts";

const Confidence = z.enum(["sourced", "secondary", "own-knowledge", "assumed"]);

/** What a file may leave to `expandProcedure`: the common form, the common route, what papers are accepted as. */
export const GENERAL_APPLICATION = "general-application";
export const DEFAULT_ROUTE = "default-route";

/** A procedure as people write and review it in a file. */
export const ProcedureSource = PublishedProcedure.extend({
  form: z.union([FormSchema, z.literal(GENERAL_APPLICATION)]),
  steps: z.union([z.array(Step), z.literal(DEFAULT_ROUTE)]),
  documents: z.array(RequiredDocument.partial({ accepts: true, maxBytes: true })),
});
export type ProcedureSource = z.infer<typeof ProcedureSource>;

/** A version with where its facts come from. The provenance stays with the file; `unverified` says it in public. */
export const ProcedureFile = z.strictObject({
  procedure: ProcedureSource,
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
