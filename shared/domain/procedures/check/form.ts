import { checkForm } from "../check-form.ts";
import type { FormField, FormSchema, Prefill, TextField } from "../form-schema.ts";
import { type Known, prefillOf } from "../prefill.ts";
import { fieldsOf, groupsOf } from "./form-places.ts";
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
  const alone: FormSchema = { ...form, properties: { value: field }, required: ["value"], allOf: [] };
  const known: Known = SAMPLES;
  return checkForm(alone, prefillOf(alone, known)).length === 0;
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

export const FORM_RULES: readonly Rule[] = [
  {
    code: "example-invalid",
    remedy: {
      vi: "Sửa ví dụ đầu tiên cho nộp được: người dùng và phép thử điền theo nó.",
      en: "Mend the first example so that it could be filed: people and tests fill in after it.",
    },
    find: ({ procedure: { form } }) =>
      checkForm(form, form.examples[0]).map(({ pointer, detail }) =>
        found(pointer.replace(/^\/form/, "/form/examples/0"), detail.vi, detail.en),
      ),
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
      vi: "Chỉ thử các giá trị có trong enum của mục đó.",
      en: "Test for values that the field's enum has.",
    },
    find: ({ procedure: { form } }) =>
      groupsOf(form).flatMap(({ pointer, members: { properties, allOf = [] } }) =>
        allOf.flatMap((condition, at) =>
          Object.entries(condition.if.properties).flatMap(([name, { enum: values }]) => {
            const field = properties[name];
            const offered = field?.type === "string" ? (field.enum ?? []) : [];
            return values.flatMap((value, place) =>
              offered.includes(value)
                ? []
                : [
                    found(
                      `${pointer}/allOf/${at}/if/properties/${name}/enum/${place}`,
                      `“${field?.title}” không có lựa chọn “${value}”.`,
                      `"${field?.["x-en"].title}" has no choice "${value}".`,
                    ),
                  ],
            );
          }),
        ),
      ),
  },
];
