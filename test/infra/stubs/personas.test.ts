import { describe, expect, it } from "vitest";
import personas from "../../../infra/local/personas.json" with { type: "json" };
import register from "../../../shared/data/organisation/officers.json" with { type: "json" };

const ROLES = ["receiver", "specialist", "division-head", "leader", "cashier", "admin", "auditor"];

const byKind = (kind: string) => personas.filter((entry) => entry.kind === kind);

describe("the personas", () => {
  it("are two citizens, an organisation and one officer per role in each of two units, two specialists in one", () => {
    expect(byKind("citizen")).toHaveLength(2);
    expect(byKind("organisation")).toHaveLength(1);
    const officers = byKind("officer").map(({ persona }) => persona);
    expect(officers.toSorted()).toEqual(
      [
        ...["tourism", "culture"].flatMap((unit) => ROLES.map((role) => `${role}-${unit}`)),
        "specialist-tourism-2",
      ].toSorted(),
    );
  });

  it("have names, subjects and persona names of their own", () => {
    for (const member of ["persona", "name", "sub"] as const) {
      const values = personas.map((entry) => (member === "persona" ? entry.persona : entry.claims[member]));
      expect(new Set(values).size).toBe(personas.length);
    }
    expect(personas.filter(({ claims }) => /[^\p{ASCII}]/u.test(claims.name)).length).toBe(personas.length);
    expect(personas.every(({ claims }) => claims.name === claims.name.normalize("NFC"))).toBe(true);
  });

  it("give each officer the unit and the role that their name says", () => {
    for (const entry of byKind("officer")) {
      if (!("unit" in entry) || !("roles" in entry.claims)) throw new Error(entry.persona);
      expect(entry.claims.roles).toHaveLength(1);
      expect(entry.persona.replace(/-2$/, "")).toBe(`${entry.claims.roles[0]}-${entry.unit}`);
      const second = entry.persona.endsWith("-2") ? "-2" : "";
      expect(entry.claims.sub).toBe(`officer-${entry.unit}-${entry.claims.roles[0]}${second}`);
    }
  });

  it("have identity numbers, telephone numbers and a tax code that are well-formed", () => {
    for (const { claims } of byKind("citizen")) {
      if (!("identity_number" in claims)) throw new Error(claims.sub);
      expect(claims.identity_number).toMatch(/^036[0-3]\d{8}$/);
    }
    for (const { claims } of [...byKind("citizen"), ...byKind("organisation")]) {
      if (!("phone_number" in claims)) throw new Error(claims.sub);
      expect(claims.phone_number).toMatch(/^(0|\+84)(3|5|7|8|9)\d{8}$/);
      expect(claims.email).toMatch(/@([a-z]+\.)?example\.(com|org)$/);
    }
    const [organisation] = byKind("organisation");
    const taxCode = organisation !== undefined && "tax_code" in organisation.claims ? organisation.claims.tax_code : "";
    const weights = [31, 29, 23, 19, 17, 13, 7, 5, 3];
    const sum = weights.reduce((total, weight, index) => total + weight * Number(taxCode[index]), 0);
    expect(Number(taxCode[9])).toBe(10 - (sum % 11));
  });

  it("have the officers whom the register has in their two units, each with the name, unit and roles that it grants", () => {
    const theirs = register.officers.filter(({ unit }) => ["tourism", "culture"].includes(unit));
    const known = new Map(theirs.map(({ sub, name, unit, roles }) => [sub, { name, unit, roles }]));
    const shown = byKind("officer").map((entry) => {
      if (!("unit" in entry) || !("roles" in entry.claims)) throw new Error(entry.persona);
      return [entry.claims.sub, { name: entry.claims.name, unit: entry.unit, roles: entry.claims.roles }] as const;
    });
    expect(new Map(shown)).toEqual(known);
  });
});
