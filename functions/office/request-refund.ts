import * as z from "zod";
import { requestRefund as ask, RefundRequest } from "../../shared/domain/payments/refunds/request-refund.ts";
import { http, type Operation } from "../boundary/http.ts";
import type { OfficeDependencies } from "./dependencies.ts";
import { refundCommand } from "./refund-command.ts";
import { RefundView } from "./refund-view.ts";
import { wiring } from "./wiring.ts";

export const spec = {
  route: "POST /v1/office/payments/{id}/refunds",
  summary: { vi: "Đề nghị hoàn phí", en: "Ask for a refund of a payment, or of a part of it" },
  status: 201,
  identity: "officer",
  path: z.object({ id: z.string() }),
  body: RefundRequest,
  command: true,
  reply: RefundView,
} as const;

export const requestRefund: Operation<typeof spec, OfficeDependencies> = (request, dependencies) => {
  const { path, body } = request;
  const { digest, sealing } = dependencies;
  return refundCommand(request, dependencies, { role: "cashier", status: 201 }, (record, act) =>
    ask(record, path.id, body, act, digest, sealing),
  );
};

export const handler = http(spec, wiring, requestRefund);
