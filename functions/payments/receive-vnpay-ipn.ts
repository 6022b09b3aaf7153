import * as z from "zod";
import { VNPAY_REPLY } from "../../shared/domain/payments/vnpay-reply.ts";
import { http, type Operation } from "../boundary/http.ts";
import { ForeignQuery } from "../boundary/query.ts";
import type { PaymentsDependencies } from "./dependencies.ts";
import { receiveCallback } from "./receive-callback.ts";
import { wiring } from "./wiring.ts";

export const spec = {
  route: "GET /v1/payments/vnpay/ipn",
  summary: { vi: "VNPAY báo kết quả thanh toán", en: "VNPAY tells the outcome of a payment" },
  identity: "none",
  query: ForeignQuery,
  reply: z.object({ RspCode: z.string(), Message: z.string() }),
  fault: { status: 200, body: VNPAY_REPLY.fault },
} as const;

const NO_BODY = new Uint8Array();

/** VNPAY tells the outcome of a payment. It is answered only after what it said is stored. */
export const receiveVnpayIpn: Operation<typeof spec, PaymentsDependencies> = async (request, dependencies) => {
  const answer = await receiveCallback(
    "vnpay",
    { rawQuery: request.rawQuery, rawBody: NO_BODY },
    request,
    dependencies,
  );
  return { status: 200, body: VNPAY_REPLY[answer] };
};

export const handler = http(spec, wiring, receiveVnpayIpn);
