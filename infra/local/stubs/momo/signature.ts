import { createHmac, timingSafeEqual } from "node:crypto";

type Values = Readonly<Record<string, unknown>>;

/**
 * MoMo v2: the named values with the access key, names ascending, `k=v` joined by `&`, nothing encoded, HMAC-SHA256 in
 * hex. What is absent counts as nothing.
 */
export const signatureOf = (
  names: readonly string[],
  values: Values,
  keys: { accessKey: string; secretKey: string },
): string => {
  const all: Values = { ...values, accessKey: keys.accessKey };
  const text = ["accessKey", ...names]
    .sort()
    .map((name) => `${name}=${String(all[name] ?? "")}`)
    .join("&");
  return createHmac("sha256", keys.secretKey).update(text, "utf8").digest("hex");
};

/** False also where the signature is missing or not 64 hex digits. */
export const isSigned = (
  names: readonly string[],
  values: Values,
  keys: { accessKey: string; secretKey: string },
): boolean => {
  const given = typeof values.signature === "string" ? values.signature : "";
  if (!/^[0-9a-f]{64}$/i.test(given)) return false;
  return timingSafeEqual(Buffer.from(signatureOf(names, values, keys), "hex"), Buffer.from(given, "hex"));
};
