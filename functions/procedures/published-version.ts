import * as z from "zod";
import { ProcedureVersion } from "../../shared/domain/procedures/procedure-version.ts";

/** A version as the public sees it. A published form is a schema itself: it was checked at publication. */
export const PublishedVersion = ProcedureVersion.omit({ id: true }).extend({ form: z.record(z.string(), z.unknown()) });

export const publishedVersion = ({ id: _, ...shown }: ProcedureVersion) => shown;
