import { describe, expect, it } from "vitest";
import * as z from "zod";
import { organisationRegister } from "../../../shared/adapters/catalogue/organisation-register.ts";
import { procedureCatalogue } from "../../../shared/adapters/catalogue/procedure-catalogue.ts";
import { Field } from "../../../shared/domain/procedures/catalogue.ts";
import { checkForm } from "../../../shared/domain/procedures/check-form.ts";
import { feesDue } from "../../../shared/domain/procedures/fees.ts";
import { ProcedureFile } from "../../../shared/domain/procedures/procedure-file.ts";
import type { ProcedureVersion } from "../../../shared/domain/procedures/procedure-version.ts";
import { shippedFields, shippedProcedures } from "./shipped-files.ts";

const NOW = "2026-11-22T02:00:00.000Z";

const versionOf = async (code: string): Promise<ProcedureVersion> => {
  const version = await procedureCatalogue.versionInForce(code, NOW);
  if (!version) throw new Error(`${code} is not in force`);
  return version;
};

describe.each(shippedProcedures)("the file %s", (name, content) => {
  const { procedure, provenance } = ProcedureFile.parse(content);

  it("is what the catalogue serves, under its own name", async () => {
    expect(name).toBe(`${procedure.code}-v${procedure.version}.json`);
    expect(await procedureCatalogue.version(procedure.code, procedure.version)).toMatchObject(procedure);
  });

  it("has a form whose first example can be filed, also by JSON Schema as others read it", () => {
    const [example] = procedure.form.examples;
    expect(checkForm(procedure.form, example)).toEqual([]);
    const { allOf: _, ...unconditional } = procedure.form;
    expect(z.fromJSONSchema(unconditional as never).safeParse(example).success).toBe(true);
  });

  it("names each document, step, case and channel once", () => {
    const { documents, steps, cases, channels } = procedure;
    for (const list of [documents, steps, cases, channels.map(({ channel }) => ({ id: channel }))]) {
      expect(new Set(list.map(({ id }) => id)).size).toBe(list.length);
    }
  });

  it("names a field, and units that act on every date it is valid", () => {
    expect(
      z
        .array(Field)
        .parse(shippedFields)
        .map(({ id }) => id),
    ).toContain(procedure.field.id);
    for (const at of ["2021-01-04T02:00:00.000Z", "2025-06-30T02:00:00.000Z", "2025-07-01T02:00:00.000Z", NOW]) {
      for (const unit of [...procedure.units, ...procedure.steps.map((step) => step.unit)]) {
        expect(organisationRegister.unitAt(unit, at)?.id).toBe(unit);
        expect(organisationRegister.agencyCode(unit, at)).toBeDefined();
      }
    }
  });

  it("says in public what is not verified, and keeps where its facts come from", () => {
    expect(procedure.verified).toBe(false);
    expect(procedure.unverified?.length).toBeGreaterThan(0);
    expect(Object.keys(provenance.evidence)).toEqual(expect.arrayContaining(["timeLimit", "fee", "documents", "form"]));
  });

  it("is at level 4, derived and not typed", async () => {
    expect(procedure).not.toHaveProperty("level");
    expect((await versionOf(procedure.code)).level).toBe(4);
  });
});

describe("the tour-guide card, 1.004623", () => {
  it("costs 650,000 VND on submission, takes 15 calendar days, and asks for five documents", async () => {
    const version = await versionOf("1.004623");
    expect(feesDue(version, "online", "submission").map(({ kind, amount }) => [kind, amount])).toEqual([
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
    expect(feesDue(version, "online", "submission")).toEqual([]);
    expect(version.channels[0]).toMatchObject({ channel: "online", timeLimit: { value: 5, unit: "working-day" } });
    expect(version.documents.map(({ required }) => required)).toEqual([true, true, false, true, true, true, false]);
    expect(version.audience).toEqual(["individual", "organisation"]);
  });

  it("asks for the area of a billboard and not of a banner, and for an end after its start", async () => {
    const { form } = await versionOf("1.004650");
    const { boardArea: _, ...filling } = form.examples[0] ?? {};
    const pointers = (value: unknown) => checkForm(form, value).map(({ pointer }) => pointer);
    expect(pointers(filling)).toEqual(["/form/boardArea"]);
    expect(pointers({ ...filling, medium: "banner" })).toEqual([]);
    expect(pointers({ ...filling, medium: "banner", endDate: "2027-01-09" })).toEqual(["/form/endDate"]);
  });
});
