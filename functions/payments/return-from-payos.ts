import * as z from "zod";
import { http, type Operation } from "../boundary/http.ts";
import type { PaymentsDependencies } from "./dependencies.ts";
import { ReturnView, shownReturn } from "./shown-return.ts";
import { wiring } from "./wiring.ts";

export const spec = {
  route: "GET /v1/payments/payos/return",
  summary: { vi: "Trang quay về từ payOS", en: "Where payOS sends the payer back to" },
  identity: "none",
  query: z.object({ orderCode: z.string().max(20), status: z.string().max(20).optional() }),
  reply: ReturnView,
} as const;

/** Where payOS sends the browser back to. It signs nothing of this: the order's number is all that is taken from it. */
export const returnFromPayos: Operation<typeof spec, PaymentsDependencies> = ({ query, ...request }, dependencies) =>
  shownReturn(
    "payos",
    { reference: query.orderCode, told: query.status === "PAID" ? "success" : "unsettled" },
    request,
    dependencies,
  );

export const handler = http(spec, wiring, returnFromPayos);
