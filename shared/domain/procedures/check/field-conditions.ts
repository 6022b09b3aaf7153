import { conditionsOf } from "./conditions.ts";
import { found, type Rule } from "./rule.ts";

/** What can be wrong with when a form field is wanted, beside what can be with any condition. */
export const FIELD_CONDITION_RULES: readonly Rule[] = [
  {
    code: "when-of-itself",
    remedy: { vi: "Hỏi một mục khác.", en: "Ask about another field." },
    find: ({ procedure }) =>
      conditionsOf(procedure).flatMap((condition) =>
        condition.when.flatMap((test, at) =>
          condition.of === "field" && "formField" in test && test.formField === condition.name
            ? [
                found(
                  `${condition.pointer}/${at}/formField`,
                  `“${test.formField}” chỉ bắt buộc khi chính nó đã được điền.`,
                  `"${test.formField}" would be required by what it says itself.`,
                ),
              ]
            : [],
        ),
      ),
  },
  {
    code: "when-and-required",
    remedy: { vi: "Bỏ mục khỏi required, hoặc bỏ x-when.", en: "Take it off required, or remove x-when." },
    find: ({ procedure }) =>
      conditionsOf(procedure).flatMap((condition) =>
        condition.of === "field" && condition.required
          ? [
              found(
                condition.pointer,
                "Mục này lúc nào cũng bắt buộc nên x-when không có tác dụng.",
                "The field is always required, so x-when changes nothing.",
              ),
            ]
          : [],
      ),
  },
  {
    code: "when-of-answers-alone",
    remedy: {
      vi: "Viết bằng if và then trong allOf, để mọi bộ kiểm JSON Schema đều hiểu.",
      en: "Write it with if and then in allOf, which every JSON Schema validator understands.",
    },
    find: ({ procedure }) =>
      conditionsOf(procedure).flatMap((condition) =>
        condition.of === "field" && condition.name !== undefined && condition.when.every((test) => "formField" in test)
          ? [found(condition.pointer, "x-when chỉ hỏi các mục của biểu mẫu.", "x-when asks about answers alone.")]
          : [],
      ),
  },
];
