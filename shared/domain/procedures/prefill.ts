import type { FormSchema, Prefill } from "./form-schema.ts";

/** What is known of who is signed in. */
export type Known = { [Name in Prefill]?: string | undefined };

/**
 * The members of a form that an identity answers already, as a beginning to go on from: never sent in by itself, and
 * never more than the form asks for. A value that the field could not hold is left out.
 */
export const prefillOf = ({ properties }: FormSchema, known: Known): Record<string, string> =>
  Object.fromEntries(
    Object.entries(properties).flatMap(([name, field]): [string, string][] => {
      const source = field.type === "string" ? field["x-prefill"] : undefined;
      const value = source === undefined ? undefined : known[source];
      if (field.type !== "string" || value === undefined || value.trim() === "") return [];
      const { maxLength = Number.POSITIVE_INFINITY, pattern } = field;
      const fits = [...value].length <= maxLength && (pattern === undefined || new RegExp(pattern, "u").test(value));
      return fits ? [[name, value]] : [];
    }),
  );
