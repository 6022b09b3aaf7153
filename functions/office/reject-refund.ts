import { isRefusal } from "../../shared/domain/foundation/refusal.ts";
import { RefundRejection, rejectRefund as reject } from "../../shared/domain/payments/refunds/decide-refund.ts";
import { http, type Operation } from "../boundary/http.ts";
import type { OfficeDependencies } from "./dependencies.ts";
import { findRefund, RefundPath, refundCommand } from "./refund-command.ts";
import { RefundView } from "./refund-view.ts";
import { wiring } from "./wiring.ts";

export const spec = {
  route: "POST /v1/office/payments/{id}/refunds/{refundId}/rejection",
  summary: { vi: "Từ chối hoàn phí", en: "Reject a refund, with the reason" },
  identity: "officer",
  path: RefundPath,
  body: RefundRejection,
  command: true,
  reply: RefundView,
} as const;

export const rejectRefund: Operation<typeof spec, OfficeDependencies> = (request, dependencies) => {
  const { digest, sealing } = dependencies;
  return refundCommand(request, dependencies, { role: "leader", status: 200 }, (record, act) => {
    const found = findRefund(record, request.path);
    return isRefusal(found) ? found : reject(found, request.body, act, digest, sealing);
  });
};

export const handler = http(spec, wiring, rejectRefund);
