import type { FormField, FormSchema, TextField } from "../form-schema.ts";
import { fieldsOf, type Placed } from "./form-places.ts";
import { type Found, found, type Rule, repeated, type Subject } from "./rule.ts";

/** Words that are the same in both languages. An abbreviation or a number, without small letters, is so too. */
const SAME_WORDS = new Set(["email", "fax", "website", "logo", "video", "internet", "karaoke", "zalo", "facebook"]);

const untranslated = (vi: string, en: string): boolean =>
  vi.trim().toLowerCase() === en.trim().toLowerCase() && /\p{Ll}/u.test(vi) && !SAME_WORDS.has(vi.trim().toLowerCase());

/** The form itself is labelled like its fields. */
const labelled = (form: FormSchema): { pointer: string; field: FormField | FormSchema }[] => [
  { pointer: "/form", field: form },
  ...fieldsOf(form),
];

const choices = ({ procedure: { form } }: Subject): { pointer: string; field: TextField; values: string[] }[] =>
  fieldsOf(form).flatMap(({ pointer, field }: Placed) =>
    field.type === "string" && field.enum ? [{ pointer, field, values: field.enum }] : [],
  );

export const LABEL_RULES: readonly Rule[] = [
  {
    code: "label-untranslated",
    remedy: { vi: "Ghi nhãn tiếng Anh.", en: "Write the English label." },
    find: ({ procedure: { form } }) => [
      ...labelled(form).flatMap(({ pointer, field }): Found[] =>
        untranslated(field.title, field["x-en"].title)
          ? [
              found(
                `${pointer}/x-en/title`,
                `Nhãn tiếng Anh “${field.title}” vẫn là tiếng Việt.`,
                `The English label "${field.title}" is the Vietnamese one.`,
              ),
            ]
          : [],
      ),
      ...fieldsOf(form).flatMap(({ pointer, field }): Found[] =>
        field.type !== "string"
          ? []
          : Object.entries(field["x-labels"] ?? {}).flatMap(([value, { vi, en }]) =>
              untranslated(vi, en)
                ? [
                    found(
                      `${pointer}/x-labels/${value}/en`,
                      `Nhãn tiếng Anh “${vi}” vẫn là tiếng Việt.`,
                      `The English label "${vi}" is the Vietnamese one.`,
                    ),
                  ]
                : [],
            ),
      ),
    ],
  },
  {
    code: "hint-in-one-language",
    remedy: {
      vi: "Ghi cả x-hint và x-en.hint, hoặc bỏ cả hai.",
      en: "Write both x-hint and x-en.hint, or neither.",
    },
    find: ({ procedure: { form } }) =>
      labelled(form).flatMap(({ pointer, field }) => {
        const [vi, en] = [field["x-hint"], field["x-en"].hint];
        if ((vi === undefined) === (en === undefined)) return [];
        return [
          found(
            vi === undefined ? `${pointer}/x-hint` : `${pointer}/x-en/hint`,
            `“${field.title}” chỉ có hướng dẫn bằng một ngôn ngữ.`,
            `"${field["x-en"].title}" is explained in one language only.`,
          ),
        ];
      }),
  },
  {
    code: "pattern-unexplained",
    remedy: {
      vi: "Ghi x-hint và x-en.hint: điền thế nào là đúng, kèm ví dụ.",
      en: "Write in x-hint and x-en.hint how to fill it in, with an example.",
    },
    find: ({ procedure: { form } }) =>
      fieldsOf(form).flatMap(({ pointer, field }) => {
        if (field.type !== "string" || field["x-hint"] !== undefined || field["x-en"].hint !== undefined) return [];
        const strict = field.format !== undefined || (field.pattern !== undefined && field.pattern !== "\\S");
        if (!strict || field.enum) return [];
        return [
          found(
            `${pointer}/x-hint`,
            `“${field.title}” phải đúng dạng nhưng không nói dạng nào.`,
            `"${field["x-en"].title}" wants a form and does not say which.`,
          ),
        ];
      }),
  },
  {
    code: "choice-unlabelled",
    remedy: { vi: "Thêm vi và en cho giá trị này trong x-labels.", en: "Add vi and en for this value to x-labels." },
    find: (subject) =>
      choices(subject).flatMap(({ pointer, field, values }) =>
        values.flatMap((value, at) =>
          field["x-labels"]?.[value]
            ? []
            : [
                found(
                  `${pointer}/enum/${at}`,
                  `Lựa chọn “${value}” chưa có nhãn.`,
                  `The choice "${value}" has no label.`,
                ),
              ],
        ),
      ),
  },
  {
    code: "choice-unknown",
    remedy: { vi: "Xóa nhãn này, hoặc thêm giá trị vào enum.", en: "Remove this label, or add its value to enum." },
    find: ({ procedure: { form } }) =>
      fieldsOf(form).flatMap(({ pointer, field }) =>
        field.type !== "string"
          ? []
          : Object.keys(field["x-labels"] ?? {}).flatMap((value) =>
              field.enum?.includes(value)
                ? []
                : [
                    found(
                      `${pointer}/x-labels/${value}`,
                      `“${value}” không phải một lựa chọn.`,
                      `"${value}" is not one of the choices.`,
                    ),
                  ],
            ),
      ),
  },
  {
    code: "choice-twice",
    remedy: { vi: "Xóa lựa chọn lặp lại.", en: "Remove the second one." },
    find: (subject) =>
      choices(subject).flatMap(({ pointer, values }) =>
        repeated(values, (value) => value).map(({ at, key }) =>
          found(`${pointer}/enum/${at}`, `Lựa chọn “${key}” đã có.`, `The choice "${key}" is there already.`),
        ),
      ),
  },
];
