import * as z from "zod";

/** The query of a route that has none: deny by default, as unknown members of a body are. */
export const NoQuery = z.strictObject({});

/**
 * For addresses that people pass on and that come back longer: social networks and mail add parameters of their own
 * (`fbclid`, `utm_source`), and a payment provider signs what it likes. What is not declared is not looked at.
 */
export const ForeignQuery = z.object({});

/** A whole number in an address, written as we write it: digits alone, no zero before them. */
export const WholeNumber = (min: number, max: number) =>
  z
    .string()
    .transform((text, context) => {
      if (/^(0|[1-9]\d{0,9})$/.test(text)) return Number(text);
      context.issues.push({ code: "invalid_type", expected: "int", input: text });
      return z.NEVER;
    })
    .pipe(z.int().min(min).max(max))
    .meta({ type: "integer", minimum: min, maximum: max });
