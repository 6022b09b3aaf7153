import { checkForm, type Members } from "../check-form.ts";
import { type FormField, type FormSchema, type Prefill, type TextField, testsOf } from "../form-schema.ts";
import { type Known, prefillOf } from "../prefill.ts";
import type { ProcedureVersion } from "../procedure-version.ts";
import type { Circumstances, Test } from "../when.ts";
import { fieldsOf, groupsOf } from "./form-places.ts";
import { isNever, boundsOf as rangeOf, scopeOf } from "./numbers.ts";
import { type Found, found, type Rule } from "./rule.ts";

/** What an identity says of an invented person, as the citizen's token writes it. */
const SAMPLES: { [Name in Prefill]: string } = {
  fullName: "Nguyễn Thị Phương Lan",
  identityNumber: "036195004821",
  taxCode: "0601234567",
  phone: "0912345678",
  email: "lan.nguyen@example.com",
  address: "Số 12 đường Trần Hưng Đạo, phường Nam Định",
  dateOfBirth: "1995-03-08",
};

/** Whether a form of this field alone takes what the identity says, by the functions that do so when it is filed. */
const takes = (form: FormSchema, field: TextField): boolean => {
  const value = { ...field, "x-when": undefined };
  const alone: FormSchema = { ...form, properties: { value }, required: ["value"], allOf: [] };
  const known: Known = SAMPLES;
  return checkForm(alone, prefillOf(alone, known), { channel: "online", case: null, applicant: null }).length === 0;
};

const misfit = (
  form: FormSchema,
  { pointer, field, top }: { pointer: string; field: FormField; top: boolean },
): Found[] => {
  const source = field.type === "string" ? field["x-prefill"] : undefined;
  if (field.type !== "string" || source === undefined) return [];
  const at = `${pointer}/x-prefill`;
  if (!top) {
    return [
      found(
        at,
        "Chỉ mục ở ngoài cùng được điền sẵn.",
        "Only fields at the top of the form are filled in from an identity.",
      ),
    ];
  }
  return takes(form, { ...field, "x-not-before": undefined } as TextField)
    ? []
    : [
        found(
          at,
          `Mục không nhận được giá trị như “${SAMPLES[source]}”.`,
          `The field cannot hold a value such as "${SAMPLES[source]}".`,
        ),
      ];
};

/** The least and the most of a field, and the keyword that says the most. */
const boundsOf = (field: FormField): [least: number | undefined, most: number | undefined, keyword: string] => {
  switch (field.type) {
    case "string":
      return [field.minLength, field.maxLength, "maxLength"];
    case "integer":
    case "number":
      return [field.minimum, field.maximum, "maximum"];
    case "array":
      return [field.minItems, field.maxItems, "maxItems"];
    default:
      return [undefined, undefined, ""];
  }
};

/** Every way in which a form may come to be filed. */
const circumstancesOf = ({ cases, audience, channels }: ProcedureVersion): Circumstances[] => {
  const all = cases.length === 0 ? [null] : cases.map(({ id }) => id);
  return channels.flatMap(({ channel }) =>
    all.flatMap((chosen) => audience.map((applicant) => ({ channel, case: chosen, applicant }))),
  );
};

/** What a test of an `if` asks of a field that cannot answer it so. */
const neverMet = (pointer: string, { properties }: Members, test: Test): Found[] => {
  if (!("formField" in test)) return [];
  const field = properties[test.formField];
  const at = `${pointer}/${test.formField}`;
  if ("values" in test) {
    const offered = field?.type === "string" ? (field.enum ?? []) : [];
    return test.values.flatMap((value, place) =>
      offered.includes(value)
        ? []
        : [
            found(
              `${at}/enum/${place}`,
              `“${field?.title}” không có lựa chọn “${value}”.`,
              `"${field?.["x-en"].title}" has no choice "${value}".`,
            ),
          ],
    );
  }
  const scope = "count" in test === (field?.type === "array") ? scopeOf(field) : undefined;
  const bounds = rangeOf(test);
  if (scope && bounds && !isNever(scope, bounds)) return [];
  return [
    found(at, `“${field?.title}” không thể có số nào như vậy.`, `"${field?.["x-en"].title}" can have no such number.`),
  ];
};

