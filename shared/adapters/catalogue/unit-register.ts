import type { UnitRegister } from "../../domain/organisation/register.ts";
import { agencyCodeAt, unitAt, unitsAt, unitsUpTo } from "../../domain/organisation/unit.ts";
import { units } from "./units.ts";

/** The units of the data files, in the bundle: for what asks nothing of officers. */
export const unitRegister: UnitRegister = {
  unitAt: (id, at) => unitAt(units, id, at),
  unitIds: () => units.map(({ id }) => id),
  units: (at) => unitsAt(units, at),
  unitsUpTo: (at) => unitsUpTo(units, at),
  agencyCode: (unit, at) => agencyCodeAt(units, unit, at),
};
