import { type Instant, instantOf } from "../../domain/foundation/instant.ts";
import { vndOf } from "../../domain/payments/money.ts";
import type { ReadCallback } from "../../domain/payments/provider.ts";
import { readStrictJson } from "../json/strict-json.ts";
import { outcomeOf } from "./result-codes.ts";
import { type MomoKeys, SIGNED, signedMembers } from "./signature.ts";

/** The instant of a MoMo time, milliseconds since 1970; undefined where it is none. */
export const fromMomoTime = (text: string): Instant | undefined =>
  /^[1-9]\d{12}$/.test(text) ? instantOf(Number(text)) : undefined;

/**
 * An IPN of MoMo from its raw body. Nothing is read before the signature holds, and nothing but what it covers.
 *
 * @param keys pairs of keys in force, the current one first.
 */
export const parseMomoNotice = (rawBody: Uint8Array, keys: readonly MomoKeys[]): ReadCallback => {
  const body = readStrictJson(rawBody);
  const members = body && signedMembers(SIGNED.notice, body, keys);
  if (!members) return { valid: false };
  const read = (name: (typeof SIGNED.notice)[number]): string => members.get(name) ?? "";
  const paidAt = fromMomoTime(read("responseTime"));
  return {
    valid: true,
    notice: {
      provider: "momo",
      reference: read("orderId"),
      amountVnd: vndOf(read("amount")),
      merchant: read("partnerCode"),
      outcome: outcomeOf(read("resultCode")),
      transaction: read("transId") || "0",
      status: read("resultCode"),
      ...(paidAt === undefined ? {} : { paidAt }),
    },
  };
};
