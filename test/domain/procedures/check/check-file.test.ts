import { describe, expect, it } from "vitest";
import { checkFile, FILE_RULES } from "../../../../shared/domain/procedures/check/check-file.ts";
import { checkProcedure, PROCEDURE_RULES } from "../../../../shared/domain/procedures/check/check-procedure.ts";
import type { Bounds, Test } from "../../../../shared/domain/procedures/when.ts";
import { AROUND, CLEAN_NAME, cleanFile } from "./clean-file.ts";
import { DOCUMENTS_AND_FILE_PLANTED } from "./planted/documents-and-file.ts";
import { FEES_PLANTED } from "./planted/fees.ts";
import { FORM_PLANTED } from "./planted/form.ts";
import { OFFER_PLANTED } from "./planted/offer.ts";
import type { Planted } from "./planted/planted.ts";
import { ROUTE_AND_RESULT_PLANTED } from "./planted/route-and-result.ts";
import { TEXTS_AND_PUBLICATION_PLANTED } from "./planted/texts-and-publication.ts";
import { WHEN_PLANTED } from "./planted/when.ts";

const PLANTED = [
  ...TEXTS_AND_PUBLICATION_PLANTED,
  ...OFFER_PLANTED,
  ...WHEN_PLANTED,
  ...FEES_PLANTED,
  ...DOCUMENTS_AND_FILE_PLANTED,
  ...FORM_PLANTED,
  ...ROUTE_AND_RESULT_PLANTED,
];

const ALL = [...PROCEDURE_RULES, ...FILE_RULES];

const spoilt = ({ plant }: Planted) => {
  const file = cleanFile();
  plant(file.procedure, file);
  return file;
};

/** The faults of a spoilt file where one rule is switched off. */
const without = (planted: Planted) =>
  checkFile(CLEAN_NAME, spoilt(planted), AROUND, {
    procedure: PROCEDURE_RULES.filter(({ code }) => code !== planted.rule),
    file: FILE_RULES.filter(({ code }) => code !== planted.rule),
  }).faults;

describe("a procedure file", () => {
  it("in which nothing is wrong has no fault, nor has the procedure alone", () => {
    expect(checkFile(CLEAN_NAME, cleanFile(), AROUND).faults).toEqual([]);
    expect(checkProcedure(cleanFile().procedure, AROUND)).toEqual([]);
  });

  it("may leave form, route and papers to what is common to all", () => {
    const file = cleanFile();
    const { channels } = file.procedure;
    for (const channel of channels) channel.fees = [];
    file.procedure.documents.pop();
    Object.assign(file.procedure, { form: "general-application", steps: "default-route" });
    Object.assign(file.procedure.documents[0] as object, { formId: "general-application" });
    file.procedure.result.template = "{{form.fullName}}";
    expect(checkFile(CLEAN_NAME, file, AROUND).faults).toEqual([]);
  });

  it("is held to its limits and its template with what is common to all filled in", () => {
    const file = cleanFile();
    for (const channel of file.procedure.channels) channel.fees = [];
    file.procedure.documents.pop();
    Object.assign(file.procedure, { form: "general-application", steps: "default-route" });
    Object.assign(file.procedure.documents[0] as object, { formId: "general-application" });
    file.procedure.result.template = "{{form.email}}";
    Object.assign(file.procedure.channels[1] as object, { timeLimit: { value: 1, unit: "working-hour" } });
    const { faults } = checkFile(CLEAN_NAME, file, AROUND);
    expect(faults.map(({ pointer, code }) => [pointer, code])).toEqual([
      ["/procedure/steps", "steps-over-limit"],
      ["/procedure/result/template", "template-unguarded"],
    ]);
  });

  it.each([
    [["city"], []],
    [["city", "town"], ["fee-quantity-unfit"]],
  ])("may multiply by what its form requires there: in %j", (values, expected) => {
    const file = cleanFile();
    const { form, channels } = file.procedure;
    form.properties.tables = { ...form.properties.rooms, title: "Số bàn", "x-en": { title: "Tables" } };
    form.allOf[0].then.required.push("tables");
    form.examples[0].tables = 1;
    const rest = ["city", "town", "village"].filter((value) => !values.includes(value));
    const rule = { name: "Lệ phí theo bàn", kind: "charge", due: "submission", alternative: "tables" } as const;
    const choice = (chosen: string[]) => [{ formField: "area", values: chosen }];
    channels.pop();
    channels[0]?.fees.push(
      { ...rule, id: "tables", amount: 1_000, when: choice(values), quantity: { formField: "tables" } },
      { ...rule, id: "no-tables", amount: 0, when: choice(rest) },
    );
    expect(checkFile(CLEAN_NAME, file, AROUND).faults.map(({ code }) => code)).toEqual(expected);
  });

  it.each<[Bounds, string[]]>([
    [{ min: 3, max: 9 }, []],
    [{ min: 5, below: 9 }, []],
    [{ min: 4, max: 6 }, []],
    [{ min: 2, max: 9 }, ["fee-quantity-unfit"]],
    [{ min: 3, max: 10 }, ["fee-quantity-unfit"]],
    [{ min: 3, below: 10 }, ["fee-quantity-unfit"]],
    [{ min: 3 }, ["fee-quantity-unfit"]],
    [{ max: 9 }, ["fee-quantity-unfit"]],
  ])("may multiply by what its form requires of so many: %j", (range, expected) => {
    const file = cleanFile();
    const { form, channels } = file.procedure;
    form.properties.tables = { ...form.properties.rooms, title: "Số bàn", "x-en": { title: "Tables" } };
    form.allOf.push({
      if: { properties: { rooms: { minimum: 3, maximum: 9 } }, required: ["rooms"] },
      // biome-ignore lint/suspicious/noThenProperty: the keyword of JSON Schema; nothing awaits this object.
      then: { required: ["tables"] },
    });
    channels.pop();
    const rule = { name: "Lệ phí theo bàn", kind: "charge", due: "submission", alternative: "tables" } as const;
    const when: Test[] = [{ formField: "rooms", range }];
    channels[0]?.fees.push({ ...rule, id: "tables", amount: 1_000, when, quantity: { formField: "tables" } });
    const { faults } = checkFile(CLEAN_NAME, file, AROUND);
    expect(faults.map(({ code }) => code).filter((code) => code === "fee-quantity-unfit")).toEqual(expected);
  });

  it("tells of all its mistakes at once", () => {
    const file = cleanFile();
    file.procedure.name += " ";
    file.procedure.field.id = "van-hoc";
    file.procedure.steps.pop();
    Object.assign(file.procedure, { colour: "red" });
    expect(checkFile(CLEAN_NAME, file, AROUND).faults.map(({ code }) => code)).toEqual([
      "member-unknown",
      "text-untidy",
      "field-unknown",
      "route-never-returns",
    ]);
  });
});

