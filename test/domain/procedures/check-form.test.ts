import { describe, expect, it } from "vitest";
import { checkForm, checkFormShape } from "../../../shared/domain/procedures/check-form.ts";
import { FormSchema } from "../../../shared/domain/procedures/form-schema.ts";
import type { Circumstances } from "../../../shared/domain/procedures/when.ts";

const ONLINE: Circumstances = { channel: "online", case: null, applicant: "individual" };

const form = FormSchema.parse({
  $schema: "https://json-schema.org/draft/2020-12/schema",
  type: "object",
  title: "Đơn thử",
  "x-en": { title: "A test form" },
  additionalProperties: false,
  required: ["fullName", "sex", "declaration", "start"],
  properties: {
    fullName: { type: "string", title: "Họ và tên", "x-en": { title: "Full name" }, minLength: 2, maxLength: 20 },
    sex: {
      type: "string",
      title: "Giới tính",
      "x-en": { title: "Sex" },
      enum: ["male", "female"],
      "x-labels": { male: { vi: "Nam", en: "Male" }, female: { vi: "Nữ", en: "Female" } },
    },
    number: {
      type: "string",
      title: "Số định danh",
      maxLength: 12,
      "x-hint": "gồm 12 chữ số.",
      "x-en": { title: "Identity number", hint: "12 digits." },
      pattern: "^\\d{12}$",
    },
    email: { type: "string", title: "Thư điện tử", "x-en": { title: "Email" }, format: "email" },
    start: { type: "string", title: "Ngày bắt đầu", "x-en": { title: "First day" }, format: "date" },
    end: {
      type: "string",
      title: "Ngày kết thúc",
      "x-en": { title: "Last day" },
      format: "date",
      "x-not-before": "start",
    },
    quantity: { type: "integer", title: "Số lượng", "x-en": { title: "Quantity" }, minimum: 1, maximum: 5 },
    area: { type: "number", title: "Diện tích", "x-en": { title: "Area" } },
    places: {
      type: "array",
      title: "Địa điểm",
      "x-en": { title: "Places" },
      minItems: 1,
      maxItems: 2,
      items: {
        type: "object",
        title: "Một địa điểm",
        "x-en": { title: "A place" },
        additionalProperties: false,
        required: ["address"],
        properties: {
          address: { type: "string", title: "Địa chỉ", "x-en": { title: "Address" }, maxLength: 300, pattern: "\\S" },
        },
      },
    },
    notes: {
      type: "array",
      title: "Ghi chú",
      "x-en": { title: "Notes" },
      maxItems: 2,
      items: { type: "string", title: "Một ghi chú", "x-en": { title: "A note" }, maxLength: 300 },
    },
    declaration: { type: "boolean", title: "Tôi cam đoan", "x-en": { title: "I declare" }, const: true },
  },
  allOf: [
    // biome-ignore lint/suspicious/noThenProperty: the keyword of JSON Schema; nothing awaits this object.
    { if: { properties: { sex: { enum: ["male"] } }, required: ["sex"] }, then: { required: ["area"] } },
  ],
  examples: [{ fullName: "Lan", sex: "female", start: "2027-01-01", declaration: true }],
});

const valid = { fullName: "Nguyễn Thị Lan", sex: "female", start: "2027-01-01", declaration: true };
const faults = (value: unknown): string[] =>
  checkForm(form, value, ONLINE).map(({ pointer, code }) => `${pointer} ${code}`);
const draftFaults = (value: unknown): string[] =>
  checkFormShape(form, value).map(({ pointer, code }) => `${pointer} ${code}`);
const { fullName: _, ...nameless } = valid;

