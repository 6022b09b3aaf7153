import * as z from "zod";
import { refuse } from "../../shared/domain/foundation/refusal.ts";
import { isSettled } from "../../shared/domain/payments/fold.ts";
import { dossierOfPayment, IntentState, type NoticeOutcome, shownState } from "../../shared/domain/payments/intent.ts";
import { http, type Operation } from "../boundary/http.ts";
import { ForeignQuery } from "../boundary/query.ts";
import { redirectTo } from "../boundary/reply.ts";
import type { PaymentsDependencies } from "./dependencies.ts";
import { wiring } from "./wiring.ts";

export const spec = {
  route: "GET /v1/payments/vnpay/return",
  summary: { vi: "Trang quay về từ VNPAY", en: "Where VNPAY sends the payer back to" },
  identity: "none",
  query: ForeignQuery,
  reply: z.object({ reference: z.string(), amount: z.number().int(), state: IntentState, message: z.string() }),
} as const;

const WORDS = {
  vi: {
    paid: "Đã nhận thanh toán.",
    waiting: "Đang chờ VNPAY xác nhận. Vui lòng xem lại sau ít phút.",
    other: "Chưa thanh toán.",
  },
  en: {
    paid: "The payment was received.",
    waiting: "Waiting for VNPAY to confirm. Look again in a few minutes.",
    other: "Not paid.",
  },
};

/** Money that has come in is never called unpaid, whatever became of the intent; nor is a success that we have yet to hear of. */
const wordOf = (state: IntentState, told: NoticeOutcome): keyof (typeof WORDS)["vi"] => {
  if (isSettled(state)) return "paid";
  return state === "pending" || state === "held" || told === "success" ? "waiting" : "other";
};

/** Where VNPAY sends the browser back to. It shows what we know and changes nothing: only the IPN is believed. */
export const returnFromVnpay: Operation<typeof spec, PaymentsDependencies> = async (request, { store, vnpay }) => {
  const read = await vnpay.read({ rawQuery: request.rawQuery, rawBody: new Uint8Array() });
  const dossierId = read.valid ? dossierOfPayment(read.notice.reference) : undefined;
  if (!read.valid || dossierId === undefined) return refuse("payment-not-found");
  const record = await store.read(dossierId);
  const intent = record?.intents.find(({ reference }) => reference === read.notice.reference);
  if (!intent) return refuse("payment-not-found");
  const state = shownState(intent, request.at);
  if (intent.returnUrl !== undefined) {
    const onward = new URL(intent.returnUrl);
    onward.searchParams.set("reference", intent.reference);
    return redirectTo(onward.href);
  }
  const message = WORDS[request.language][wordOf(state, read.notice.outcome)];
  return { status: 200, body: { reference: intent.reference, amount: intent.amount, state, message } };
};

export const handler = http(spec, wiring, returnFromVnpay);
