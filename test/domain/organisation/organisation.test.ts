import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { organisationRegister } from "../../../shared/adapters/catalogue/organisation-register.ts";
import { OfficerRegister } from "../../../shared/domain/organisation/officer.ts";
import { Role } from "../../../shared/domain/organisation/role.ts";
import { agencyCodeAt, Unit, unitAt } from "../../../shared/domain/organisation/unit.ts";
import { shipped } from "../../fakes/procedure-catalogue.ts";

const file = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../../shared/data/organisation/${name}`, import.meta.url), "utf8"));

const LAST_OF_NAM_DINH = "2025-06-30T16:59:59.999Z";
const FIRST_OF_NINH_BINH = "2025-06-30T17:00:00.000Z";

describe("the units", () => {
  it("fit their schema", () => {
    expect(() => z.array(Unit).parse(file("units.json"))).not.toThrow();
  });

  it("that work dossiers act on every day from 2018 to 2027", () => {
    for (
      let day = Date.parse("2018-01-01T05:00:00Z");
      day < Date.parse("2028-01-01T00:00:00Z");
      day += 7 * 86_400_000
    ) {
      const at = new Date(day).toISOString();
      for (const id of [
        "province",
        "one-stop-centre",
        "leadership",
        "tourism",
        "culture",
        "sport",
        "family",
        "office",
      ]) {
        expect(organisationRegister.unitAt(id, at)?.id).toBe(id);
      }
      expect(organisationRegister.agencyCode("tourism", at)).toBeDefined();
    }
  });

  it("bear the name and the parent of the day, changed at the province's midnight", () => {
    const name = (id: string, at: string) => organisationRegister.unitAt(id, at)?.name;
    expect([name("province", LAST_OF_NAM_DINH), name("province", FIRST_OF_NINH_BINH)]).toEqual([
      "Tỉnh Nam Định",
      "Tỉnh Ninh Bình",
    ]);
    expect(organisationRegister.unitAt("tourism", LAST_OF_NAM_DINH)?.parent).toBe("department");
    expect(organisationRegister.unitAt("tourism", FIRST_OF_NINH_BINH)?.parent).toBe("tourism-department");
  });

  it("exist only while they exist", () => {
    const ids = (at: string) => organisationRegister.units(at).map(({ id }) => id);
    expect(ids(LAST_OF_NAM_DINH)).toContain("inspectorate");
    expect(ids(LAST_OF_NAM_DINH)).not.toContain("tourism-department");
    expect(ids(FIRST_OF_NINH_BINH)).toContain("tourism-department");
    expect(ids(FIRST_OF_NINH_BINH)).not.toContain("inspectorate");
  });

  it("name parents that exist on the same day", () => {
    for (const at of [LAST_OF_NAM_DINH, FIRST_OF_NINH_BINH]) {
      const units = organisationRegister.units(at);
      const ids = new Set(units.map(({ id }) => id));
      expect(units.flatMap(({ parent }) => (parent === null || ids.has(parent) ? [] : [parent]))).toEqual([]);
    }
  });
});

describe("the agency code", () => {
  it("is H40's until the merger and H42's after it", () => {
    expect(organisationRegister.agencyCode("culture", LAST_OF_NAM_DINH)).toBe("000.00.04.H40");
    expect(organisationRegister.agencyCode("tourism", LAST_OF_NAM_DINH)).toBe("000.00.04.H40");
    expect(organisationRegister.agencyCode("tourism", FIRST_OF_NINH_BINH)).toBe("H42.12");
    expect(organisationRegister.agencyCode("culture", FIRST_OF_NINH_BINH)).toBe("H42.11");
  });

  it("is none of a unit that is unknown, or above every agency", () => {
    expect(organisationRegister.agencyCode("nowhere", LAST_OF_NAM_DINH)).toBeUndefined();
    expect(organisationRegister.agencyCode("province", LAST_OF_NAM_DINH)).toBeUndefined();
  });

  it("does not search a circle of parents for ever", () => {
    const unit = (id: string, parent: string) =>
      Unit.parse({
        id,
        kind: "division",
        versions: [
          {
            name: id,
            parent,
            agencyCode: null,
            agencyCodeConfidence: null,
            validFrom: null,
            validTo: null,
            confidence: "assumed",
            source: "phép thử",
            note: null,
          },
        ],
      });
    const circle = [unit("a", "b"), unit("b", "a")];
    expect(agencyCodeAt(circle, "a", LAST_OF_NAM_DINH)).toBeUndefined();
    expect(unitAt(circle, "b", LAST_OF_NAM_DINH)?.name).toBe("b");
  });
});

describe("a unit's versions", () => {
  const version = (validFrom: string | null, validTo: string | null) => ({
    name: "Phòng",
    parent: null,
    agencyCode: null,
    agencyCodeConfidence: null,
    validFrom,
    validTo,
    confidence: "assumed",
    source: "phép thử",
    note: null,
  });
  const accepted = (...versions: unknown[]) => Unit.safeParse({ id: "a", kind: "division", versions }).success;

  it("follow each other", () => {
    expect(accepted(version(null, "2025-06-30"), version("2025-07-01", null))).toBe(true);
  });

  it.each([
    ["overlap", [version(null, "2025-07-01"), version("2025-07-01", null)]],
    ["follow an open end", [version(null, null), version("2025-07-01", null)]],
    ["end before they begin", [version("2025-07-01", "2025-06-30")]],
  ])("may not %s", (_, versions) => {
    expect(accepted(...versions)).toBe(false);
  });
});

describe("the officers", () => {
  const { officers, sample } = OfficerRegister.parse(file("officers.json"));

  it("are marked as invented persons", () => {
    expect(sample).toBe(true);
  });

  it.each(["tourism", "culture"])("of %s hold every role, one each", (unit) => {
    for (const role of Role.options) {
      const expected = role === "specialist" && unit === "tourism" ? 2 : 1;
      expect(officers.filter((officer) => officer.unit === unit && officer.roles.includes(role))).toHaveLength(
        expected,
      );
      expect(organisationRegister.officer(`officer-${unit}-${role}`)).toMatchObject({ unit, roles: [role] });
    }
  });

  it("can work every shipped procedure to its result, in every unit and on every day from 2018 to 2027", () => {
    const versions = shipped.flatMap((one) => ("procedure" in one ? [one.procedure] : []));
    expect(versions.length).toBeGreaterThanOrEqual(140);
    const units = new Set(versions.flatMap((one) => [...one.units, ...one.steps.map(({ unit }) => unit)]));
    // Beside the steps of the route: who hands out tasks, who takes money and who decides instead of those that handled it.
    const needed = new Set([...units].flatMap((unit) => ["division-head", "cashier"].map((role) => `${unit} ${role}`)));
    for (const { steps } of versions) for (const { unit, role } of steps) needed.add(`${unit} ${role}`);
    const held = new Set(officers.flatMap(({ unit, roles }) => roles.map((role) => `${unit} ${role}`)));
    expect([...needed].filter((one) => !held.has(one))).toEqual([]);
    expect(officers.filter(({ roles }) => roles.length > 1)).toEqual([]);

    for (let day = Date.parse("2018-01-01T05:00Z"); day < Date.parse("2028-01-01T00:00Z"); day += 86_400_000) {
      const at = new Date(day).toISOString();
      for (const unit of units) {
        const acts = [organisationRegister.unitAt(unit, at)?.id, organisationRegister.agencyCode(unit, at)];
        expect([unit, at, ...acts]).toEqual([unit, at, unit, expect.any(String)]);
      }
    }
  });

  it("have names and titles of their own kind, in composed Unicode", () => {
    expect(new Set(officers.map(({ name }) => name)).size).toBe(officers.length);
    for (const { sub, name, title, unit, roles } of officers) {
      expect([name, title]).toEqual([name.normalize("NFC"), title.normalize("NFC")]);
      expect(sub.replace(/-2$/, "")).toBe(`officer-${unit}-${roles[0]}`);
    }
  });

  it("are reached by mail at an address of their subject, in a domain that is nobody's", () => {
    for (const { sub, email } of officers) expect(email).toBe(`${sub.replace(/^officer-/, "")}@canbo.example.vn`);
  });

  it("are listed by their unit", () => {
    expect(organisationRegister.officersOf("culture").map(({ sub }) => sub)).toContain("officer-culture-leader");
    expect(new Set(organisationRegister.officersOf("culture").map(({ unit }) => unit))).toEqual(new Set(["culture"]));
    expect(organisationRegister.officersOf("nowhere")).toEqual([]);
  });

  it("are unknown under another subject", () => {
    expect(organisationRegister.officer("toString")).toBeUndefined();
  });

  it("may not share a subject", () => {
    const twice = { sample: true, officers: [officers[0], officers[0]] };
    expect(OfficerRegister.safeParse(twice).success).toBe(false);
  });
});
