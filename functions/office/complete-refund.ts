import { isRefusal } from "../../shared/domain/foundation/refusal.ts";
import { completeRefund as complete, RefundCompletion } from "../../shared/domain/payments/refunds/complete-refund.ts";
import { http, type Operation } from "../boundary/http.ts";
import type { OfficeDependencies } from "./dependencies.ts";
import { findRefund, RefundPath, refundCommand } from "./refund-command.ts";
import { RefundView } from "./refund-view.ts";
import { wiring } from "./wiring.ts";

export const spec = {
  route: "POST /v1/office/payments/{id}/refunds/{refundId}/completion",
  summary: { vi: "Ghi nhận đã hoàn phí bằng tay", en: "Record a refund that was paid back by hand" },
  identity: "officer",
  path: RefundPath,
  body: RefundCompletion,
  command: true,
  reply: RefundView,
} as const;

export const completeRefund: Operation<typeof spec, OfficeDependencies> = (request, dependencies) =>
  refundCommand(request, dependencies, { role: "cashier", status: 200 }, (record, act) => {
    const found = findRefund(record, request.path);
    return isRefusal(found) ? found : complete(found, request.body, act, dependencies.digest);
  });

export const handler = http(spec, wiring, completeRefund);
