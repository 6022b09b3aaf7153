import { createHash } from "node:crypto";
import type { Instant } from "../../domain/foundation/instant.ts";
import type { PaymentIntent } from "../../domain/payments/intent.ts";
import type { Unreachable } from "../../domain/payments/provider.ts";
import { callJson } from "../http/call-json.ts";
import { underLiveKeys } from "../secrets/live-keys.ts";
import type { SecretReader } from "../secrets/secret.ts";
import { toVnpayTime } from "./local-time.ts";
import { vnpayMerchant } from "./merchant.ts";
import { type Command, signedRequest, verifiedAnswer } from "./transaction-signature.ts";

/** VNPAY's transaction API of one merchant. */
export type TransactionApi = {
  secrets: SecretReader;
  secretId: string;
  /** `https://…/merchant_webapi/api/transaction`. */
  apiUrl: string;
};

/** A signed answer about the intent's own payment: VNPAY's parameters by name, "" where it left one out. */
export type TransactionAnswer = { answer: "said"; said: ReadonlyMap<string, string> } | Unreachable;

/** VNPAY asks for the caller's address and compares it with nothing (K); a function has none of its own. */
const CALLER_ADDRESS = "127.0.0.1";

/** `vnp_RequestId`, at most 32 letters and digits; the same parts give the same id. */
export const requestId = (...parts: readonly string[]): string =>
  createHash("sha256").update(parts.join("|"), "utf8").digest("hex").slice(0, 32);

const unreachable = (why: string): Unreachable => ({ answer: "unreachable", why });

/**
 * One call of VNPAY's transaction API about one intent. Only an answer that VNPAY signed, to this command, about our
 * own order at our own website is passed on.
 *
 * The order is named by `vnp_TxnRef` with the `vnp_CreateDate` that its pay address had. A merchant that is no longer
 * the intent's cannot ask for it: VNPAY would say that it does not know the order.
 */
export const askTransaction = async (
  api: TransactionApi,
  command: Command,
  intent: PaymentIntent,
  parameters: { requestId: string; at: Instant; orderInfo: string } & { more?: Readonly<Record<string, string>> },
): Promise<TransactionAnswer> => {
  const merchant = vnpayMerchant((await api.secrets.read(api.secretId)).current);
  if (merchant.tmnCode !== intent.merchant) return unreachable("merchant");
  const request = signedRequest(
    command,
    {
      vnp_RequestId: parameters.requestId,
      vnp_Version: "2.1.0",
      vnp_TmnCode: merchant.tmnCode,
      vnp_TxnRef: intent.reference,
      vnp_OrderInfo: parameters.orderInfo,
      vnp_TransactionDate: toVnpayTime(intent.createdAt),
      vnp_CreateDate: toVnpayTime(parameters.at),
      vnp_IpAddr: CALLER_ADDRESS,
      ...parameters.more,
    },
    merchant.hashSecret,
  );
  const answer = await callJson(api.apiUrl, { body: request });
  if (answer.kind === "failed") return unreachable(answer.why);
  const said = await underLiveKeys(
    { secrets: api.secrets, secretId: api.secretId, keyOf: (secret) => vnpayMerchant(secret).hashSecret },
    (keys) => verifiedAnswer(command, answer.body, keys),
    (values) => values !== undefined,
  );
  if (!said) return unreachable("signature");
  const ours =
    said.get("vnp_Command") === command &&
    said.get("vnp_TmnCode") === merchant.tmnCode &&
    said.get("vnp_TxnRef") === intent.reference;
  return ours ? { answer: "said", said } : unreachable("about-another");
};
