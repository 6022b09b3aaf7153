import { refuse } from "../../shared/domain/foundation/refusal.ts";
import { http, type Operation } from "../boundary/http.ts";
import { ForeignQuery } from "../boundary/query.ts";
import type { PaymentsDependencies } from "./dependencies.ts";
import { ReturnView, shownReturn } from "./shown-return.ts";
import { wiring } from "./wiring.ts";

export const spec = {
  route: "GET /v1/payments/vnpay/return",
  summary: { vi: "Trang quay về từ VNPAY", en: "Where VNPAY sends the payer back to" },
  identity: "none",
  query: ForeignQuery,
  reply: ReturnView,
} as const;

/** Where VNPAY sends the browser back to, under its signature. */
export const returnFromVnpay: Operation<typeof spec, PaymentsDependencies> = async (request, dependencies) => {
  const callback = { rawQuery: request.rawQuery, rawBody: new Uint8Array() };
  const read = await dependencies.providers.vnpay?.read(callback);
  if (!read?.valid) return refuse("payment-not-found");
  const { reference, outcome } = read.notice;
  return shownReturn("vnpay", { reference, told: outcome }, request, dependencies);
};

export const handler = http(spec, wiring, returnFromVnpay);
