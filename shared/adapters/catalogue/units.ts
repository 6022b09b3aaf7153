import unitsFile from "../../data/organisation/units.json" with { type: "json" };
import type { Unit } from "../../domain/organisation/unit.ts";

// The file is held to its schema by test/domain/organisation: compiled in, it needs no check at each cold start.
export const units: readonly Unit[] = unitsFile as Unit[];
