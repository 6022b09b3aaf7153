import { randomUUID } from "node:crypto";
import type { Instant } from "../../domain/foundation/instant.ts";
import type { PaymentIntent } from "../../domain/payments/intent.ts";
import { vndOf } from "../../domain/payments/money.ts";
import type { Inquiry } from "../../domain/payments/provider.ts";
import { type JsonObject, wordOf } from "../json/strict-json.ts";
import { askMomo, type MomoApi } from "./ask.ts";
import { fromMomoTime } from "./notice.ts";
import { isAboutRequest, outcomeOf, RESULT } from "./result-codes.ts";
import { SIGNED } from "./signature.ts";

/**
 * When it was paid: `responseTime` is here the time of the question. `lastUpdated`, which MoMo sends and does not
 * document, is the payment's own until a refund changes it.
 */
const paidAtOf = (body: JsonObject): Instant | undefined => {
  const refunds = body.get("refundTrans");
  const changed = Array.isArray(refunds) && refunds.length > 0;
  return changed ? undefined : fromMomoTime(wordOf(body.get("lastUpdated")) ?? "");
};

/**
 * Asks MoMo how one intent stands. It signs no answer to this: what vouches for it is the connection, and that it
 * repeats our order and the id of this one question.
 */
export const inquireAtMomo = async (api: MomoApi, intent: PaymentIntent): Promise<Inquiry> => {
  const answer = await askMomo(api, "query", SIGNED.query, {
    requestId: randomUUID(),
    orderId: intent.reference,
    lang: "vi",
  });
  if (answer.answer === "unreachable") return answer;
  const { code, body } = answer;
  if (code === RESULT.orderUnknown) return { answer: "unknown" };
  if (isAboutRequest(code)) return { answer: "unreachable", why: `momo-${code}` };
  const outcome = outcomeOf(code);
  const paidAt = outcome === "success" ? paidAtOf(body) : undefined;
  return {
    answer: "told",
    notice: {
      provider: "momo",
      reference: intent.reference,
      amountVnd: vndOf(wordOf(body.get("amount")) ?? ""),
      merchant: wordOf(body.get("partnerCode")) ?? "",
      outcome,
      transaction: wordOf(body.get("transId")) || "0",
      status: code,
      ...(paidAt === undefined ? {} : { paidAt }),
    },
  };
};
