import * as z from "zod";
import { isRefusal } from "../../shared/domain/foundation/refusal.ts";
import { approveRefund as approve } from "../../shared/domain/payments/refunds/decide-refund.ts";
import { http, type Operation } from "../boundary/http.ts";
import type { OfficeDependencies } from "./dependencies.ts";
import { findRefund, RefundPath, refundCommand } from "./refund-command.ts";
import { RefundView } from "./refund-view.ts";
import { wiring } from "./wiring.ts";

export const spec = {
  route: "POST /v1/office/payments/{id}/refunds/{refundId}/approval",
  summary: { vi: "Duyệt hoàn phí", en: "Approve a refund" },
  identity: "officer",
  path: RefundPath,
  body: z.strictObject({}),
  command: true,
  reply: RefundView,
} as const;

export const approveRefund: Operation<typeof spec, OfficeDependencies> = (request, dependencies) =>
  refundCommand(request, dependencies, { role: "leader", status: 200 }, (record, act) => {
    const found = findRefund(record, request.path);
    return isRefusal(found) ? found : approve(found, act, dependencies.digest);
  });

export const handler = http(spec, wiring, approveRefund);
