import { vndOf } from "../../domain/payments/money.ts";
import type { ReadCallback } from "../../domain/payments/provider.ts";
import { fromPayosTime } from "./local-time.ts";
import { readPayosBody, signedWord } from "./signature.ts";

/**
 * A webhook of payOS from its raw body: money that reached the account. Nothing is believed before the signature
 * holds, and nothing of the body but its signed `data`.
 *
 * payOS sends one for each transfer: a payer who sends the amount in two parts causes two notices, neither of the
 * amount asked for. The sample that it sends when the webhook is registered is signed too, for an order 123 that
 * nobody opened.
 *
 * @param keys checksum keys in force, the current one first.
 */
export const parsePayosNotice = (rawBody: Uint8Array, keys: readonly string[]): ReadCallback => {
  const data = readPayosBody(rawBody, keys)?.data;
  if (!data) return { valid: false };
  const read = (name: string): string => signedWord(data, name);
  const paidAt = fromPayosTime(read("transactionDateTime"));
  const currency = read("currency");
  return {
    valid: true,
    notice: {
      provider: "payos",
      reference: read("orderCode"),
      amountVnd: vndOf(read("amount")),
      merchant: read("accountNumber"),
      outcome: read("code") === "00" ? "success" : "failed",
      transaction: read("reference") || "0",
      status: read("code"),
      ...(currency === "" ? {} : { currency }),
      ...(paidAt === undefined ? {} : { paidAt }),
    },
  };
};
