import { createHmac, timingSafeEqual } from "node:crypto";

/**
 * VNPAY 2.1.0 checksum (sandbox.vnpayment.vn/apis/docs, "Tạo URL Thanh toán"): parameters without a value are left
 * out, the rest sorted by name, form-urlencoded and joined by `&`; HMAC-SHA512 of that text, lower-case hexadecimal.
 */

const HASH = "vnp_SecureHash";
/** Sent by versions before 2.1.0; never part of what is hashed. */
const UNHASHED = new Set([HASH, "vnp_SecureHashType"]);
const NAME = /^vnp_[A-Za-z0-9_]+$/;
const HEX_SHA512 = /^[0-9a-f]{128}$/;

const hmac = (key: string, text: string): Buffer => createHmac("sha512", key).update(text, "utf8").digest();

/** By code unit, as every published sample sorts; a locale's order is not theirs. */
const byName = ([a]: readonly [string, string], [b]: readonly [string, string]): number => (a < b ? -1 : a > b ? 1 : 0);

/** The query of our own request to VNPAY, `vnp_SecureHash` last. */
export const signedQuery = (parameters: Readonly<Record<string, string>>, key: string): string => {
  if (key === "") throw new RangeError("VNPAY hash secret is empty");
  const present = Object.entries(parameters).filter(([name, value]) => value !== "" && !UNHASHED.has(name));
  const text = new URLSearchParams(present.sort(byName)).toString();
  return `${text}&${HASH}=${hmac(key, text).toString("hex")}`;
};

/** The `vnp_` pairs as they came, still encoded; undefined when one is repeated or its name is disguised. */
const rawPairs = (rawQuery: string): Map<string, string> | undefined => {
  const pairs = new Map<string, string>();
  for (const part of rawQuery.split("&")) {
    const cut = part.indexOf("=");
    const name = cut < 0 ? part : part.slice(0, cut);
    if (name.startsWith("vnp_")) {
      if (!NAME.test(name) || pairs.has(name)) return undefined;
      pairs.set(name, cut < 0 ? "" : part.slice(cut + 1));
    } else if (name.includes("%") && decoded(name)?.startsWith("vnp_")) {
      return undefined;
    }
  }
  return pairs;
};

const decoded = (text: string): string | undefined => {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return undefined;
  }
};

/**
 * The decoded `vnp_` parameters of a query that VNPAY signed with one of `keys`, or undefined.
 *
 * The hash is taken over the pairs as they came, sorted but never decoded and encoded again. VNPAY sends the very
 * text that it signed, so a genuine call passes whatever encoder it uses, and a call whose `+` became `%20` or whose
 * `%3A` became `%3a` was altered on its way and is refused. Only lower-case hexadecimal is a hash: VNPAY's PHP sample
 * compares it with `==` to the output of `hash_hmac`, so nothing else is ever sent. Order does not matter, and
 * parameters of others (`utm_…`) are neither hashed nor returned.
 *
 * @param keys hash secrets in force, the current one first; an empty one never verifies.
 */
export const verifiedParameters = (rawQuery: string, keys: readonly string[]): Map<string, string> | undefined => {
  const pairs = rawPairs(rawQuery);
  const given = pairs?.get(HASH);
  if (!pairs || given === undefined || !HEX_SHA512.test(given)) return undefined;

  const hashed = [...pairs].filter(([name, value]) => value !== "" && !UNHASHED.has(name)).sort(byName);
  const text = hashed.map(([name, value]) => `${name}=${value}`).join("&");
  const hash = Buffer.from(given, "hex");
  const signed = keys.filter((key) => key !== "" && timingSafeEqual(hmac(key, text), hash)).length > 0;
  if (!signed) return undefined;

  const parameters = new Map<string, string>();
  for (const [name, value] of hashed) {
    const plain = decoded(value);
    if (plain === undefined) return undefined;
    parameters.set(name, plain);
  }
  return parameters;
};
