import { createHmac, timingSafeEqual } from "node:crypto";

const PATH = "/v1/notifications/esms/reports";

const macOf = (reference: string, key: string): Buffer =>
  createHmac("sha256", key).update(`esms-report\n${reference}`, "utf8").digest();

/**
 * Where eSMS reports on one message. It signs nothing: the token at the end names the message and shows that we gave
 * the address out, for this message alone.
 */
export const reportAddress = (origin: string, reference: string, key: string): string =>
  `${origin}${PATH}/${Buffer.from(reference, "utf8").toString("base64url")}.${macOf(reference, key).toString("base64url")}`;

const TOKEN = /^([A-Za-z0-9_-]{2,67})\.([A-Za-z0-9_-]{43})$/;

/**
 * The reference in a token that one of `keys` made, else undefined.
 *
 * @param keys those in force; the order does not matter.
 */
export const referenceOfToken = (token: string, keys: readonly string[]): string | undefined => {
  const [, named = "", mac = ""] = TOKEN.exec(token) ?? [];
  if (named === "") return undefined;
  const reference = Buffer.from(named, "base64url").toString("utf8");
  const given = Buffer.from(mac, "base64url");
  return keys.some((key) => timingSafeEqual(given, macOf(reference, key))) ? reference : undefined;
};
