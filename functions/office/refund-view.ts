import * as z from "zod";
import { inProvince } from "../../shared/domain/foundation/instant.ts";
import { REFUND_STATES, type Refund } from "../../shared/domain/payments/refund.ts";

/** A refund as officers see it; why it was asked for stands with the words of its event. */
export const RefundView = z.object({
  id: z.string(),
  payment: z.string(),
  amount: z.number().int(),
  state: z.enum(REFUND_STATES),
  requestedBy: z.string(),
  requestedAt: z.string(),
  approvedBy: z.string().optional(),
  approvedAt: z.string().optional(),
  rejectedBy: z.string().optional(),
  completedBy: z.string().optional(),
  method: z.string().optional(),
  transaction: z.string().optional(),
  refundedAt: z.string().optional(),
  code: z.string().optional(),
  attempts: z.number().int().optional(),
  askedAt: z.string().optional(),
  lastAnswer: z.string().optional(),
});

const time = (at: string | undefined): string | undefined => (at === undefined ? undefined : inProvince(at));

export const refundView = (refund: Refund): z.infer<typeof RefundView> => ({
  id: refund.id,
  payment: refund.intentId,
  amount: refund.amount,
  state: refund.state,
  requestedBy: refund.requestedBy,
  requestedAt: inProvince(refund.requestedAt),
  approvedBy: refund.approvedBy,
  approvedAt: time(refund.approvedAt),
  rejectedBy: refund.rejectedBy,
  completedBy: refund.completedBy,
  method: refund.method,
  transaction: refund.transaction,
  refundedAt: time(refund.refundedAt),
  code: refund.code,
  attempts: refund.attempts,
  askedAt: time(refund.askedAt),
  lastAnswer: refund.lastAnswer,
});
