import * as z from "zod";
import { PAYOS_REPLY } from "../../shared/domain/payments/payos-reply.ts";
import { http, type Operation } from "../boundary/http.ts";
import { ForeignQuery } from "../boundary/query.ts";
import type { PaymentsDependencies } from "./dependencies.ts";
import { receiveCallback } from "./receive-callback.ts";
import { wiring } from "./wiring.ts";

export const spec = {
  route: "POST /v1/payments/payos/webhook",
  summary: { vi: "payOS báo kết quả thanh toán", en: "payOS tells the outcome of a payment" },
  identity: "none",
  query: ForeignQuery,
  raw: true,
  reply: z.object({ success: z.boolean() }),
  fault: PAYOS_REPLY.fault,
} as const;

/** payOS tells of a transfer. It is answered only after what it said is stored. */
export const receivePayosWebhook: Operation<typeof spec, PaymentsDependencies> = async (request, dependencies) =>
  PAYOS_REPLY[
    await receiveCallback("payos", { rawQuery: request.rawQuery, rawBody: request.body }, request, dependencies)
  ];

export const handler = http(spec, wiring, receivePayosWebhook);
