import * as z from "zod";
import { type Instant, provinceDate } from "../foundation/instant.ts";

export const UnitId = z.string().regex(/^[a-z][a-z0-9-]*$/);

const UnitKind = z.enum(["province", "peoples-committee", "one-stop-centre", "department", "leadership", "division"]);

/** What a unit was called, and to whom it belonged, between two dates; both inclusive, null is open. */
const UnitVersion = z.strictObject({
  name: z.string().min(1),
  parent: UnitId.nullable(),
  /** Identification code of the agency, the head of its dossiers' codes (Circular 01/2018/TT-VPCP). */
  agencyCode: z.string().min(1).nullable(),
  agencyCodeConfidence: z.enum(["own-knowledge", "assumed"]).nullable(),
  validFrom: z.iso.date().nullable(),
  validTo: z.iso.date().nullable(),
  confidence: z.enum(["sourced", "secondary", "own-knowledge", "assumed"]),
  source: z.string().min(1),
  note: z.string().nullable(),
});

/** A unit under one lasting id; a reorganisation adds a version and never rewrites one. */
export const Unit = z
  .strictObject({ id: UnitId, kind: UnitKind, versions: z.array(UnitVersion).min(1) })
  .superRefine(({ id, versions }, context) => {
    versions.forEach((version, at) => {
      const before = versions[at - 1];
      const follows =
        !before || (before.validTo !== null && version.validFrom !== null && before.validTo < version.validFrom);
      if (follows && (version.validFrom ?? "") <= (version.validTo ?? "9999")) return;
      context.addIssue({ code: "custom", path: ["versions", at, "validFrom"], message: `Versions of ${id} overlap.` });
    });
  });
export type Unit = z.infer<typeof Unit>;

/** A unit as it was called on a day. */
export type UnitOfDay = {
  id: string;
  name: string;
  kind: Unit["kind"];
  parent: string | null;
  agencyCode: string | null;
};

const ofVersion = ({ id, kind }: Unit, { name, parent, agencyCode }: Unit["versions"][number]): UnitOfDay => ({
  id,
  name,
  kind,
  parent,
  agencyCode,
});

const onDay = (unit: Unit, date: string): UnitOfDay | undefined => {
  const version = unit.versions.find(
    ({ validFrom, validTo }) => (validFrom === null || validFrom <= date) && (validTo === null || date <= validTo),
  );
  return version && ofVersion(unit, version);
};

/** The unit under the name of the day, undefined where it is unknown or does not exist on that day. */
export const unitAt = (units: readonly Unit[], id: string, at: Instant): UnitOfDay | undefined => {
  const unit = units.find((candidate) => candidate.id === id);
  return unit && onDay(unit, provinceDate(at));
};

/** All units that exist on the day, in the order of the file. */
export const unitsAt = (units: readonly Unit[], at: Instant): UnitOfDay[] =>
  units.flatMap((unit) => onDay(unit, provinceDate(at)) ?? []);

/** All units that exist on the day or did before it, each as it was last. */
export const unitsUpTo = (units: readonly Unit[], at: Instant): UnitOfDay[] => {
  const date = provinceDate(at);
  return units.flatMap((unit) => {
    const last = unit.versions.findLast(({ validFrom }) => validFrom === null || validFrom <= date);
    return last ? ofVersion(unit, last) : [];
  });
};

/** The code of the agency a unit belongs to: its own, or the nearest above it. */
export const agencyCodeAt = (units: readonly Unit[], id: string, at: Instant): string | undefined => {
  let unit = unitAt(units, id, at);
  for (let height = 0; unit && height < units.length; height += 1) {
    if (unit.agencyCode !== null) return unit.agencyCode;
    unit = unit.parent === null ? undefined : unitAt(units, unit.parent, at);
  }
  return undefined;
};
