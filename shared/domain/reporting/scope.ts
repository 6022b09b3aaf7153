import type { Instant } from "../foundation/instant.ts";
import type { UnitRegister } from "../organisation/register.ts";

/** What a report is of: the whole province where nothing is named. */
export type Scope = { units: ReadonlySet<string> | null; field: string | null };

/**
 * A unit and all units below it, under the order of a day; what was dissolved before that stays under whom it was last,
 * or what it received would be in no part of the whole.
 */
export const unitsUnder = (register: UnitRegister, unit: string, at: Instant): ReadonlySet<string> => {
  const under = new Set([unit]);
  const units = register.unitsUpTo(at);
  for (let grown = true; grown; ) {
    const size = under.size;
    for (const { id, parent } of units) if (parent !== null && under.has(parent)) under.add(id);
    grown = under.size > size;
  }
  return under;
};

/** What units are called on a day; one that was dissolved before it, by its last name. */
export const unitNames = (register: UnitRegister, at: Instant): ((id: string) => string) => {
  const names = new Map(register.unitsUpTo(at).map(({ id, name }) => [id, name]));
  return (id) => names.get(id) ?? id;
};

export const inScope = <Row extends { unit: string; field: string }>(
  rows: readonly Row[],
  { units, field }: Scope,
): Row[] => rows.filter((row) => (units === null || units.has(row.unit)) && (field === null || row.field === field));
