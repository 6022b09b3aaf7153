import * as z from "zod";
import { http, type Operation } from "../boundary/http.ts";
import { log } from "../boundary/log.ts";
import { ForeignQuery } from "../boundary/query.ts";
import type { EsmsReportDependencies } from "./dependencies.ts";
import { esmsReportWiring } from "./wiring.ts";

export const spec = {
  route: "GET /v1/notifications/esms/reports/{token}",
  summary: { vi: "eSMS báo tin nhắn đã tới hay chưa", en: "eSMS tells whether a message arrived" },
  identity: "none",
  path: z.object({ token: z.string().max(128) }),
  query: ForeignQuery,
  reply: z.object({ received: z.boolean() }),
  fault: { status: 503, body: { received: false } },
} as const;

/**
 * eSMS tells what became of a message. It is answered only after that is stored. What is not final, and what was told
 * before, is received as well; what the token does not show to be about a message of ours is stored nowhere.
 */
export const receiveEsmsReport: Operation<typeof spec, EsmsReportDependencies> = async (
  { path: { token }, rawQuery, at, correlationId },
  { readReport, recordReceipt },
) => {
  const report = await readReport({ token, rawQuery, at });
  if (!report.valid) {
    log.info("receipt-refused", { correlationId, provider: "esms" });
    return { status: 401, body: { received: false } };
  }
  if (report.receipt) await recordReceipt(report.receipt);
  log.info("receipt-received", { correlationId, provider: "esms", answer: report.receipt?.outcome ?? "not-final" });
  return { status: 200, body: { received: true } };
};

export const handler = http(spec, esmsReportWiring, receiveEsmsReport);
