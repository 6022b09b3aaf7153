import * as z from "zod";
import { http, type Operation } from "../boundary/http.ts";
import type { PaymentsDependencies } from "./dependencies.ts";
import { ReturnView, shownReturn } from "./shown-return.ts";
import { wiring } from "./wiring.ts";

export const spec = {
  route: "GET /v1/payments/momo/return",
  summary: { vi: "Trang quay về từ MoMo", en: "Where MoMo sends the payer back to" },
  identity: "none",
  query: z.object({ orderId: z.string().max(64), resultCode: z.string().max(10).optional() }),
  reply: ReturnView,
} as const;

/** Where MoMo sends the browser back to: the order's number is all that is taken from it. */
export const returnFromMomo: Operation<typeof spec, PaymentsDependencies> = ({ query, ...request }, dependencies) =>
  shownReturn(
    "momo",
    { reference: query.orderId, told: query.resultCode === "0" ? "success" : "unsettled" },
    request,
    dependencies,
  );

export const handler = http(spec, wiring, returnFromMomo);
