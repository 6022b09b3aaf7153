import { isSignature, type Pair, signatureOf } from "../crypto/signed-pairs.ts";
import { type JsonObject, wordOf } from "../json/strict-json.ts";
import type { MomoMerchant } from "./merchant.ts";

/**
 * MoMo v2 signs named members only, in alphabetical order and led by the access key, which is never sent
 * (developers.momo.vn, "Payment Notification", "One-Time Payments", "Check Transaction Status", "Refund"): raw
 * `name=value` joined by `&`, HMAC-SHA256 under the secret key.
 */
export const SIGNED = {
  create: [
    "amount",
    "extraData",
    "ipnUrl",
    "orderId",
    "orderInfo",
    "partnerCode",
    "redirectUrl",
    "requestId",
    "requestType",
  ],
  created: ["amount", "orderId", "partnerCode", "payUrl", "requestId", "responseTime", "resultCode"],
  notice: [
    "amount",
    "extraData",
    "message",
    "orderId",
    "orderInfo",
    "orderType",
    "partnerCode",
    "payType",
    "requestId",
    "responseTime",
    "resultCode",
    "transId",
  ],
  query: ["orderId", "partnerCode", "requestId"],
  refund: ["amount", "description", "orderId", "partnerCode", "requestId", "transId"],
} as const satisfies Record<string, readonly string[]>;

export type MomoKeys = Pick<MomoMerchant, "accessKey" | "secretKey">;

/** Our request with its signature. */
export const signedRequest = <Body extends Readonly<Record<string, unknown>>>(
  names: readonly string[],
  body: Body,
  { accessKey, secretKey }: MomoKeys,
): Body & { signature: string } => {
  const pairs = names.map((name): Pair => [name, String(body[name])]);
  return { ...body, signature: signatureOf([["accessKey", accessKey], ...pairs], secretKey) };
};

/**
 * The signed members of a body that MoMo signed with one of `keys`, or undefined. All of them must be there, and
 * nothing else of the body is returned.
 *
 * @param keys pairs of keys in force, the current one first.
 */
export const signedMembers = (
  names: readonly string[],
  body: JsonObject,
  keys: readonly MomoKeys[],
): ReadonlyMap<string, string> | undefined => {
  const pairs: Pair[] = [];
  for (const name of names) {
    const value = wordOf(body.get(name));
    // A value with a further member in it could be cut otherwise, to the same text and so to the same signature.
    if (value === undefined || names.some((other) => value.includes(`&${other}=`))) return undefined;
    pairs.push([name, value]);
  }
  const holds = keys.filter(({ accessKey, secretKey }) =>
    isSignature(body.get("signature"), [["accessKey", accessKey], ...pairs], secretKey),
  );
  return holds.length > 0 ? new Map(pairs) : undefined;
};
