import type { FeeRule } from "../fee-rule.ts";
import type { FormSchema } from "../form-schema.ts";
import type { ProcedureVersion } from "../procedure-version.ts";
import { type Found, found, listed, type Rule, repeated } from "./rule.ts";

type Placed = { pointer: string; rule: FeeRule };

const rulesOf = ({ channels }: ProcedureVersion): Placed[] =>
  channels.flatMap(({ fees }, channel) =>
    fees.map((rule, at) => ({ pointer: `/channels/${channel}/fees/${at}`, rule })),
  );

/** Whether the form wants this field wherever these choices are made. */
const wanted = ({ required, allOf = [] }: FormSchema, name: string, when: FeeRule["when"] = []): boolean =>
  required.includes(name) ||
  allOf.some(
    (condition) =>
      condition.then.required.includes(name) &&
      Object.entries(condition.if.properties).every(([tested, { enum: values }]) =>
        when.some((choice) => choice.formField === tested && choice.values.every((value) => values.includes(value))),
      ),
  );

const unfitQuantity = (form: FormSchema, { pointer, rule }: Placed): Found[] => {
  const { quantity, when, amount } = rule;
  if (!quantity) return [];
  const { formField: name, cap } = quantity;
  const at = `${pointer}/quantity/formField`;
  const field = form.properties[name];
  if (field?.type !== "integer") {
    return [found(at, `“${name}” không phải mục số nguyên của biểu mẫu.`, `"${name}" is no whole number of the form.`)];
  }
  if (!wanted(form, name, when)) {
    return [found(at, `“${name}” có thể để trống.`, `"${name}" may be left out.`)];
  }
  const { minimum, maximum } = field;
  if (minimum === undefined || minimum < 0) {
    return [found(at, `“${name}” có thể là số âm.`, `"${name}" may be below zero.`)];
  }
  const most = maximum === undefined ? undefined : amount * maximum;
  return cap !== undefined || (most !== undefined && Number.isSafeInteger(most))
    ? []
    : [found(at, `“${name}” không có mức nhiều nhất.`, `"${name}" has no maximum.`)];
};

/** What one filing may owe under one id is told apart by nothing else: its name and kind are the same everywhere. */
const unlike = (placed: readonly Placed[]): Found[] => {
  const first = new Map<string, FeeRule>();
  return placed.flatMap(({ pointer, rule }) => {
    const known = first.get(rule.id);
    if (!known) first.set(rule.id, rule);
    return (["name", "kind"] as const)
      .filter((member) => known !== undefined && known[member] !== rule[member])
      .map((member) =>
        found(
          `${pointer}/${member}`,
          `Khoản “${rule.id}” ở nơi khác ghi “${known?.[member]}”.`,
          `The item "${rule.id}" says "${known?.[member]}" elsewhere.`,
        ),
      );
  });
};

const missingOnChannels = ({ channels }: ProcedureVersion): Found[] => {
  const all = new Set(channels.flatMap(({ fees }) => fees.map(({ id }) => id)));
  return channels.flatMap(({ channel, fees }, at) =>
    [...all]
      .filter((id) => !fees.some((rule) => rule.id === id))
      .map((id) =>
        found(
          `/channels/${at}/fees`,
          `Kênh ${channel} thiếu khoản “${id}” mà kênh khác thu.`,
          `The channel ${channel} lacks the item "${id}" that another asks for.`,
        ),
      ),
  );
};

