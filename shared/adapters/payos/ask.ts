import type { PaymentIntent } from "../../domain/payments/intent.ts";
import type { Unreachable } from "../../domain/payments/provider.ts";
import { call } from "../http/call.ts";
import type { JsonObject } from "../json/strict-json.ts";
import { underLiveKeys } from "../secrets/live-keys.ts";
import type { SecretReader } from "../secrets/secret.ts";
import { type PayosMerchant, payosMerchant } from "./merchant.ts";
import { readPayosBody, signedWord } from "./signature.ts";

/** payOS's API of one channel. */
export type PayosApi = {
  secrets: SecretReader;
  secretId: string;
  /** `https://api-merchant.payos.vn`. */
  apiUrl: string;
  /** How long to wait for an answer, in milliseconds. */
  patienceMs?: number | undefined;
};

/**
 * `said`: data that payOS signed, about the intent's own order. `refused`: none, but a code, which payOS does not
 * sign; it answers with HTTP 200 either way.
 */
export type PayosAnswer = { answer: "said"; data: JsonObject } | { answer: "refused"; code: string } | Unreachable;

/** Codes that payOS's own services answer with; its documents list none. */
export const PAYOS_CODE = { unknown: "101", exists: "231" } as const;

export const merchantOf = async ({ secrets, secretId }: PayosApi): Promise<PayosMerchant> =>
  payosMerchant((await secrets.read(secretId)).current);

/** The keys that a body of payOS may be signed with. */
export const payosKeys = ({ secrets, secretId }: Pick<PayosApi, "secrets" | "secretId">) => ({
  secrets,
  secretId,
  keyOf: (secret: string) => payosMerchant(secret).checksumKey,
});

/**
 * The order code of an intent as the number that payOS takes. Throws RangeError where its reference is none: payOS
 * reads a JSON number, which is exact up to 2^53 only.
 */
export const orderNumberOf = ({ reference }: PaymentIntent): number => {
  const orderCode = /^[1-9]\d{0,15}$/.test(reference) ? Number(reference) : Number.NaN;
  if (!Number.isSafeInteger(orderCode)) throw new RangeError("not an order code of payOS");
  return orderCode;
};

const unreachable = (why: string): Unreachable => ({ answer: "unreachable", why });

/** One call of payOS about one intent. `path` follows `/v2/payment-requests`; with a `body` it is a POST. */
export const askPayos = async (
  api: PayosApi,
  intent: PaymentIntent,
  path: string,
  body?: unknown,
): Promise<PayosAnswer> => {
  const { clientId, apiKey } = await merchantOf(api);
  const answer = await call(`${api.apiUrl}/v2/payment-requests${path}`, {
    method: body === undefined ? "GET" : "POST",
    headers: { "x-client-id": clientId, "x-api-key": apiKey },
    body,
    patienceMs: api.patienceMs,
  });
  if (answer.kind === "failed") return unreachable(answer.why);
  const read = await underLiveKeys(
    payosKeys(api),
    (keys) => readPayosBody(answer.bytes, keys),
    (said) => said === undefined || said.code !== "00" || said.data !== undefined,
  );
  if (!read?.code) return unreachable("not-json");
  if (read.code !== "00") return { answer: "refused", code: read.code };
  if (!read.data) return unreachable("signature");
  const ours = signedWord(read.data, "orderCode") === intent.reference;
  return ours ? { answer: "said", data: read.data } : unreachable("about-another");
};
