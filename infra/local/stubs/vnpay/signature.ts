import { createHmac, timingSafeEqual } from "node:crypto";

export type Parameters = Record<string, string>;

/**
 * VNPAY 2.1.0: empty values dropped, keys ascending, form-urlencoded (space is `+`), HMAC-SHA512 in hex.
 * `vnp_SecureHash` and `vnp_SecureHashType` are never part of what is signed.
 */
const signedText = (parameters: Parameters): string => {
  const sorted = Object.entries(parameters)
    .filter(([key, value]) => value !== "" && key !== "vnp_SecureHash" && key !== "vnp_SecureHashType")
    .sort(([left], [right]) => (left < right ? -1 : 1));
  return new URLSearchParams(sorted).toString();
};

const signatureOf = (parameters: Parameters, hashSecret: string): string =>
  createHmac("sha512", hashSecret).update(signedText(parameters), "utf8").digest("hex");

/** The query string that the provider sends: the signed parameters and their `vnp_SecureHash` at the end. */
export const signedQuery = (parameters: Parameters, hashSecret: string): string =>
  `${signedText(parameters)}&vnp_SecureHash=${signatureOf(parameters, hashSecret)}`;

/** False also where the hash is missing, repeated with another parameter, or not 128 hex digits. */
export const isSigned = (query: URLSearchParams, hashSecret: string): boolean => {
  const keys = [...query.keys()];
  const given = query.get("vnp_SecureHash") ?? "";
  if (new Set(keys).size !== keys.length || !/^[0-9a-f]{128}$/i.test(given)) return false;
  const expected = signatureOf(Object.fromEntries(query), hashSecret);
  return timingSafeEqual(Buffer.from(expected, "hex"), Buffer.from(given, "hex"));
};

/** The hash of the API `querydr` and `refund`: values joined by `|`, what is absent as nothing; HMAC-SHA512 in hex. */
export const apiHash = (values: readonly string[], hashSecret: string): string =>
  createHmac("sha512", hashSecret).update(values.join("|"), "utf8").digest("hex");

/** False also where the hash given is not 128 hex digits. */
export const isApiHash = (values: readonly string[], given: string, hashSecret: string): boolean =>
  /^[0-9a-f]{128}$/i.test(given) &&
  timingSafeEqual(Buffer.from(apiHash(values, hashSecret), "hex"), Buffer.from(given, "hex"));
