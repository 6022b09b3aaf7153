import type { NoticeOutcome } from "../../domain/payments/intent.ts";

/** MoMo's result codes, developers.momo.vn "List Result Codes". */
export const RESULT = {
  success: "0",
  duplicateRequest: "40",
  duplicateOrder: "41",
  orderUnknown: "42",
  perhapsRefunded: "1081",
  /** Of a request made again: the first of its id is under way, or was done with. */
  atWork: "7000",
} as const;

/**
 * Under way: waiting for the payer (1000, 8000), at work (7000, 7002), or authorised and not yet taken (9000), which
 * a payment that MoMo captures by itself passes on its way to 0.
 */
const UNDER_WAY: ReadonlySet<string> = new Set(["1000", "7000", "7002", "8000", "9000"]);

export const isUnderWay = (code: string): boolean => UNDER_WAY.has(code);

/**
 * Codes from 1000 on are about a payment or a refund; those below, but 0, about a request that MoMo could not take:
 * its own maintenance, a wrong key, a number used twice. They settle nothing.
 */
export const isAboutRequest = (code: string): boolean => !/^(0|[1-9]\d{3,})$/.test(code);

/** What a code says of a payment. Whatever is not final in MoMo's table is never a failure. */
export const outcomeOf = (code: string): NoticeOutcome => {
  if (code === RESULT.success) return "success";
  return isUnderWay(code) || isAboutRequest(code) ? "unsettled" : "failed";
};
