import type { FormSchema } from "../form-schema.ts";
import type { Test } from "../when.ts";
import { type Condition, conditionsOf } from "./conditions.ts";
import { isNeverMet } from "./filings.ts";
import { boundsOf, isNever, scopeOf } from "./numbers.ts";
import { type Found, found, listed, type Rule, type Subject } from "./rule.ts";

type Place = { pointer: string; test: Test; condition: Condition };

const testsOf = ({ procedure }: Subject): Place[] =>
  conditionsOf(procedure).flatMap((condition) =>
    condition.when.map((test, at) => ({ pointer: `${condition.pointer}/${at}`, test, condition })),
  );

/** Names that a test lists and the procedure does not offer. */
const unknown = (
  pointer: string,
  named: readonly string[],
  offered: readonly string[],
  what: { vi: string; en: string },
): Found[] => {
  const names = listed(offered);
  return named.flatMap((name, at) =>
    offered.includes(name)
      ? []
      : [
          found(
            `${pointer}/${at}`,
            `Không có ${what.vi} “${name}”; hiện có: ${names.vi}.`,
            `There is no ${what.en} "${name}"; there are: ${names.en}.`,
          ),
        ],
  );
};

const badChoice = (form: FormSchema, { pointer, test }: Place): Found[] => {
  if (!("values" in test)) return [];
  const { formField: name, values } = test;
  const field = form.properties[name];
  const offered = field?.type === "string" ? field.enum : undefined;
  return offered
    ? unknown(`${pointer}/values`, values, offered, { vi: `ở “${name}” giá trị`, en: `value of "${name}"` })
    : [
        found(
          `${pointer}/formField`,
          `“${name}” không phải mục chọn của biểu mẫu.`,
          `"${name}" is no choice of the form.`,
        ),
      ];
};

const badNumber = (form: FormSchema, { pointer, test }: Place): Found[] => {
  if (!("range" in test || "count" in test)) return [];
  const { formField: name } = test;
  const type = form.properties[name]?.type;
  const [fits, vi, en] =
    "count" in test
      ? [type === "array", "danh sách", "list"]
      : [type === "integer" || type === "number", "mục số", "number"];
  return fits
    ? []
    : [found(`${pointer}/formField`, `“${name}” không phải ${vi} của biểu mẫu.`, `"${name}" is no ${en} of the form.`)];
};

const neverReached = (form: FormSchema, { pointer, test }: Place): Found[] => {
  const bounds = boundsOf(test);
  if (!bounds || !("formField" in test)) return [];
  const scope = scopeOf(form.properties[test.formField]);
  if (!scope || !isNever(scope, bounds)) return [];
  const at = `${pointer}/${"range" in test ? "range" : "count"}`;
  const text = `${scope.least ?? "…"}–${scope.most ?? "…"}`;
  return [
    found(
      at,
      `Biểu mẫu chỉ cho “${test.formField}” trong ${text}: không số nào nằm trong khoảng này.`,
      `The form allows ${text} of "${test.formField}": no number lies in this range.`,
    ),
  ];
};

/** A test that names all there is asks nothing. */
const askingNothing = ({ procedure }: Subject, { pointer, test }: Place): Found[] => {
  const all = (named: readonly string[], offered: readonly string[]) =>
    offered.length > 0 && offered.every((one) => named.includes(one));
  const needless =
    ("cases" in test &&
      procedure.cases.length > 1 &&
      all(
        test.cases,
        procedure.cases.map(({ id }) => id),
      )) ||
    ("applicants" in test && all(test.applicants, procedure.audience)) ||
    ("channels" in test &&
      all(
        test.channels,
        procedure.channels.map(({ channel }) => channel),
      ));
  return needless ? [found(pointer, "Điều kiện này lúc nào cũng đúng.", "This condition always holds.")] : [];
};

