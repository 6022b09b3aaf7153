import * as z from "zod";

/** What is to be paid now. */
export const PaymentDueView = z.object({
  due: z.string(),
  amount: z.number().int(),
  items: z.array(z.object({ id: z.string(), name: z.string(), kind: z.string(), amount: z.number().int() })),
});