export const FEE_RULES: readonly Rule[] = [
  {
    code: "fee-case-unknown",
    remedy: { vi: "Dùng mã của một trường hợp trong cases.", en: "Use the id of one of the cases." },
    find: ({ procedure }) => {
      const known = procedure.cases.map(({ id }) => id);
      const names = listed(known);
      return rulesOf(procedure).flatMap(({ pointer, rule: { cases = [] } }) =>
        cases.flatMap((id, at) =>
          known.includes(id)
            ? []
            : [
                found(
                  `${pointer}/cases/${at}`,
                  `Không có trường hợp “${id}”; hiện có: ${names.vi}.`,
                  `There is no case "${id}"; there are: ${names.en}.`,
                ),
              ],
        ),
      );
    },
  },
  {
    code: "fee-choice-unknown",
    remedy: {
      vi: "Dùng một mục chọn (enum) của biểu mẫu và các giá trị của mục đó.",
      en: "Use a choice (enum) of the form, and values that it has.",
    },
    find: ({ procedure }) =>
      rulesOf(procedure).flatMap(({ pointer, rule: { when = [] } }) =>
        when.flatMap(({ formField: name, values }, at): Found[] => {
          const field = procedure.form.properties[name];
          const offered = field?.type === "string" ? field.enum : undefined;
          if (!offered) {
            const place = `${pointer}/when/${at}/formField`;
            return [found(place, `“${name}” không phải mục chọn của biểu mẫu.`, `"${name}" is no choice of the form.`)];
          }
          const names = listed(offered);
          return values.flatMap((value, place) =>
            offered.includes(value)
              ? []
              : [
                  found(
                    `${pointer}/when/${at}/values/${place}`,
                    `“${name}” không có giá trị “${value}”; hiện có: ${names.vi}.`,
                    `"${name}" has no value "${value}"; there are: ${names.en}.`,
                  ),
                ],
          );
        }),
      ),
  },
  {
    code: "fee-quantity-unfit",
    remedy: {
      vi: "Dùng một mục số nguyên bắt buộc, minimum từ 0 trở lên, có maximum hoặc khoản có cap.",
      en: "Use a whole number that the form requires, its minimum 0 or more, with a maximum or a cap of the item.",
    },
    find: ({ procedure }) => rulesOf(procedure).flatMap((placed) => unfitQuantity(procedure.form, placed)),
  },
  {
    code: "fee-cap-below-amount",
    remedy: { vi: "Cho cap bằng amount hoặc cao hơn.", en: "Let the cap be the amount or more." },
    find: ({ procedure }) =>
      rulesOf(procedure).flatMap(({ pointer, rule: { amount, quantity } }) =>
        quantity?.cap !== undefined && quantity.cap < amount
          ? [
              found(
                `${pointer}/quantity/cap`,
                `Mức trần ${quantity.cap} thấp hơn mức một đơn vị ${amount}.`,
                `The cap ${quantity.cap} is below the amount for one, ${amount}.`,
              ),
            ]
          : [],
      ),
  },
  {
    code: "fee-without-alternative",
    remedy: {
      vi: "Ghi alternative, cùng tên với các khoản thay nó; nơi không thu thì thêm một khoản amount 0.",
      en: "Write an alternative, the same as of the items instead of it; where it is free, add one of amount 0.",
    },
    find: ({ procedure }) =>
      rulesOf(procedure).flatMap(({ pointer, rule: { id, alternative, cases, when } }) =>
        alternative === undefined && (cases || when)
          ? [
              found(
                `${pointer}/alternative`,
                `Khoản “${id}” có điều kiện mà không nói khi khác thì thu bao nhiêu.`,
                `The item "${id}" has a condition and does not say what is asked otherwise.`,
              ),
            ]
          : [],
      ),
  },
  {
    code: "fee-twice",
    remedy: { vi: "Đặt mã khác cho khoản này.", en: "Give this item another id." },
    find: ({ procedure: { channels } }) =>
      channels.flatMap(({ fees }, channel) =>
        repeated(fees, ({ id }) => id).map(({ at, key }) =>
          found(
            `/channels/${channel}/fees/${at}/id`,
            `Mã khoản “${key}” dùng hai lần.`,
            `The id "${key}" is used twice on the channel.`,
          ),
        ),
      ),
  },
  {
    code: "fee-missing-on-channel",
    remedy: {
      vi: "Thêm khoản đó vào kênh này; nếu kênh này không thu thì ghi amount 0.",
      en: "Add the item to this channel; where it is free there, with the amount 0.",
    },
    find: ({ procedure }) => missingOnChannels(procedure),
  },
  {
    code: "fee-named-twice",
    remedy: {
      vi: "Ghi cùng tên và loại ở mọi kênh, hoặc đặt mã khác.",
      en: "Write one name and kind on every channel, or give it another id.",
    },
    find: ({ procedure }) => unlike(rulesOf(procedure)),
  },
];
