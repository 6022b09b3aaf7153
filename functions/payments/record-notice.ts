import { demandStanding } from "../../shared/domain/dossiers/demand.ts";
import { paymentSuffixOf } from "../../shared/domain/dossiers/dossier-id.ts";
import { recordPayment } from "../../shared/domain/dossiers/payment.ts";
import { base32 } from "../../shared/domain/foundation/base32.ts";
import type { Instant } from "../../shared/domain/foundation/instant.ts";
import { type CallbackVerdict, callbackVerdict, type KeptCallback } from "../../shared/domain/payments/callback.ts";
import { paymentReference } from "../../shared/domain/payments/intent.ts";
import {
  judgeNotice,
  type NoticeAnswer,
  noticeKeyOf,
  type ProviderNotice,
} from "../../shared/domain/payments/judge-notice.ts";
import { log } from "../boundary/log.ts";
import type { PaymentsDependencies } from "./dependencies.ts";

/** How a notice came to us. `heardAt` is the instant that it counts from; the rest goes into what is stored of it. */
export type Arrival = {
  at: Instant;
  heardAt: Instant;
  correlationId: string;
  keep?: (verdict: CallbackVerdict) => KeptCallback;
};

/** What became of a notice. `stored`: the call that brought it was kept in the same transaction. */
export type Recorded = { answer: NoticeAnswer | "fault"; verdict?: CallbackVerdict; stored: boolean };

const ATTEMPTS = 5;

/**
 * A verified notice, however it came: judged against its intent and stored with all that it changes, in one
 * transaction. Whoever wrote in between is read and judged again.
 */
export const recordNotice = async (
  notice: ProviderNotice,
  { at, heardAt, correlationId, keep }: Arrival,
  { store, catalogue, payments, calendar, digest }: PaymentsDependencies,
): Promise<Recorded> => {
  const unknown: Recorded = { answer: "order-unknown", verdict: "unknown", stored: false };
  const dossierId = await payments.dossierOf(notice.provider, notice.reference);
  if (dossierId === undefined) return unknown;
  const commandId = base32(digest(`notice\n${noticeKeyOf(notice)}`));
  const secondId = paymentReference(dossierId, paymentSuffixOf(commandId, digest));

  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const [record, days] = await Promise.all([store.read(dossierId), calendar()]);
    if (!record) return unknown;
    const intents = record.intents
      .filter(({ provider, reference }) => provider === notice.provider && reference === notice.reference)
      .sort((a, b) => (a.createdAt < b.createdAt ? -1 : 1));
    const { code, version: number } = record.dossier.procedure;
    const version = await catalogue.version(code, number);
    if (!version) throw new Error(`procedure ${code} has lost version ${number}`);
    const demand = demandStanding(record, version, intents[0]);
    const judged = judgeNotice({ notice, intents, demand, at: heardAt, secondId });
    const verdict = callbackVerdict(judged);
    if (judged.alert) log.error("payment-notice-suspicious", { correlationId, answer: judged.alert });
    if (!judged.change) return { answer: judged.answer, verdict, stored: false };
    const act = { commandId, bodyHash: commandId, actor: { kind: "provider" as const, id: notice.provider }, at };
    const change = recordPayment(record, judged.change, { version, calendar: days }, act, digest);
    const outcome = await store.commit(keep ? { ...change, callback: keep(verdict) } : change);
    if (outcome === "committed") return { answer: judged.answer, verdict, stored: true };
    if (outcome === "repeated") return { answer: "already-confirmed", verdict: "duplicate", stored: false };
  }
  return { answer: "fault", stored: false };
};