export const FORM_RULES: readonly Rule[] = [
  {
    code: "example-invalid",
    remedy: {
      vi: "Sửa ví dụ đầu tiên cho nộp được ở mọi trường hợp, đối tượng và kênh: người dùng và phép thử điền theo nó.",
      en: "Mend the first example so that it could be filed in every case, by all and on every channel: people and tests fill in after it.",
    },
    find: ({ procedure }) => {
      const { form } = procedure;
      const faults = circumstancesOf(procedure).flatMap((one) => checkForm(form, form.examples[0], one));
      const first = new Map(faults.map((one) => [`${one.pointer} ${one.code}`, one]));
      return [...first.values()].map(({ pointer, detail }) =>
        found(pointer.replace(/^\/form/, "/form/examples/0"), detail.vi, detail.en),
      );
    },
  },
  {
    code: "prefill-misfit",
    remedy: { vi: "Bỏ x-prefill, hoặc sửa mục cho nhận được.", en: "Remove x-prefill, or let the field take it." },
    find: ({ procedure: { form } }) => fieldsOf(form).flatMap((place) => misfit(form, place)),
  },
  {
    code: "bounds-crossed",
    remedy: { vi: "Cho mức nhiều nhất bằng hoặc lớn hơn mức ít nhất.", en: "Let the most be the least or more." },
    find: ({ procedure: { form } }) =>
      fieldsOf(form).flatMap(({ pointer, field }) => {
        const [least, most, keyword] = boundsOf(field);
        if (least === undefined || most === undefined || least <= most) return [];
        return [
          found(
            `${pointer}/${keyword}`,
            `“${field.title}”: nhiều nhất ${most} mà ít nhất ${least}, không ai điền được.`,
            `"${field["x-en"].title}": at most ${most} and at least ${least}, which nobody can fill in.`,
          ),
        ];
      }),
  },
  {
    code: "text-unbounded",
    remedy: { vi: "Ghi maxLength.", en: "Write a maxLength." },
    find: ({ procedure: { form } }) =>
      fieldsOf(form).flatMap(({ pointer, field }) =>
        field.type === "string" && field.maxLength === undefined && !field.enum && field.format !== "date"
          ? [
              found(
                `${pointer}/maxLength`,
                `“${field.title}” không giới hạn độ dài.`,
                `"${field["x-en"].title}" has no length.`,
              ),
            ]
          : [],
      ),
  },
  {
    code: "date-order-of-no-dates",
    remedy: { vi: "Chỉ so hai mục có format là date.", en: "Compare two fields of format date only." },
    find: ({ procedure: { form } }) =>
      groupsOf(form).flatMap(({ pointer, members: { properties } }) =>
        Object.entries(properties).flatMap(([name, field]) => {
          if (field.type !== "string" || field["x-not-before"] === undefined) return [];
          const other = properties[field["x-not-before"]];
          if (field.format === "date" && other?.type === "string" && other.format === "date" && other !== field)
            return [];
          return [
            found(
              `${pointer}/properties/${name}/x-not-before`,
              `“${field.title}” và “${other?.title}” không phải hai ngày khác nhau.`,
              `"${field["x-en"].title}" and "${other?.["x-en"].title}" are not two dates.`,
            ),
          ];
        }),
      ),
  },
  {
    code: "condition-never",
    remedy: {
      vi: "Chỉ thử các giá trị có trong enum của mục chọn; số thì trong minimum và maximum của mục, danh sách thì trong minItems và maxItems.",
      en: "Test for values of the field's enum; of a number within its minimum and maximum, of a list within minItems and maxItems.",
    },
    find: ({ procedure: { form } }) =>
      groupsOf(form).flatMap(({ pointer, members }) =>
        (members.allOf ?? []).flatMap((condition, at) =>
          testsOf(condition).flatMap((test) => neverMet(`${pointer}/allOf/${at}/if/properties`, members, test)),
        ),
      ),
  },
];
