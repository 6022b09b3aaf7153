import { describe, expect, it } from "vitest";
import { checkFile } from "../../../../shared/domain/procedures/check/check-file.ts";
import { SCHEMA_REMEDIES } from "../../../../shared/domain/procedures/check/schema.ts";
import { AROUND, CLEAN_NAME, type CleanFile, cleanFile } from "./clean-file.ts";

// biome-ignore lint/suspicious/noExplicitAny: what is planted here is what no type allows.
type Row = [code: keyof typeof SCHEMA_REMEDIES, at: string, plant: (procedure: any, file: CleanFile) => void];

const ROWS: Row[] = [
  ["member-unknown", "/procedure/colour", (p) => Object.assign(p, { colour: "red" })],
  ["member-unknown", "/procedure/channels/0/fees/0/price", (p) => Object.assign(p.channels[0].fees[0], { price: 1 })],
  [
    "member-unknown",
    "/procedure/form/properties/phone/widget",
    (p) => Object.assign(p.form.properties.phone, { widget: 1 }),
  ],
  ["member-unknown", "/procedure/form/layout", (p) => Object.assign(p.form, { layout: [] })],
  ["member-unknown", "/provenance/a~1b", (_, { provenance }) => Object.assign(provenance, { "a/b": 1 })],
  ["member-missing", "/procedure/result", (p) => delete p.result],
  ["member-missing", "/procedure/onlineMode", (p) => delete p.onlineMode],
  ["member-missing", "/procedure/form", (p) => delete p.form],
  ["member-missing", "/procedure/form/properties/phone/title", (p) => delete p.form.properties.phone.title],
  ["member-missing", "/procedure/form/properties/phone/x-en", (p) => delete p.form.properties.phone["x-en"]],
  ["member-missing", "/procedure/steps/1/role", (p) => delete p.steps[1].role],
  ["type-wrong", "/procedure/version", (p) => Object.assign(p, { version: "1" })],
  ["type-wrong", "/procedure/channels/0/fees/0/amount", (p) => Object.assign(p.channels[0].fees[0], { amount: 0.5 })],
  ["value-unknown", "/procedure/routing", (p) => Object.assign(p, { routing: "district" })],
  ["value-unknown", "/procedure/steps/1/role", (p) => Object.assign(p.steps[1], { role: "clerk" })],
  [
    "value-unknown",
    "/procedure/form/properties/phone/type",
    (p) => Object.assign(p.form.properties.phone, { type: "text" }),
  ],
  ["value-out-of-bounds", "/procedure/units", (p) => Object.assign(p, { units: [] })],
  ["value-out-of-bounds", "/procedure/documents/0/maxBytes", (p) => Object.assign(p.documents[0], { maxBytes: 1e12 })],
  ["value-misshapen", "/procedure/validFrom", (p) => Object.assign(p, { validFrom: "2021-02-30" })],
  ["value-misshapen", "/procedure/steps/0/id", (p) => Object.assign(p.steps[0], { id: "Tiếp nhận" })],
  [
    "value-misshapen",
    "/procedure/form/properties/Full Name",
    (p) => Object.assign(p.form.properties, { "Full Name": p.form.properties.fullName }),
  ],
  [
    "pattern-broken",
    "/procedure/form/properties/phone/pattern",
    (p) => Object.assign(p.form.properties.phone, { pattern: "(" }),
  ],
  ["pattern-unbounded", "/procedure/form/properties/phone", (p) => delete p.form.properties.phone.maxLength],
  [
    "pattern-costly",
    "/procedure/form/properties/fullName/pattern",
    (p) => Object.assign(p.form.properties.fullName, { pattern: "^(\\S+\\s?)+$", maxLength: 200 }),
  ],
  [
    "pattern-costly",
    "/procedure/form/properties/songs/items/pattern",
    (p) => Object.assign(p.form.properties.songs.items, { pattern: "^(a|a)*$" }),
  ],
  [
    "range-boundless",
    "/procedure/documents/2/when/0/count",
    (p) => Object.assign(p.documents[2].when[0], { count: {} }),
  ],
  [
    "form-field-missing",
    "/procedure/form/properties/permitNumber/x-when/1/formField",
    (p) => p.form.properties.permitNumber["x-when"].push({ formField: "nobody", values: ["x"] }),
  ],
  ["form-field-missing", "/procedure/form/required/6", (p) => p.form.required.push("nobody")],
  [
    "form-field-missing",
    "/procedure/form/properties/manager/required/1",
    (p) => p.form.properties.manager.required.push("nobody"),
  ],
  [
    "form-field-missing",
    "/procedure/form/properties/to/x-not-before",
    (p) => Object.assign(p.form.properties.to, { "x-not-before": "nobody" }),
  ],
  [
    "form-field-missing",
    "/procedure/form/allOf/0/then/required/1",
    (p) => p.form.allOf[0].then.required.push("nobody"),
  ],
  ["value-invalid", "/procedure/form", (p) => Object.assign(p, { form: "general-aplication" })],
];

describe("the shape of a procedure file", () => {
  it.each(ROWS)("%s at %s", (code, at, plant) => {
    const file = cleanFile();
    plant(file.procedure, file);
    const { faults } = checkFile(CLEAN_NAME, file, AROUND);
    expect(faults.map((one) => [one.code, one.pointer])).toEqual([[code, at]]);
    expect(faults[0]?.detail.vi.endsWith(` ${SCHEMA_REMEDIES[code].vi}`)).toBe(true);
    expect(faults[0]?.detail.en.endsWith(` ${SCHEMA_REMEDIES[code].en}`)).toBe(true);
  });

  it("says how a date is written", () => {
    const file = cleanFile();
    file.procedure.validFrom = "1/1/2021";
    expect(checkFile(CLEAN_NAME, file, AROUND).faults.map(({ detail }) => detail)).toEqual([
      {
        vi: "Chưa đúng dạng YYYY-MM-DD, hoặc không có ngày này. Sửa cho đúng dạng.",
        en: "It is not of the form YYYY-MM-DD, or there is no such day. Write it in that form.",
      },
    ]);
  });

  it("is broken by each kind of fault above", () => {
    expect(new Set(ROWS.map(([code]) => code))).toEqual(new Set(Object.keys(SCHEMA_REMEDIES)));
  });

  it.each([[null], [[]], ["text"], [1]])("is not that of %j", (json) => {
    expect(checkFile(CLEAN_NAME, json, AROUND).faults.map(({ code, pointer }) => [code, pointer])).toEqual([
      ["type-wrong", ""],
    ]);
  });
});
