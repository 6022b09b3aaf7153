import type { NoticeOutcome, PaymentIntent } from "../../domain/payments/intent.ts";
import type { ProviderNotice } from "../../domain/payments/judge-notice.ts";
import { vndOf } from "../../domain/payments/money.ts";
import type { Inquiry } from "../../domain/payments/provider.ts";
import { isObject, type JsonObject, wordOf } from "../json/strict-json.ts";
import { askPayos, merchantOf, orderNumberOf, PAYOS_CODE, type PayosAnswer, type PayosApi } from "./ask.ts";
import { fromPayosTime } from "./local-time.ts";
import { signedWord } from "./signature.ts";

const OUTCOME: Record<string, NoticeOutcome> = {
  PAID: "success",
  PENDING: "unsettled",
  PROCESSING: "unsettled",
  CANCELLED: "failed",
  EXPIRED: "failed",
  FAILED: "failed",
  /** A part of the amount is on the account: a person decides, unless the rest follows. */
  UNDERPAID: "suspect",
};

/** The last transfer of a link: the one that completed it. */
const lastTransfer = (link: JsonObject): JsonObject | undefined => {
  const transfers = link.get("transactions");
  const last = Array.isArray(transfers) ? transfers.at(-1) : undefined;
  return isObject(last) ? last : undefined;
};

/**
 * What a payment link says, as a notice. A link that is closed although money came in is a person's to decide. The
 * amount is what came in where it is paid, else what was asked for. Undefined for a status that payOS documents
 * nowhere.
 */
const noticeOf = (intent: PaymentIntent, link: JsonObject, account: string): ProviderNotice | undefined => {
  const status = signedWord(link, "status");
  const outcome = OUTCOME[status];
  if (outcome === undefined) return undefined;
  const received = signedWord(link, "amountPaid");
  const transfer = lastTransfer(link);
  const read = (name: string): string => wordOf(transfer?.get(name)) ?? "";
  const paidAt = outcome === "success" ? fromPayosTime(read("transactionDateTime")) : undefined;
  return {
    provider: "payos",
    reference: intent.reference,
    amountVnd: vndOf(outcome === "success" ? received : signedWord(link, "amount")),
    merchant: read("accountNumber") || account,
    outcome: outcome === "failed" && vndOf(received) !== null ? "suspect" : outcome,
    transaction: read("reference") || "0",
    status,
    ...(paidAt === undefined ? {} : { paidAt }),
  };
};

const inquiryOf = async (api: PayosApi, intent: PaymentIntent, answer: PayosAnswer): Promise<Inquiry> => {
  if (answer.answer === "unreachable") return answer;
  if (answer.answer === "refused") {
    return answer.code === PAYOS_CODE.unknown
      ? { answer: "unknown" }
      : { answer: "unreachable", why: `payos-${answer.code}` };
  }
  const notice = noticeOf(intent, answer.data, (await merchantOf(api)).accountNumber);
  return notice ? { answer: "told", notice } : { answer: "unreachable", why: "status" };
};

/** Asks payOS how one intent stands. */
export const inquireAtPayos = async (api: PayosApi, intent: PaymentIntent): Promise<Inquiry> =>
  inquiryOf(api, intent, await askPayos(api, intent, `/${orderNumberOf(intent)}`));

/**
 * Closes the payment link of an intent, so that nobody pays it any more, and says how it stands then. payOS refuses
 * to close what is paid: the answer is then how that stands.
 */
export const cancelAtPayos = async (api: PayosApi, intent: PaymentIntent): Promise<Inquiry> => {
  const closed = await askPayos(api, intent, `/${orderNumberOf(intent)}/cancel`, { cancellationReason: "cancelled" });
  return closed.answer === "refused" ? inquireAtPayos(api, intent) : inquiryOf(api, intent, closed);
};
