import { describe, expect, it } from "vitest";
import { askedOf } from "../../../functions/reporting/report-query.ts";
import { fields } from "../../../shared/adapters/catalogue/fields.ts";
import { unitRegister } from "../../../shared/adapters/catalogue/unit-register.ts";
import { isRefusal } from "../../../shared/domain/foundation/refusal.ts";

const unitsOf = (unit: string, to: string): ReadonlySet<string> => {
  const asked = askedOf({ from: "2025-01-01", to, unit }, "2026-01-05T01:00:00.000Z", { fields, units: unitRegister });
  if (isRefusal(asked) || asked.scope.units === null) throw new Error(JSON.stringify(asked));
  return asked.scope.units;
};

describe("a report of a unit and what is below it", () => {
  it("has in it what a unit received that was dissolved before the period's end", () => {
    expect(unitsOf("department", "2025-06-30")).toContain("inspectorate");
    expect(unitsOf("department", "2025-12-31")).toContain("inspectorate");
    expect(unitsOf("peoples-committee", "2025-12-31")).toContain("inspectorate");
  });

  it("counts a unit that was moved with whom it is under at the period's end, and not twice", () => {
    expect(unitsOf("department", "2025-06-30")).toContain("tourism");
    expect(unitsOf("department", "2025-12-31")).not.toContain("tourism");
    expect(unitsOf("tourism-department", "2025-12-31")).toContain("tourism");
  });

  it("knows nothing of a unit before there is one", () => {
    expect(unitsOf("peoples-committee", "2025-06-30")).not.toContain("tourism-department");
  });
});
