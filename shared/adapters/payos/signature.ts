import { isSignature, type Pair } from "../crypto/signed-pairs.ts";
import { isObject, type Json, type JsonObject, readStrictJson, wordOf } from "../json/strict-json.ts";

/**
 * payOS signs the member `data` of its webhooks and answers (payos.vn/docs, "Kiểm tra dữ liệu với signature", and its
 * package `@payos/node`): members sorted by name, `name=value` joined by `&`, nothing encoded; HMAC-SHA256 under the
 * checksum key. What stands beside `data` (`code`, `desc`, `success`) is not signed and says nothing.
 */

/** By code unit, as `Object.keys(…).sort()` does. */
const sorted = (members: JsonObject): [string, Json][] => [...members].sort(([a], [b]) => (a < b ? -1 : 1));

/** A plain value of an item, as `JSON.stringify` writes it; undefined where it would have members of its own. */
const plainJson = (value: Json): string | undefined => {
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "boolean" || value === null) return String(value);
  return wordOf(value);
};

const itemJson = (item: Json): string | undefined => {
  if (!isObject(item)) return undefined;
  const members = sorted(item).map(([name, value]) => [JSON.stringify(name), plainJson(value)] as const);
  if (members.some(([, value]) => value === undefined)) return undefined;
  return `{${members.map((member) => member.join(":")).join(",")}}`;
};

const listJson = (items: readonly Json[]): string | undefined => {
  const texts = items.map(itemJson);
  return texts.includes(undefined) ? undefined : `[${texts.join(",")}]`;
};

/** `null` is signed as nothing, and so are the words that other languages write for it. */
const NOTHING = new Set(["null", "undefined"]);

const signedValue = (value: Json): string | undefined => {
  if (value === null || (typeof value === "string" && NOTHING.has(value))) return "";
  if (Array.isArray(value)) return listJson(value);
  return typeof value === "boolean" ? String(value) : wordOf(value);
};

const NAME = /^\w+$/;
const FURTHER_PAIR = /&\w+=/;

/**
 * The pairs that payOS signs for `data`, undefined where they do not say what it is: it writes an object as
 * `[object Object]`, whatever is in it, and a memo `x&orderCode=1` of the payer as if it were two members.
 */
const signedPairs = (data: JsonObject): Pair[] | undefined => {
  const pairs: Pair[] = [];
  for (const [name, value] of sorted(data)) {
    const signed = signedValue(value);
    if (signed === undefined || !NAME.test(name) || FURTHER_PAIR.test(signed)) return undefined;
    pairs.push([name, signed]);
  }
  return pairs;
};

/** What a member says as it was signed: `null` and `"null"` say as little as nothing. */
export const signedWord = (data: JsonObject, name: string): string => signedValue(data.get(name) ?? null) ?? "";

/** A body of payOS: its code, which nobody signed, and its `data` where that is signed with one of `keys`. */
export type PayosBody = { code: string | undefined; data: JsonObject | undefined };

/** @param keys checksum keys in force, the current one first. */
export const readPayosBody = (bytes: Uint8Array, keys: readonly string[]): PayosBody | undefined => {
  const body = readStrictJson(bytes);
  if (!body) return undefined;
  const data = body.get("data");
  const pairs = isObject(data) ? signedPairs(data) : undefined;
  const holds = pairs && keys.filter((key) => isSignature(body.get("signature"), pairs, key)).length > 0;
  return { code: wordOf(body.get("code")), data: holds && isObject(data) ? data : undefined };
};
