import { MOMO_REPLY } from "../../shared/domain/payments/momo-reply.ts";
import { http, type Operation } from "../boundary/http.ts";
import { ForeignQuery } from "../boundary/query.ts";
import type { PaymentsDependencies } from "./dependencies.ts";
import { receiveCallback } from "./receive-callback.ts";
import { wiring } from "./wiring.ts";

export const spec = {
  route: "POST /v1/payments/momo/ipn",
  summary: { vi: "MoMo báo kết quả thanh toán", en: "MoMo tells the outcome of a payment" },
  status: 204,
  identity: "none",
  query: ForeignQuery,
  raw: true,
  fault: MOMO_REPLY.fault,
} as const;

/** MoMo tells the outcome of a payment. It is answered only after what it said is stored. */
export const receiveMomoIpn: Operation<typeof spec, PaymentsDependencies> = async (request, dependencies) =>
  MOMO_REPLY[
    await receiveCallback("momo", { rawQuery: request.rawQuery, rawBody: request.body }, request, dependencies)
  ];

export const handler = http(spec, wiring, receiveMomoIpn);
