import { createHmac, timingSafeEqual } from "node:crypto";

/**
 * Checksums of VNPAY's transaction API 2.1.0 (sandbox.vnpayment.vn/apis/docs, "querydr, refund"): the values, raw, in
 * the order written there, joined by `|`; HMAC-SHA512 of that text, hexadecimal. Amounts are hashed as they are sent,
 * in hundredths of a đồng.
 */
export type Command = "querydr" | "refund";

/** Order of the hashed values of a request. */
const REQUEST: Record<Command, readonly string[]> = {
  querydr: [
    "vnp_RequestId",
    "vnp_Version",
    "vnp_Command",
    "vnp_TmnCode",
    "vnp_TxnRef",
    "vnp_TransactionDate",
    "vnp_CreateDate",
    "vnp_IpAddr",
    "vnp_OrderInfo",
  ],
  refund: [
    "vnp_RequestId",
    "vnp_Version",
    "vnp_Command",
    "vnp_TmnCode",
    "vnp_TransactionType",
    "vnp_TxnRef",
    "vnp_Amount",
    "vnp_TransactionNo",
    "vnp_TransactionDate",
    "vnp_CreateBy",
    "vnp_CreateDate",
    "vnp_IpAddr",
    "vnp_OrderInfo",
  ],
};

const ANSWER = [
  "vnp_ResponseId",
  "vnp_Command",
  "vnp_ResponseCode",
  "vnp_Message",
  "vnp_TmnCode",
  "vnp_TxnRef",
  "vnp_Amount",
  "vnp_BankCode",
  "vnp_PayDate",
  "vnp_TransactionNo",
  "vnp_TransactionType",
  "vnp_TransactionStatus",
  "vnp_OrderInfo",
] as const;

/** Order of the hashed values of an answer. */
const ANSWERED: Record<Command, readonly string[]> = {
  querydr: [...ANSWER, "vnp_PromotionCode", "vnp_PromotionAmount"],
  refund: ANSWER,
};

const HEX_SHA512 = /^[0-9a-fA-F]{128}$/;
const SEPARATOR = "|";

const hmac = (key: string, text: string): Buffer => createHmac("sha512", key).update(text, "utf8").digest();

/** A request with its `vnp_SecureHash`. Throws RangeError for an empty key. */
export const signedRequest = (
  command: Command,
  parameters: Readonly<Record<string, string>>,
  key: string,
): Record<string, string> => {
  if (key === "") throw new RangeError("VNPAY hash secret is empty");
  const request = { ...parameters, vnp_Command: command };
  const values = REQUEST[command].map((name) => Reflect.get(request, name) ?? "");
  return { ...request, vnp_SecureHash: hmac(key, values.join(SEPARATOR)).toString("hex") };
};

/** A value as it was hashed: VNPAY sends some as numbers, and leaves out what it has not. */
const hashedValue = (value: unknown): string | undefined => {
  if (value === undefined || value === null) return "";
  return typeof value === "string" || typeof value === "number" ? String(value) : undefined;
};

/**
 * The values of an answer that VNPAY signed with one of `keys`, by their names, those left out as ""; undefined where
 * its hash is missing or wrong. A separator inside a value would let one field be passed off as another under the
 * same hash: such an answer is refused.
 *
 * @param keys hash secrets in force; an empty one never verifies.
 */
export const verifiedAnswer = (
  command: Command,
  body: unknown,
  keys: readonly string[],
): Map<string, string> | undefined => {
  if (typeof body !== "object" || body === null) return undefined;
  const given: unknown = Reflect.get(body, "vnp_SecureHash");
  if (typeof given !== "string" || !HEX_SHA512.test(given)) return undefined;
  const values = new Map<string, string>();
  for (const name of ANSWERED[command]) {
    const value = hashedValue(Reflect.get(body, name));
    if (value === undefined || value.includes(SEPARATOR)) return undefined;
    values.set(name, value);
  }
  const text = [...values.values()].join(SEPARATOR);
  const hash = Buffer.from(given, "hex");
  const signed = keys.filter((key) => key !== "" && timingSafeEqual(hmac(key, text), hash)).length > 0;
  return signed ? values : undefined;
};
