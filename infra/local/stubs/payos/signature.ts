import { createHmac, timingSafeEqual } from "node:crypto";

type Data = Readonly<Record<string, unknown>>;

const byName = ([left]: readonly [string, unknown], [right]: readonly [string, unknown]): number =>
  left < right ? -1 : 1;

const hmac = (text: string, checksumKey: string): string =>
  createHmac("sha256", checksumKey).update(text, "utf8").digest("hex");

/** A value as it stands in the signed text: nothing for null, JSON with sorted names for a list. */
const textOf = (value: unknown): string => {
  if (value === null || value === undefined || value === "null" || value === "undefined") return "";
  if (!Array.isArray(value)) return String(value);
  return JSON.stringify(value.map((one: Data) => Object.fromEntries(Object.entries(one).sort(byName))));
};

/**
 * The signature of `data` in webhooks and answers (payOS, "Kiểm tra dữ liệu với signature"): names ascending, `k=v`
 * joined by `&`, nothing encoded, HMAC-SHA256 in hex.
 */
export const signatureOf = (data: Data, checksumKey: string): string =>
  hmac(
    Object.entries(data)
      .sort(byName)
      .map(([name, value]) => `${name}=${textOf(value)}`)
      .join("&"),
    checksumKey,
  );

/** What a request for a payment link signs of itself. */
const SIGNED = ["amount", "cancelUrl", "description", "orderCode", "returnUrl"] as const;

export const isSignedRequest = (body: Data, checksumKey: string): boolean => {
  const given = typeof body.signature === "string" ? body.signature : "";
  if (!/^[0-9a-f]{64}$/i.test(given)) return false;
  const expected = hmac(SIGNED.map((name) => `${name}=${String(body[name])}`).join("&"), checksumKey);
  return timingSafeEqual(Buffer.from(expected, "hex"), Buffer.from(given, "hex"));
};
