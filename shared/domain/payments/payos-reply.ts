import type { CallbackAnswer } from "./callback.ts";

/**
 * What payOS is answered. It takes any 2xx as received, and its test event (an order that nobody has) must be answered so
 * too; whatever was verified is kept with its verdict, so it need not come again.
 */
export const PAYOS_REPLY: Record<CallbackAnswer, { status: number; body: { success: boolean } }> = {
  recorded: { status: 200, body: { success: true } },
  "already-confirmed": { status: 200, body: { success: true } },
  "order-unknown": { status: 200, body: { success: true } },
  "amount-mismatch": { status: 200, body: { success: true } },
  "checksum-failed": { status: 400, body: { success: false } },
  fault: { status: 500, body: { success: false } },
};
