import * as z from "zod";
import { ProcedureVersion } from "../../shared/domain/procedures/procedure-version.ts";
import type { ProcedureSummary } from "../../shared/domain/procedures/summary.ts";
import { TimeLimit } from "../../shared/domain/working-time/time-limit.ts";
import { type Written, written } from "../boundary/written.ts";

/** A procedure as lists show it. */
export const ListedProcedure = ProcedureVersion.pick({
  code: true,
  name: true,
  field: true,
  level: true,
  onlineMode: true,
  version: true,
}).extend({ fee: z.strictObject({ summary: z.string() }), timeLimit: TimeLimit.nullable() });

/** Written when the list is indexed, and not at each answer that it stands in. */
export const listedProcedure = (summary: ProcedureSummary): Written<typeof ListedProcedure> =>
  written(ListedProcedure, summary);
