import { createHmac, timingSafeEqual } from "node:crypto";

/** `name=value` by name, nothing encoded: what payOS and MoMo sign with HMAC-SHA256. */
export type Pair = readonly [name: string, value: string];

const HEX_SHA256 = /^[0-9a-f]{64}$/;

const textOf = (pairs: readonly Pair[]): string => pairs.map(([name, value]) => `${name}=${value}`).join("&");

const hmac = (key: string, text: string): Buffer => createHmac("sha256", key).update(text, "utf8").digest();

/** The signature of our own request, lower-case hexadecimal. Throws RangeError for an empty key. */
export const signatureOf = (pairs: readonly Pair[], key: string): string => {
  if (key === "") throw new RangeError("the key to sign with is empty");
  return hmac(key, textOf(pairs)).toString("hex");
};

/**
 * Whether `signature` is that of the pairs under the key. Since nothing is encoded, a value `x&amount=1` could be cut
 * into an amount that nobody sent: what reads the pairs must refuse values that could.
 *
 * @param signature lower-case hexadecimal of full length, as the providers' own samples compare it; anything else fails.
 * @param key an empty one never verifies.
 */
export const isSignature = (signature: unknown, pairs: readonly Pair[], key: string): boolean =>
  typeof signature === "string" &&
  HEX_SHA256.test(signature) &&
  key !== "" &&
  timingSafeEqual(hmac(key, textOf(pairs)), Buffer.from(signature, "hex"));
