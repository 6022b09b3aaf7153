import type { FeeRule } from "../fee-rule.ts";
import { type Found, found, type Rule, type Subject } from "./rule.ts";

type Discount = NonNullable<FeeRule["discounts"]>[number];
type Placed = { pointer: string; discount: Discount; before: Discount[]; rule: FeeRule };

const discountsOf = ({ procedure: { channels } }: Subject): Placed[] =>
  channels.flatMap(({ fees }, channel) =>
    fees.flatMap((rule, fee) =>
      (rule.discounts ?? []).map((discount, at, all) => ({
        pointer: `/channels/${channel}/fees/${fee}/discounts/${at}`,
        discount,
        before: all.slice(0, at),
        rule,
      })),
    ),
  );

const ends = ({ to }: Discount): string => to ?? "9999-12-31";

const overlap = (one: Discount, other: Discount): boolean => one.from <= ends(other) && other.from <= ends(one);

const fraction = (pointer: string, { percent }: Discount, sum: number): Found[] =>
  Number.isInteger((sum / 100) * (100 - percent))
    ? []
    : [
        found(
          `${pointer}/percent`,
          `Giảm ${percent}% của ${sum} đồng còn lẻ dưới một đồng.`,
          `${percent}% off ${sum} VND does not leave whole đồng.`,
        ),
      ];

export const DISCOUNT_RULES: readonly Rule[] = [
  {
    code: "discount-reversed",
    remedy: { vi: "Cho to bằng from hoặc sau đó.", en: "Let `to` be `from` or later." },
    find: (subject) =>
      discountsOf(subject).flatMap(({ pointer, discount: { from, to } }) =>
        to !== null && to < from
          ? [
              found(
                `${pointer}/to`,
                `Đợt giảm kết thúc ${to}, trước khi bắt đầu ${from}.`,
                `It ends ${to}, before ${from}.`,
              ),
            ]
          : [],
      ),
  },
  {
    code: "discounts-overlap",
    remedy: {
      vi: "Sửa from và to để mỗi ngày chỉ có một đợt giảm.",
      en: "Correct `from` and `to`, so that one discount at most holds on a day.",
    },
    find: (subject) =>
      discountsOf(subject).flatMap(({ pointer, discount, before }) => {
        const other = before.find((earlier) => overlap(earlier, discount));
        return other
          ? [
              found(
                `${pointer}/from`,
                `Trùng ngày với đợt giảm từ ${other.from}.`,
                `It shares days with the discount from ${other.from}.`,
              ),
            ]
          : [];
      }),
  },
  {
    code: "discount-of-fractions",
    remedy: {
      vi: "Sửa percent hoặc amount để số còn lại là số nguyên đồng.",
      en: "Correct the percent or the amount, so that whole đồng are left.",
    },
    find: (subject) =>
      discountsOf(subject).flatMap(({ pointer, discount, rule: { amount, quantity } }) => {
        const ofAmount = fraction(pointer, discount, amount);
        return ofAmount.length > 0 || quantity?.cap === undefined
          ? ofAmount
          : fraction(pointer, discount, quantity.cap);
      }),
  },
];
