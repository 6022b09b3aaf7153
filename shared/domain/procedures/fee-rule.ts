import * as z from "zod";
import { Beneficiary } from "../payments/beneficiary.ts";
import { FormFieldName, When } from "./when.ts";

const Id = z.string().regex(/^[a-z0-9][a-z0-9-]*$/);
const Text = z.string().min(1);

/** A time in which less is asked, as a circular grants it. `to` is inclusive; null is until further notice. */
const Discount = z.strictObject({
  from: z.iso.date(),
  to: z.iso.date().nullable(),
  /** Of the amount, taken off. The rest must be whole đồng: money is never rounded. */
  percent: z.int().min(1).max(100),
  legalBasis: Text,
});

/**
 * What is paid, by rule. Integer VND. A fee (phí) pays for a service, a charge (lệ phí) is a set sum for an act of
 * administration. A rule without `when` always holds.
 */
export const FeeRule = z.strictObject({
  id: Id,
  name: Text,
  kind: z.enum(["fee", "charge"]),
  /** For one, where a quantity multiplies it. 0 says that this alternative is free. */
  amount: z.int().min(0),
  due: z.enum(["submission", "acceptance", "return"]),
  /** Rules that name the same alternative exclude each other, and one of them holds for every case and choice. */
  alternative: Id.optional(),
  /** Which dossiers it is for: of which case, in which area, with how many rooms; all where it is absent. */
  when: When.optional(),
  /** A whole number of the form that multiplies the amount, to a sum of `cap` VND at most. */
  quantity: z.strictObject({ formField: FormFieldName, cap: z.int().min(1).optional() }).optional(),
  discounts: z.array(Discount).min(1).optional(),
  /** The account that it goes to; the merchant's own where it is absent. */
  beneficiary: Beneficiary.optional(),
});
export type FeeRule = z.infer<typeof FeeRule>;