describe("a form to be filed", () => {
  it("passes when it is complete", () => {
    expect(faults(valid)).toEqual([]);
    expect(
      faults({
        ...valid,
        number: "036195004821",
        email: "lan@example.com",
        end: "2027-01-01",
        quantity: 5,
        area: 0.5,
        places: [{ address: "Phủ Dầy" }],
        notes: ["Dòng một\nDòng hai\tcó bảng", "👨‍👩‍👧"],
      }),
    ).toEqual([]);
  });

  it.each([
    ["a missing answer", nameless, "/form/fullName required"],
    ["a blank answer", { ...valid, fullName: " " }, "/form/fullName required"],
    ["a short answer", { ...valid, fullName: "L" }, "/form/fullName too-short"],
    ["an answer that shows nothing", { ...valid, fullName: "\u200b\u200b" }, "/form/fullName required"],
    ["a filler for an answer", { ...valid, places: [{ address: "\u3164" }] }, "/form/places/0/address required"],
    ["blanks of Braille", { ...valid, fullName: "\u2800 \u2800" }, "/form/fullName required"],
    ["text that turns round", { ...valid, fullName: "\u202eabc" }, "/form/fullName hidden-character"],
    ["text with a null", { ...valid, places: [{ address: "a\u0000b" }] }, "/form/places/0/address hidden-character"],
    ["text turned round in a list", { ...valid, notes: ["a", "\u2066b"] }, "/form/notes/1 hidden-character"],
    ["no choice", { ...valid, sex: "" }, "/form/sex required"],
    ["a long answer", { ...valid, fullName: "L".repeat(21) }, "/form/fullName too-long"],
    ["another type", { ...valid, fullName: 7 }, "/form/fullName wrong-type"],
    ["null for nothing", { ...valid, fullName: null }, "/form/fullName wrong-type"],
    ["a choice not offered", { ...valid, sex: "other" }, "/form/sex not-allowed"],
    ["letters in a number", { ...valid, number: "03619500482x" }, "/form/number wrong-format"],
    ["no address of email", { ...valid, email: "lan@" }, "/form/email wrong-format"],
    ["a day that does not exist", { ...valid, start: "2027-02-29" }, "/form/start wrong-format"],
    ["an end before the start", { ...valid, end: "2026-12-31" }, "/form/end date-before"],
    ["too little", { ...valid, quantity: 0 }, "/form/quantity too-small"],
    ["too much", { ...valid, quantity: 6 }, "/form/quantity too-big"],
    ["half a thing", { ...valid, quantity: 1.5 }, "/form/quantity wrong-type"],
    ["no end of a thing", { ...valid, area: Number.POSITIVE_INFINITY }, "/form/area wrong-type"],
    ["an empty list", { ...valid, places: [] }, "/form/places too-few"],
    ["a long list", { ...valid, places: [1, 2, 3] }, "/form/places too-many"],
    ["a fault inside a list", { ...valid, places: [{ address: "A" }, {}] }, "/form/places/1/address required"],
    ["a member inside a list", { ...valid, places: [{ address: "A", x: 1 }] }, "/form/places/0/x unknown-member"],
    ["an unknown member", { ...valid, "a/b~c": 1 }, "/form/a~1b~0c unknown-member"],
    ["an inherited name", { ...valid, toString: "x" }, "/form/toString unknown-member"],
    ["a declaration not made", { ...valid, declaration: false }, "/form/declaration required"],
    ["what a condition asks", { ...valid, sex: "male" }, "/form/area required"],
    ["a list for a form", [], "/form wrong-type"],
    ["nothing for a form", undefined, "/form wrong-type"],
  ])("is refused for %s", (_, value, fault) => {
    expect(faults(value)).toEqual([fault]);
  });

  it("is told what to do in both languages", () => {
    const words = Object.fromEntries(
      checkForm(form, { number: "1", sex: "x" }, ONLINE).map(({ pointer, detail }) => [pointer, detail]),
    );
    expect(words).toEqual({
      "/form/fullName": { vi: "Cần ghi Họ và tên.", en: "Enter: Full name." },
      "/form/sex": { vi: "Giới tính chỉ nhận: Nam, Nữ.", en: "Sex: choose one of Male, Female." },
      "/form/number": { vi: "Số định danh chưa đúng: gồm 12 chữ số.", en: "Identity number is not right: 12 digits." },
      "/form/start": { vi: "Cần ghi Ngày bắt đầu.", en: "Enter: First day." },
      "/form/declaration": { vi: "Cần xác nhận: Tôi cam đoan.", en: "Please confirm: I declare." },
    });
  });

  it("is told where something hides, and not that it hides before it is filed", () => {
    const hiding = { ...valid, fullName: "Lan\u202e" };
    expect(checkForm(form, hiding, ONLINE).map(({ detail }) => detail)).toEqual([
      {
        vi: "Họ và tên có ký tự ẩn không nhìn thấy. Hãy xóa rồi gõ lại.",
        en: "Full name holds a character that nobody sees. Delete it and type it again.",
      },
    ]);
    expect(draftFaults(hiding)).toEqual([]);
  });

  it("does not answer a flood with a flood", () => {
    const flood = Object.fromEntries(Array.from({ length: 5000 }, (_, at) => [`x${at}`, at]));
    expect(checkForm(form, flood, ONLINE)).toHaveLength(50);
  });
});

