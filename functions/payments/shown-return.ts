import * as z from "zod";
import type { Instant } from "../../shared/domain/foundation/instant.ts";
import { type Refusal, refuse } from "../../shared/domain/foundation/refusal.ts";
import { isSettled } from "../../shared/domain/payments/fold.ts";
import {
  IntentState,
  type NoticeOutcome,
  type PaymentProvider,
  shownState,
} from "../../shared/domain/payments/intent.ts";
import { type Reply, redirectTo } from "../boundary/reply.ts";
import type { PaymentsDependencies } from "./dependencies.ts";

/** What who comes back from a provider is shown. */
export const ReturnView = z.object({
  reference: z.string(),
  amount: z.number().int(),
  state: IntentState,
  message: z.string(),
});

const NAMES: Record<PaymentProvider, string> = { vnpay: "VNPAY", payos: "payOS", momo: "MoMo" };

const wordsFor = (provider: string) => ({
  vi: {
    paid: "Đã nhận thanh toán.",
    waiting: `Đang chờ ${provider} xác nhận. Vui lòng xem lại sau ít phút.`,
    other: "Chưa thanh toán.",
  },
  en: {
    paid: "The payment was received.",
    waiting: `Waiting for ${provider} to confirm. Look again in a few minutes.`,
    other: "Not paid.",
  },
});

/** Money that has come in is never called unpaid, whatever became of the intent; nor is a success that we have yet to hear of. */
const wordOf = (state: IntentState, told: NoticeOutcome): "paid" | "waiting" | "other" => {
  if (isSettled(state)) return "paid";
  return state === "pending" || state === "held" || told === "success" ? "waiting" : "other";
};

/**
 * The way back from a provider: on to the page that the payment named, or what we know of it. It changes nothing, and
 * what the browser brings is not believed. `told`: what the provider let the browser say.
 */
export const shownReturn = async (
  provider: PaymentProvider,
  { reference, told }: { reference: string; told: NoticeOutcome },
  { at, language }: { at: Instant; language: "vi" | "en" },
  { store, payments }: PaymentsDependencies,
): Promise<Reply | Refusal> => {
  const dossierId = await payments.dossierOf(provider, reference);
  const record = dossierId === undefined ? undefined : await store.read(dossierId);
  const intent = record?.intents.find((one) => one.provider === provider && one.reference === reference);
  if (!intent) return refuse("payment-not-found");
  const state = shownState(intent, at);
  if (intent.returnUrl !== undefined) {
    const onward = new URL(intent.returnUrl);
    onward.searchParams.set("reference", intent.reference);
    return redirectTo(onward.href);
  }
  const message = wordsFor(NAMES[provider])[language][wordOf(state, told)];
  return { status: 200, body: { reference: intent.reference, amount: intent.amount, state, message } };
};
