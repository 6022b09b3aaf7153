import { hash } from "node:crypto";
import type * as z from "zod";

declare const checked: unique symbol;

/**
 * JSON text of what a schema let pass: what is not declared is not in it. Made by the functions here alone. The digest is
 * the same where the text is.
 */
export type Written<S extends z.ZodType = z.ZodType> = {
  readonly by: S;
  readonly json: string;
  readonly digest: string;
  [checked]: true;
};

/** SHA-256 cut to 132 bits. */
export const digestOf = (text: string | Uint8Array): string => hash("sha256", text, "base64url").slice(0, 22);

export const written = <S extends z.ZodType>(by: S, value: z.input<S>): Written<S> => {
  const json = JSON.stringify(by.parse(value));
  return { by, json, digest: digestOf(json) } as Written<S>;
};

/** Of a schema's members those that are lists, as written items. */
type Lists<S extends z.ZodObject> = {
  [Name in keyof S["shape"] as S["shape"][Name] extends z.ZodArray
    ? Name
    : never]?: S["shape"][Name] extends z.ZodArray<infer Item extends z.ZodType> ? readonly Written<Item>[] : never;
};

/**
 * An object around lists whose items were written before, each by the schema of that list's items; an item of another
 * throws. The other members are parsed by their own schemas, and what is not declared is left out. What the schema asks
 * of a list or of the object as a whole is not asked.
 */
export const writtenAround = <S extends z.ZodObject, const L extends Lists<S>>(
  by: S,
  lists: L,
  others: Omit<z.input<S>, keyof L>,
): Written<S> => {
  const given = new Map<string, readonly Written[]>(Object.entries(lists));
  const values = new Map<string, unknown>(Object.entries(others));
  let json = "";
  // In place of each item its digest: a page is not hashed whole at each answer.
  let digested = "";
  for (const [name, schema] of Object.entries<z.ZodType>(by.shape as Record<string, z.ZodType>)) {
    const items = given.get(name);
    const value = items ? undefined : schema.parse(values.get(name));
    if (!items && value === undefined) continue;
    const begun = `${json === "" ? "{" : ","}${JSON.stringify(name)}:`;
    json += begun;
    digested += begun;
    if (!items) {
      const text = JSON.stringify(value);
      json += text;
      digested += text;
      continue;
    }
    const { element } = schema as z.ZodArray;
    let next = "[";
    for (const item of items) {
      if (item.by !== element) throw new TypeError(`an item of ${name} was written by another schema`);
      // Appended, not joined: the text is copied once, where the reply is.
      json += next + item.json;
      digested += next + item.digest;
      next = ",";
    }
    const end = items.length === 0 ? "[]" : "]";
    json += end;
    digested += end;
  }
  return { by, json: json === "" ? "{}" : `${json}}`, digest: digestOf(digested) } as Written<S>;
};
