/** A number as it was written: `100000`, `1e5` and `100000.0` are three numbers to whoever signed one of them. */
export type JsonNumber = { readonly literal: string };
export type Json = string | boolean | null | JsonNumber | readonly Json[] | JsonObject;
export type JsonObject = ReadonlyMap<string, Json>;

/** Deeper than anything that a provider sends. */
const MOST_DEPTH = 8;

const SPACE = /[ \t\n\r]*/y;
const STRING = /"(?:[^"\\]|\\.)*"/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORD = /true|false|null/y;
const WORDS: Record<string, boolean | null> = { true: true, false: false, null: null };

const refuse = (what: string): never => {
  throw new SyntaxError(what);
};

const documentOf = (text: string): Json => {
  let at = 0;
  const token = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0];
    at += found?.length ?? 0;
    return found;
  };
  const sign = (character: string): boolean => {
    token(SPACE);
    if (text[at] !== character) return false;
    at += 1;
    return true;
  };
  const string = (): string | undefined => {
    token(SPACE);
    const quoted = token(STRING);
    if (quoted === undefined) return undefined;
    const plain: unknown = JSON.parse(quoted);
    return typeof plain === "string" && plain.isWellFormed() ? plain : refuse("half a character");
  };
  /** What stands between an opening sign, commas and the closing one. */
  const each = (closing: string, read: () => void): void => {
    if (sign(closing)) return;
    do read();
    while (sign(","));
    if (!sign(closing)) refuse("not closed");
  };
  const value = (depth: number): Json => {
    if (depth > MOST_DEPTH) refuse("too deep");
    if (sign("{")) {
      const members = new Map<string, Json>();
      each("}", () => {
        const name = string() ?? refuse("no name");
        if (members.has(name) || name === "__proto__" || !sign(":")) refuse("not a member");
        members.set(name, value(depth + 1));
      });
      return members;
    }
    if (sign("[")) {
      const items: Json[] = [];
      each("]", () => items.push(value(depth + 1)));
      return items;
    }
    const plain = string();
    if (plain !== undefined) return plain;
    const literal = token(NUMBER);
    if (literal !== undefined) return { literal };
    const word = token(WORD) ?? refuse("no value");
    return WORDS[word] ?? null;
  };
  const whole = value(1);
  token(SPACE);
  return at === text.length ? whole : refuse("more than one value");
};

export const isObject = (value: Json | undefined): value is JsonObject => value instanceof Map;

/** A string, or a number as it was written; undefined for everything else. */
export const wordOf = (value: Json | undefined): string | undefined => {
  if (typeof value === "string") return value;
  return typeof value === "object" && value !== null && "literal" in value ? value.literal : undefined;
};

/**
 * The JSON object that a provider sent, as it was sent, for a signature over its members: numbers keep their text,
 * and what two readers could take for two different things is refused (undefined): a member named twice at any depth,
 * `__proto__`, bytes that are not UTF-8, half a surrogate pair, anything before or after the object.
 */
export const readStrictJson = (bytes: Uint8Array): JsonObject | undefined => {
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    const whole = documentOf(text);
    return isObject(whole) ? whole : undefined;
  } catch (error) {
    // TextDecoder refuses bytes with a TypeError, JSON.parse and we a text with a SyntaxError.
    if (error instanceof SyntaxError || error instanceof TypeError) return undefined;
    throw error;
  }
};
