import type { Unreachable } from "../../domain/payments/provider.ts";
import { call } from "../http/call.ts";
import { type JsonObject, readStrictJson, wordOf } from "../json/strict-json.ts";
import type { SecretReader } from "../secrets/secret.ts";
import { type MomoMerchant, momoMerchant } from "./merchant.ts";
import { signedRequest } from "./signature.ts";

/** MoMo's payment gateway of one partner. */
export type MomoApi = {
  secrets: SecretReader;
  secretId: string;
  /** `https://payment.momo.vn`. */
  apiUrl: string;
  /**
   * How long to wait for an answer, in milliseconds. MoMo may take 30 s; who gives up before loses nothing, since it
   * does no request of one id twice.
   */
  patienceMs?: number | undefined;
};

/** `said`: an answer about our own order and request, and its result code. MoMo signs none but that of `create`. */
export type MomoAnswer = { answer: "said"; code: string; body: JsonObject } | Unreachable;

/** A request's own members; `partnerCode` and the signature are added. */
type MomoRequest = { orderId: string; requestId: string } & Readonly<Record<string, unknown>>;

export const merchantOf = async ({ secrets, secretId }: MomoApi): Promise<MomoMerchant> =>
  momoMerchant((await secrets.read(secretId)).current);

/** The keys that a body of MoMo may be signed with. */
export const momoKeys = ({ secrets, secretId }: Pick<MomoApi, "secrets" | "secretId">) => ({
  secrets,
  secretId,
  keyOf: momoMerchant,
});

const unreachable = (why: string): Unreachable => ({ answer: "unreachable", why });

/** One call of MoMo's gateway. `signed`: the members of the request that its signature covers. */
export const askMomo = async (
  api: MomoApi,
  path: "create" | "query" | "refund" | "refund/query",
  signed: readonly string[],
  members: MomoRequest,
): Promise<MomoAnswer> => {
  const merchant = await merchantOf(api);
  const request = signedRequest(signed, { partnerCode: merchant.partnerCode, ...members }, merchant);
  const answer = await call(`${api.apiUrl}/v2/gateway/api/${path}`, { body: request, patienceMs: api.patienceMs });
  if (answer.kind === "failed") return unreachable(answer.why);
  const body = readStrictJson(answer.bytes);
  const code = wordOf(body?.get("resultCode"));
  if (!body || !code) return unreachable("not-json");
  const ours = ["orderId", "requestId", "partnerCode"] as const;
  return ours.every((name) => wordOf(body.get(name)) === request[name])
    ? { answer: "said", code, body }
    : unreachable("about-another");
};
