import * as z from "zod";

/** A value that a person has written: a deployment stores "UNSET" in its place, which must never sign. */
export const Written = z
  .string()
  .min(1)
  .refine((value) => value !== "UNSET");

/**
 * Reads a merchant's secret. Throws without quoting the text: a parser's message would show the key.
 *
 * @param provider whose it is, for the message.
 */
export const merchantSecret =
  <Shape extends z.ZodRawShape>(provider: string, schema: z.ZodObject<Shape>) =>
  (secret: string): z.infer<typeof schema> => {
    let value: unknown;
    try {
      value = JSON.parse(secret);
    } catch {
      value = undefined;
    }
    const merchant = schema.safeParse(value);
    if (!merchant.success) throw new Error(`the ${provider} secret is not {${Object.keys(schema.shape).join(", ")}}`);
    return merchant.data;
  };