describe("a field with x-when", () => {
  const en = { "x-en": { title: "x" } };
  const conditional = FormSchema.parse({
    ...form,
    required: [],
    allOf: [
      {
        if: { properties: { many: { minItems: 2 }, quantity: { maximum: 4 } }, required: ["many", "quantity"] },
        // biome-ignore lint/suspicious/noThenProperty: the keyword of JSON Schema; nothing awaits this object.
        then: { required: ["fullName"] },
      },
    ],
    properties: {
      fullName: { type: "string", title: "Họ và tên", ...en },
      quantity: { type: "integer", title: "Số lượng", ...en },
      many: { type: "array", title: "Danh sách", ...en, maxItems: 9, items: { type: "integer", title: "Số", ...en } },
      byCase: { type: "string", title: "Theo trường hợp", ...en, "x-when": [{ cases: ["again"] }] },
      byWay: {
        type: "string",
        title: "Theo kênh và người",
        ...en,
        "x-when": [{ channels: ["post"] }, { applicants: ["organisation"] }],
      },
      group: {
        type: "object",
        title: "Nhóm",
        ...en,
        additionalProperties: false,
        required: [],
        allOf: [
          {
            if: { properties: { quantity: { minimum: 7 } }, required: ["quantity"] },
            // biome-ignore lint/suspicious/noThenProperty: the keyword of JSON Schema; nothing awaits this object.
            then: { required: ["inner"] },
          },
        ],
        properties: {
          quantity: { type: "integer", title: "Số lượng trong nhóm", ...en },
          inner: {
            type: "string",
            title: "Trong nhóm",
            ...en,
            "x-when": [{ cases: ["again"] }, { formField: "quantity", range: { min: 3 } }],
          },
        },
      },
    },
  });
  const lacking = (value: unknown, circumstances: Partial<Circumstances> = {}) =>
    checkForm(conditional, value, { ...ONLINE, ...circumstances }).map(({ pointer }) => pointer);

  it("is required where all of its tests hold, and may stay empty elsewhere", () => {
    expect(lacking({})).toEqual([]);
    expect(lacking({}, { case: "again" })).toEqual(["/form/byCase"]);
    expect(lacking({}, { channel: "post" })).toEqual([]);
    expect(lacking({}, { channel: "post", applicant: "organisation" })).toEqual(["/form/byWay"]);
    expect(lacking({}, { channel: "post", applicant: null })).toEqual([]);
  });

  it("is no fault where it is answered and nothing asks for it", () => {
    expect(lacking({ byCase: "x", byWay: "y", group: { inner: "z" } })).toEqual([]);
  });

  it("asks inside a group of the answers at the top of the form", () => {
    const again = { case: "again" };
    expect(lacking({ byCase: "x", quantity: 3, group: {} }, again)).toEqual(["/form/group/inner"]);
    expect(lacking({ byCase: "x", quantity: 2, group: {} }, again)).toEqual([]);
  });

  it("leaves to if and then of a group the answers of that group", () => {
    expect(lacking({ quantity: 7, group: { quantity: 6 } })).toEqual([]);
    expect(lacking({ quantity: 6, group: { quantity: 7 } })).toEqual(["/form/group/inner"]);
  });

  it("stands beside if and then, which ask for numbers and for how many entries there are", () => {
    expect(lacking({ quantity: 4, many: [1, 2] })).toEqual(["/form/fullName"]);
    for (const met of [{ quantity: 5, many: [1, 2] }, { quantity: 4, many: [1] }, { quantity: 4 }, { many: [1, 2] }]) {
      expect(lacking(met)).toEqual([]);
    }
  });

  it("is asked nothing while the form is a draft", () => {
    expect(checkFormShape(conditional, {})).toEqual([]);
  });
});

describe("the form of a draft", () => {
  it("may be empty or half-written", () => {
    expect(draftFaults({})).toEqual([]);
    expect(draftFaults({ places: [] })).toEqual([]);
    expect(
      draftFaults({
        fullName: "",
        number: "03",
        email: "lan@",
        start: "2027-",
        declaration: false,
        places: [{}],
        end: "x",
      }),
    ).toEqual([]);
  });

  it.each([
    ["another type", { fullName: 7 }, "/form/fullName wrong-type"],
    ["an unknown member", { x: 1 }, "/form/x unknown-member"],
    ["an unknown member inside", { places: [{ x: 1 }] }, "/form/places/0/x unknown-member"],
    ["a choice not offered", { sex: "x" }, "/form/sex not-allowed"],
    ["a text too long", { fullName: "L".repeat(21) }, "/form/fullName too-long"],
  ])("may not hold %s", (_, value, fault) => {
    expect(draftFaults(value)).toEqual([fault]);
  });
});

describe("a form's schema", () => {
  const text = { type: "string", title: "X", "x-en": { title: "X" } };
  const bare = { ...form, required: [], allOf: [] };
  const accepts = (schema: unknown): boolean => FormSchema.safeParse(schema).success;

  it("is accepted when every keyword of it is checked", () => {
    expect(accepts({ ...bare, properties: { x: { ...text, maxLength: 9, pattern: "a+" } } })).toBe(true);
  });

  it.each([
    ["a keyword that nobody checks", { ...bare, minProperties: 1 }],
    ["a reference", { ...bare, properties: { x: { $ref: "https://example.com/x" } } }],
    ["a field without an English title", { ...bare, properties: { x: { type: "string", title: "X" } } }],
    ["a requirement of a field it lacks", { ...bare, required: ["nothing"] }],
    ["a date after a field it lacks", { ...bare, properties: { x: { ...text, "x-not-before": "nothing" } } }],
    ["a pattern for text of any length", { ...bare, properties: { x: { ...text, pattern: "a+" } } }],
    ["a pattern that is none", { ...bare, properties: { x: { ...text, maxLength: 9, pattern: "(" } } }],
    ["no example", { ...bare, examples: [] }],
  ])("is refused for %s", (_, schema) => {
    expect(accepts(schema)).toBe(false);
  });
});
