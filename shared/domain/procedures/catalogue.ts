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

/** The published procedures: what the service asks of the catalogue. */
export type ProcedureCatalogue = {
  /** The version in force at an instant, undefined where the code is unknown or not yet valid. */
  versionInForce: (code: string, at: Instant) => Promise<ProcedureVersion | undefined>;
  /** One version by its number, in force or not: versions stay readable for ever. */
  version: (code: string, number: number) => Promise<ProcedureVersion | undefined>;
  /** Every procedure in force at an instant, by code. */
  all: (at: Instant) => Promise<ProcedureVersion[]>;
  fields: () => Promise<readonly Field[]>;
};

/** Among the versions of one procedure, the newest whose validity has begun. */
export const inForce = (versions: readonly ProcedureVersion[], at: Instant): ProcedureVersion | undefined => {
  const today = provinceDate(at);
  return versions
    .filter(({ validFrom }) => validFrom <= today)
    .reduce<ProcedureVersion | undefined>(
      (newest, version) => (newest && newest.version > version.version ? newest : version),
      undefined,
    );
};
