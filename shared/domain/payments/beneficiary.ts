import * as z from "zod";

/** The account that a fee or charge goes to: the agency's own, or its account at the treasury. */
export const Beneficiary = z.strictObject({
  account: z.string().regex(/^[0-9A-Za-z.-]{4,34}$/),
  bank: z.string().min(1),
  name: z.string().min(1),
});
export type Beneficiary = z.infer<typeof Beneficiary>;
