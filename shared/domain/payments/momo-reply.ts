import type { CallbackAnswer } from "./callback.ts";

/** What MoMo is answered: 204 says received (its v2 guide); whatever was verified is kept, so it need not come again. */
export const MOMO_REPLY: Record<CallbackAnswer, { status: number }> = {
  recorded: { status: 204 },
  "already-confirmed": { status: 204 },
  "order-unknown": { status: 204 },
  "amount-mismatch": { status: 204 },
  "checksum-failed": { status: 400 },
  fault: { status: 500 },
};