/** Tests that each can hold, but never together. A test that cannot hold by itself is named by a rule of its own. */
const contradicting = ({ procedure }: Subject): Found[] => {
  const channels = procedure.channels.map(({ channel }) => channel);
  return conditionsOf(procedure)
    .filter(
      ({ of, when }) =>
        of !== "fee" &&
        isNeverMet(procedure, channels, when) &&
        !when.some((test) => isNeverMet(procedure, channels, [test])),
    )
    .map(({ pointer, of }) =>
      found(
        pointer,
        `Các điều kiện này loại trừ nhau: ${of === "paper" ? "giấy tờ" : "mục"} không bao giờ được yêu cầu.`,
        `These conditions exclude each other: the ${of} is never asked for.`,
      ),
    );
};

export const WHEN_RULES: readonly Rule[] = [
  {
    code: "when-case-unknown",
    remedy: { vi: "Dùng mã của một trường hợp trong cases.", en: "Use the id of one of the cases." },
    find: (subject) => {
      const known = subject.procedure.cases.map(({ id }) => id);
      return testsOf(subject).flatMap(({ pointer, test }) =>
        "cases" in test ? unknown(`${pointer}/cases`, test.cases, known, { vi: "trường hợp", en: "case" }) : [],
      );
    },
  },
  {
    code: "when-applicant-unknown",
    remedy: { vi: "Dùng một đối tượng trong audience.", en: "Use one of the audience." },
    find: (subject) =>
      testsOf(subject).flatMap(({ pointer, test }) =>
        "applicants" in test
          ? unknown(`${pointer}/applicants`, test.applicants, subject.procedure.audience, {
              vi: "đối tượng",
              en: "applicant",
            })
          : [],
      ),
  },
  {
    code: "when-channel-unknown",
    remedy: { vi: "Dùng một kênh trong channels.", en: "Use one of the channels." },
    find: (subject) => {
      const known = subject.procedure.channels.map(({ channel }) => channel);
      return testsOf(subject).flatMap(({ pointer, test }) =>
        "channels" in test ? unknown(`${pointer}/channels`, test.channels, known, { vi: "kênh", en: "channel" }) : [],
      );
    },
  },
  {
    code: "when-choice-unknown",
    remedy: {
      vi: "Dùng một mục chọn (enum) của biểu mẫu và các giá trị của mục đó.",
      en: "Use a choice (enum) of the form, and values that it has.",
    },
    find: (subject) => testsOf(subject).flatMap((place) => badChoice(subject.procedure.form, place)),
  },
  {
    code: "when-number-unfit",
    remedy: {
      vi: "Dùng range cho mục số, count cho danh sách, ở ngoài cùng của biểu mẫu.",
      en: "Use range of a number and count of a list, at the top of the form.",
    },
    find: (subject) => testsOf(subject).flatMap((place) => badNumber(subject.procedure.form, place)),
  },
  {
    code: "when-range-never",
    remedy: {
      vi: "Sửa khoảng cho nằm trong minimum và maximum (danh sách: minItems và maxItems) của mục.",
      en: "Keep the range within the field's minimum and maximum (of a list: minItems and maxItems).",
    },
    find: (subject) => testsOf(subject).flatMap((place) => neverReached(subject.procedure.form, place)),
  },
  {
    code: "when-never",
    remedy: {
      vi: "Gộp các lựa chọn vào một điều kiện, sửa điều kiện sai, hoặc xóa giấy tờ hay mục này.",
      en: "Put choices that may each hold into one condition, correct the wrong one, or remove the paper or field.",
    },
    find: contradicting,
  },
  {
    code: "when-always",
    remedy: { vi: "Bỏ điều kiện này.", en: "Leave it out." },
    find: (subject) => testsOf(subject).flatMap((place) => askingNothing(subject, place)),
  },
  {
    code: "when-of-lone-case",
    remedy: { vi: "Bỏ điều kiện này, hoặc thêm trường hợp thứ hai.", en: "Leave it out, or add a second case." },
    find: (subject) =>
      subject.procedure.cases.length !== 1
        ? []
        : testsOf(subject).flatMap(({ pointer, test, condition: { of } }) =>
            "cases" in test && of !== "fee"
              ? [
                  found(
                    pointer,
                    "Thủ tục chỉ có một trường hợp nên người nộp không phải chọn: điều kiện này sẽ không đúng.",
                    "With one case nobody is asked to choose it: this condition would not hold.",
                  ),
                ]
              : [],
          ),
  },
];
