import { describe, expect, it } from "vitest";
import * as z from "zod";
import { organisationRegister } from "../../../shared/adapters/catalogue/organisation-register.ts";
import { Field } from "../../../shared/domain/procedures/catalogue.ts";
import { checkForm } from "../../../shared/domain/procedures/check-form.ts";
import { expandProcedure } from "../../../shared/domain/procedures/expand-procedure.ts";
import { feesDue } from "../../../shared/domain/procedures/fees.ts";
import { ProcedureFile } from "../../../shared/domain/procedures/procedure-file.ts";
import { PublishedProcedure } from "../../../shared/domain/procedures/procedure-version.ts";
import { shippedVersion } from "../../fakes/procedure-catalogue.ts";
import { shippedFields, shippedProcedures } from "./shipped-files.ts";

const NOW = "2026-11-22T02:00:00.000Z";

const files = shippedProcedures.map(([name, content]) => {
  const { procedure: source, provenance } = ProcedureFile.parse(content);
  const { level, ...procedure } = expandProcedure(source);
  return { name, source, provenance, procedure, level };
});
const ONLINE = { channel: "online", case: null, applicant: "individual", form: {} } as const;
const versionOf = (code: string) => shippedVersion(code, NOW);
const fieldIds = z
  .array(Field)
  .parse(shippedFields)
  .map(({ id }) => id);
/** What a result's text may take from elsewhere than the form. */
const PLACES = ["applicant.fullName", "case.name", "dossier.code", "decision.number", "decision.date"];
/** Days on which the units are asked for: the first and last of the old province, the first of the new. */
const DAYS = ["2018-01-02", "2021-01-04", "2025-06-30", "2025-07-01", "2027-12-31"].map(
  (day) => `${day}T02:00:00.000Z`,
);

describe("the shipped catalogue", () => {
  it("is 140 procedures, 124 of them at level 4 and none at level 1, under one decision from 2021-01-01", () => {
    const count = (level: number) => files.filter((file) => file.level === level).length;
    expect([files.length, count(4), count(3), count(2), count(1)]).toEqual([140, 124, 11, 5, 0]);
    expect(new Set(files.map(({ procedure }) => procedure.decision.number)).size).toBe(1);
    expect(new Set(files.map(({ procedure }) => procedure.validFrom))).toEqual(new Set(["2021-01-01"]));
    expect(new Set(files.map(({ procedure }) => procedure.code)).size).toBe(140);
    expect(new Set(files.map(({ procedure }) => procedure.id)).size).toBe(140);
  });

  it("is all of the one-stop mechanism", () => {
    expect(files.filter(({ procedure }) => procedure.oneStop)).toHaveLength(140);
  });
});

describe.each(files)("the file $name", ({ name, procedure, provenance, level }) => {
  it("is a procedure by the schema, under its own name", () => {
    expect(name).toBe(`${procedure.code}-v${procedure.version}.json`);
    expect(PublishedProcedure.parse(procedure)).toEqual(procedure);
  });

  it("has a form whose first example can be filed, also by JSON Schema as others read it", () => {
    const [example] = procedure.form.examples;
    expect(checkForm(procedure.form, example, ONLINE)).toEqual([]);
    // The reader knows no conditions, wherever in the form they stand.
    const unconditional = JSON.stringify(procedure.form, (key, value) => (key === "allOf" ? undefined : value));
    expect(z.fromJSONSchema(JSON.parse(unconditional)).safeParse(example).success).toBe(true);
  });

  it("names a field, and units that act on every date from 2018 to 2027", () => {
    expect(fieldIds).toContain(procedure.field.id);
    for (const at of DAYS) {
      for (const unit of [...procedure.units, ...procedure.steps.map((step) => step.unit)]) {
        expect(organisationRegister.unitAt(unit, at)?.id).toBe(unit);
        expect(organisationRegister.agencyCode(unit, at)).toBeDefined();
      }
    }
  });

  it("says in public what is not verified, and keeps where its facts come from", () => {
    expect(procedure.verified).toBe(false);
    expect(procedure.unverified?.length).toBeGreaterThan(0);
    expect(provenance.source).not.toBe("");
    expect(Object.keys(provenance.evidence)).toEqual(expect.arrayContaining(["level", "form", "steps"]));
  });

  it("goes from receipt through one leader to return, within its limit", () => {
    const roles = procedure.steps.map(({ role }) => role);
    expect([roles[0], roles.at(-1), roles.filter((role) => role === "leader").length]).toEqual([
      "receiver",
      "receiver",
      1,
    ]);
    const hours = procedure.steps.reduce((sum, { workingHours = 0 }) => sum + workingHours, 0);
    for (const { timeLimit } of procedure.channels) {
      if (timeLimit?.unit === "working-day") expect(hours).toBeLessThanOrEqual(timeLimit.value * 8);
    }
  });

  it("writes into its result only what every dossier of it has", () => {
    const { form, result } = procedure;
    const places = [...(result.template ?? "").matchAll(/\{\{(.*?)\}\}/g)].map(([, place]) => place);
    const answers = form.required.filter((field) => form.properties[field]?.type === "string");
    expect(
      places.filter((place) => ![...PLACES, ...answers.map((field) => `form.${field}`)].includes(place as string)),
    ).toEqual([]);
  });

  it("is at the level of how it is offered, with a reason where not all of it is online", () => {
    expect(procedure).not.toHaveProperty("level");
    expect({ full: 4, partial: 3, information: 2 }[procedure.onlineMode]).toBe(level);
    expect(procedure.reason === undefined).toBe(procedure.onlineMode === "full");
  });
});

describe("the tour-guide card, 1.004623", () => {
  it("costs 650,000 VND on submission, takes 15 calendar days, and asks for five documents", async () => {
    const version = await versionOf("1.004623");
    expect(feesDue(version, ONLINE, "submission", NOW).map(({ kind, amount }) => [kind, amount])).toEqual([
      ["fee", 650000],
    ]);
    expect(version.channels[0]).toMatchObject({ channel: "online", timeLimit: { value: 15, unit: "calendar-day" } });
    expect(version.documents.map(({ id, required }) => [id, required])).toEqual([
      ["application", true],
      ["curriculum-vitae", true],
      ["qualification", true],
      ["health-certificate", true],
      ["portrait-photo", true],
    ]);
    expect(version.audience).toEqual(["individual"]);
  });
});

describe("the billboard notice, 1.004650", () => {
  it("is free, takes 5 working days, and asks for five of seven documents", async () => {
    const version = await versionOf("1.004650");
    expect(feesDue(version, ONLINE, "submission", NOW)).toEqual([]);
    expect(version.channels[0]).toMatchObject({ channel: "online", timeLimit: { value: 5, unit: "working-day" } });
    expect(version.documents.map(({ required }) => required)).toEqual([true, true, false, true, true, true, false]);
    expect(version.audience).toEqual(["individual", "organisation"]);
  });

  it("asks for the area of a billboard and not of a banner, and for an end after its start", async () => {
    const { form } = await versionOf("1.004650");
    const { boardArea: _, ...filling } = form.examples[0] ?? {};
    const pointers = (value: unknown) => checkForm(form, value, ONLINE).map(({ pointer }) => pointer);
    expect(pointers(filling)).toEqual(["/form/boardArea"]);
    expect(pointers({ ...filling, medium: "banner" })).toEqual([]);
    expect(pointers({ ...filling, medium: "banner", endDate: "2027-01-09" })).toEqual(["/form/endDate"]);
  });
});
