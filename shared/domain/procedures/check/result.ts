import { partsOf, placesOf } from "../template.ts";
import { found, type Rule, type Subject } from "./rule.ts";

const AT = "/result/template";

const partsOfSubject = ({ procedure: { result } }: Subject) => partsOf(result.template ?? "");

/** Names once each, in the order of the text. */
const once = (names: readonly string[]): string[] => [...new Set(names)];

export const RESULT_RULES: readonly Rule[] = [
  {
    code: "validity-unknown-but-verified",
    remedy: {
      vi: "Ghi thời hạn (term) hoặc không thời hạn (for-good); nếu chưa rõ thì ghi verified là false.",
      en: "Say for how long (term) or for good (for-good); where it is not known yet, say verified: false.",
    },
    find: ({ procedure: { result, verified } }) =>
      verified && result.validity.kind === "unknown"
        ? [
            found(
              "/result/validity",
              "Ghi đã đối chiếu mà chưa rõ kết quả có giá trị bao lâu.",
              "It says verified, and not for how long the result holds.",
            ),
          ]
        : [],
  },
  {
    code: "template-broken",
    remedy: {
      vi: "Viết {{chỗ}} để điền, {{#chỗ}}…{{/chỗ}} cho phần chỉ in khi có giá trị, mở rồi đóng đúng thứ tự.",
      en: "Write {{place}} to fill in, {{#place}}…{{/place}} around what is printed only with a value; close in order.",
    },
    find: (subject) =>
      partsOfSubject(subject).stray.map((mark) =>
        found(AT, `“${mark}” không mở hoặc không đóng chỗ nào.`, `"${mark}" opens or closes nothing.`),
      ),
  },
  {
    code: "template-place-unknown",
    remedy: {
      vi: "Dùng form.<mục của biểu mẫu> hoặc một chỗ trong danh sách của template.ts.",
      en: "Use form.<form field>, or a place on the list in template.ts.",
    },
    find: (subject) => {
      const places = placesOf(subject.procedure);
      return once(partsOfSubject(subject).places.map(({ name }) => name))
        .filter((name) => !places.has(name))
        .map((name) => found(AT, `Không có chỗ {{${name}}}.`, `There is no place {{${name}}}.`));
    },
  },
  {
    code: "template-unguarded",
    remedy: {
      vi: "Đặt trong {{#chỗ}}…{{/chỗ}}, hoặc cho mục đó là bắt buộc trong biểu mẫu.",
      en: "Put it between {{#place}} and {{/place}}, or make the form require it.",
    },
    find: (subject) => {
      const places = placesOf(subject.procedure);
      const bare = partsOfSubject(subject).places.filter(({ name, guards }) => !guards.includes(name));
      return once(bare.map(({ name }) => name))
        .filter((name) => places.get(name) === "perhaps")
        .map((name) =>
          found(AT, `{{${name}}} có thể không có giá trị.`, `{{${name}}} may have no value to be filled with.`),
        );
    },
  },
];
