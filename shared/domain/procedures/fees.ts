import { type Instant, provinceDate } from "../foundation/instant.ts";
import type { FeeRule } from "./fee-rule.ts";
import type { ProcedureVersion } from "./procedure-version.ts";
import { type Filing, holds, type Way } from "./when.ts";

export type DueMoment = FeeRule["due"];
export type FilingChannel = Way;

/** One thing to pay, integer VND. */
export type FeeItem = Pick<FeeRule, "id" | "name" | "kind" | "amount" | "beneficiary">;

/** Times the number that the form gives; once where it gives none, which a complete form cannot. */
const multiplied = ({ amount, quantity }: FeeRule, form: Record<string, unknown>): number => {
  if (!quantity) return amount;
  const count = form[quantity.formField];
  const sum = amount * (Number.isSafeInteger(count) ? (count as number) : 1);
  return quantity.cap === undefined ? sum : Math.min(sum, quantity.cap);
};

const discounted = (sum: number, { discounts = [] }: FeeRule, date: string): number => {
  const discount = discounts.find(({ from, to }) => from <= date && (to === null || date <= to));
  return discount ? (sum / 100) * (100 - discount.percent) : sum;
};

/** What one rule comes to on a date (of the province). Throws where that is not whole đồng. */
const amountOf = (rule: FeeRule, form: Record<string, unknown>, date: string): number => {
  const amount = discounted(multiplied(rule, form), rule, date);
  if (!Number.isSafeInteger(amount)) throw new RangeError(`Fee ${rule.id} is not a whole sum: ${amount}.`);
  return amount;
};

/**
 * What is due at a moment, by the version the dossier was filed under; empty where it costs nothing. `at` is the
 * instant from which it is owed: a discount is that of its day.
 */
export const feesDue = (version: ProcedureVersion, filing: Filing, due: DueMoment, at: Instant): FeeItem[] => {
  const rules = version.channels.find(({ channel }) => channel === filing.channel)?.fees ?? [];
  return rules
    .filter((rule) => rule.due === due && holds(rule.when, filing))
    .map((rule) => {
      const { id, name, kind, beneficiary } = rule;
      const amount = amountOf(rule, filing.form, provinceDate(at));
      return { id, name, kind, amount, ...(beneficiary ? { beneficiary } : {}) };
    })
    .filter(({ amount }) => amount > 0);
};

/** The sum in VND. Throws beyond what an integer holds exactly: money is never rounded. */
export const totalOf = (items: readonly Pick<FeeItem, "amount">[]): number => {
  const total = items.reduce((sum, { amount }) => sum + amount, 0);
  if (!Number.isSafeInteger(total)) throw new RangeError("The sum of the fees is not an exact integer.");
  return total;
};