describe("a mistake", () => {
  it.each(PLANTED)("$rule: $what, at $at", (planted) => {
    const { faults } = checkFile(CLEAN_NAME, spoilt(planted), AROUND);
    const rule = ALL.find(({ code }) => code === planted.rule);
    const own = faults.find(({ code, pointer }) => code === planted.rule && pointer === planted.at);
    expect(own, JSON.stringify(faults, null, 1)).toBeDefined();
    expect(own?.detail.vi.endsWith(` ${rule?.remedy.vi}`)).toBe(true);
    expect(own?.detail.en.endsWith(` ${rule?.remedy.en}`)).toBe(true);
    const others = faults.filter((one) => one !== own).map(({ code }) => code);
    expect([...new Set(others)]).toEqual(planted.besides ?? []);
    expect(without(planted).map(({ code }) => code)).not.toContain(planted.rule);
  });

  it.each<[string, [id: string, test: Test][], string[]]>([
    [
      "between two tiers",
      [
        ["few", { formField: "rooms", range: { max: 3 } }],
        ["many", { formField: "rooms", range: { min: 6 } }],
      ],
      ["rooms: 4–5"],
    ],
    [
      "above the last tier",
      [
        ["few", { formField: "rooms", range: { max: 3 } }],
        ["many", { formField: "rooms", range: { min: 4, max: 99 } }],
      ],
      ["rooms: 100"],
    ],
    [
      "in two tiers",
      [
        ["few", { formField: "rooms", range: { max: 4 } }],
        ["many", { formField: "rooms", range: { min: 4 } }],
      ],
      ["rooms: 4"],
    ],
    [
      "of a list between two tiers",
      [
        ["few", { formField: "songs", count: { max: 2 } }],
        ["many", { formField: "songs", count: { min: 4 } }],
      ],
      ["songs: 3"],
    ],
  ])("in a number is told with the number: %s", (_, tiers, told) => {
    const file = cleanFile();
    file.procedure.channels.pop();
    const [channel] = file.procedure.channels;
    const [first] = channel?.fees ?? [];
    if (channel && first) channel.fees = tiers.map(([id, test]) => ({ ...first, id, when: [test] }));
    const { faults } = checkFile(CLEAN_NAME, file, AROUND);
    expect(faults).toHaveLength(told.length);
    for (const [at, number] of told.entries()) {
      expect(faults[at]?.detail.vi).toContain(`${number};`);
      expect(faults[at]?.detail.en).toContain(`${number};`);
    }
  });

  it("is planted for every rule there is", () => {
    const rules = ALL.map(({ code }) => code);
    expect(new Set(PLANTED.map(({ rule }) => rule))).toEqual(new Set(rules));
    expect(new Set(rules).size).toBe(rules.length);
  });

  it("comes with what to do, in both languages", () => {
    for (const { code, remedy } of ALL) {
      expect(remedy.vi, code).toMatch(/\.$/);
      expect(remedy.en, code).toMatch(/\.$/);
      expect(remedy.vi, code).not.toBe(remedy.en);
    }
  });
});
