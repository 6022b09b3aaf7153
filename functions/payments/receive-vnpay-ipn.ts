import * as z from "zod";
import { demandStanding } from "../../shared/domain/dossiers/demand.ts";
import { recordPayment } from "../../shared/domain/dossiers/payment.ts";
import { base32 } from "../../shared/domain/foundation/base32.ts";
import { dossierOfPayment } from "../../shared/domain/payments/intent.ts";
import { judgeNotice, noticeKeyOf } from "../../shared/domain/payments/judge-notice.ts";
import { VNPAY_REPLY } from "../../shared/domain/payments/vnpay-reply.ts";
import { http, type Operation } from "../boundary/http.ts";
import { log } from "../boundary/log.ts";
import { ForeignQuery } from "../boundary/query.ts";
import type { PaymentsDependencies } from "./dependencies.ts";
import { wiring } from "./wiring.ts";

export const spec = {
  route: "GET /v1/payments/vnpay/ipn",
  summary: { vi: "VNPAY báo kết quả thanh toán", en: "VNPAY tells the outcome of a payment" },
  identity: "none",
  query: ForeignQuery,
  reply: z.object({ RspCode: z.string(), Message: z.string() }),
  fault: { status: 200, body: VNPAY_REPLY.fault },
} as const;

const ATTEMPTS = 5;
const NO_BODY = new Uint8Array();

/** VNPAY tells the outcome of a payment. It is answered only after what it said is stored. */
export const receiveVnpayIpn: Operation<typeof spec, PaymentsDependencies> = async (request, dependencies) => {
  const { store, catalogue, vnpay, digest } = dependencies;
  const { at, rawQuery, correlationId } = request;
  const answer = (reply: keyof typeof VNPAY_REPLY) => {
    log.info("payment-notice-answered", { correlationId, answer: reply });
    return { status: 200, body: VNPAY_REPLY[reply] };
  };
  const read = await vnpay.read({ rawQuery, rawBody: NO_BODY });
  if (!read.valid) return answer("checksum-failed");
  const { notice } = read;
  const dossierId = dossierOfPayment(notice.reference);
  if (dossierId === undefined) return answer("order-unknown");
  const commandId = base32(digest(`notice\n${noticeKeyOf(notice)}`));

  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const [record, calendar] = await Promise.all([store.read(dossierId), dependencies.calendar()]);
    const intent = record?.intents.find(({ reference }) => reference === notice.reference);
    if (!record || !intent) return answer("order-unknown");
    const { code, version: number } = record.dossier.procedure;
    const version = await catalogue.version(code, number);
    if (!version) throw new Error(`procedure ${code} has lost version ${number}`);
    const verdict = judgeNotice({ notice, intent, demand: demandStanding(record, version, intent), at });
    if (verdict.alert) log.error("payment-notice-suspicious", { correlationId, answer: verdict.alert });
    if (!verdict.change) return answer(verdict.answer);
    const act = { commandId, bodyHash: commandId, actor: { kind: "provider" as const, id: "vnpay" }, at };
    const change = recordPayment(record, verdict.change, { version, calendar }, act, digest);
    const outcome = await store.commit(change);
    if (outcome === "committed") return answer(verdict.answer);
    if (outcome === "repeated") return answer("already-confirmed");
  }
  return answer("fault");
};

export const handler = http(spec, wiring, receiveVnpayIpn);
