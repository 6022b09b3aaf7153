import type { FeeRule } from "../procedures/fee-rule.ts";
import type { ProcedureVersion } from "../procedures/procedure-version.ts";
import { money, writtenDate } from "./words.ts";
import { writtenWhen } from "./written-when.ts";

const DUE: Record<FeeRule["due"], string> = {
  submission: "nộp cùng hồ sơ",
  acceptance: "nộp khi được tiếp nhận",
  return: "nộp khi nhận kết quả",
};

type Discount = NonNullable<FeeRule["discounts"]>[number];

const writtenDiscount = ({ from, to, percent, legalBasis }: Discount): string => {
  const until = to === null ? "cho đến khi có quy định mới" : `đến hết ngày ${writtenDate(to)}`;
  return `giảm ${percent}% từ ngày ${writtenDate(from)} ${until} theo ${legalBasis}`;
};

type Asked = { cases: ProcedureVersion["cases"]; form: Pick<ProcedureVersion["form"], "properties"> };

/**
 * All that a fee rule asks, in words to follow its name: how much, for each of what and at most how much, when it is
 * paid, of which dossiers, and what is taken off from when to when: `650.000 đồng (nộp cùng hồ sơ)`.
 */
export const writtenFee = (asked: Asked, { amount, quantity, due, when, discounts = [] }: FeeRule): string => {
  const title = quantity && (asked.form.properties[quantity.formField]?.title ?? quantity.formField);
  const each = title === undefined ? "" : ` cho mỗi đơn vị khai ở mục “${title}”`;
  const most = quantity?.cap === undefined ? "" : `, tối đa ${money(quantity.cap)}`;
  const sum = amount === 0 ? "miễn phí" : `${money(amount)}${each}${most}`;
  const notes = [
    DUE[due],
    ...(when ? [`khi ${writtenWhen(asked, when)}`] : []),
    ...discounts.map((discount) => writtenDiscount(discount)),
  ];
  return `${sum} (${notes.join("; ")})`;
};
