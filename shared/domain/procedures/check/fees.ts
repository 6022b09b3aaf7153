import type { FeeRule } from "../fee-rule.ts";
import type { FormSchema } from "../form-schema.ts";
import type { ProcedureVersion } from "../procedure-version.ts";
import type { Test } from "../when.ts";
import { demandsOf } from "./conditions.ts";
import { boundsOf } from "./numbers.ts";
import { type Found, found, type Rule, repeated } from "./rule.ts";

type Placed = { pointer: string; rule: FeeRule };

const rulesOf = ({ channels }: ProcedureVersion): Placed[] =>
  channels.flatMap(({ fees }, channel) =>
    fees.map((rule, at) => ({ pointer: `/channels/${channel}/fees/${at}`, rule })),
  );

/** Whether one test holds wherever the other does. */
const follows = (test: Test, other: Test): boolean => {
  const among = (all: readonly string[], some: readonly string[]) => some.every((one) => all.includes(one));
  if ("cases" in test) return "cases" in other && among(test.cases, other.cases);
  if ("applicants" in test) return "applicants" in other && among(test.applicants, other.applicants);
  if ("channels" in test) return "channels" in other && among(test.channels, other.channels);
  if (!("formField" in other) || other.formField !== test.formField) return false;
  if ("values" in test) return "values" in other && among(test.values, other.values);
  const [bounds, narrower] = [boundsOf(test), boundsOf(other)];
  if (!bounds || !narrower) return false;
  const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY } = narrower;
  const least = bounds.min === undefined || min >= bounds.min;
  const most = bounds.max === undefined || Math.min(max, narrower.below ?? max) <= bounds.max;
  const end = bounds.below === undefined || max < bounds.below || (narrower.below ?? max) <= bounds.below;
  return least && most && end;
};

/** Whether the form wants this field wherever the rule holds. */
const wanted = (form: FormSchema, name: string, when: readonly Test[] = []): boolean =>
  form.required.includes(name) ||
  demandsOf(form).some(
    ({ tests, wants }) => wants.includes(name) && tests.every((test) => when.some((other) => follows(test, other))),
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
      rulesOf(procedure).flatMap(({ pointer, rule: { id, alternative, when } }) =>
        alternative === undefined && when
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
