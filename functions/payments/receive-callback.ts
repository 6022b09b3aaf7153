import { createHash } from "node:crypto";
import { base32 } from "../../shared/domain/foundation/base32.ts";
import { type Instant, inProvince, provinceDate } from "../../shared/domain/foundation/instant.ts";
import {
  BAD_AN_HOUR,
  type CallbackAnswer,
  type CallbackVerdict,
  KEPT_BYTES,
  type KeptCallback,
} from "../../shared/domain/payments/callback.ts";
import type { PaymentProvider } from "../../shared/domain/payments/intent.ts";
import type { Callback } from "../../shared/domain/payments/provider.ts";
import { log } from "../boundary/log.ts";
import type { PaymentsDependencies } from "./dependencies.ts";
import { recordNotice } from "./record-notice.ts";

/** The call under an id of its bytes; among those without a valid signature, under one of so many places of its hour. */
const kept = (
  provider: PaymentProvider,
  { rawQuery, rawBody }: Callback,
  verdict: CallbackVerdict,
  at: Instant,
): KeptCallback => {
  const hash = createHash("sha256").update(`${provider}\n${rawQuery}\n`).update(rawBody).digest();
  const place = `${inProvince(at).slice(11, 13)}-${hash.readUInt16BE() % BAD_AN_HOUR}`;
  return {
    id: verdict === "bad-signature" ? place : base32(hash).slice(0, 26),
    provider,
    day: provinceDate(at),
    verdict,
    rawQuery: rawQuery.slice(0, KEPT_BYTES),
    rawBody: rawBody.subarray(0, KEPT_BYTES),
    cut: rawQuery.length > KEPT_BYTES || rawBody.length > KEPT_BYTES,
    at,
  };
};

/**
 * A provider's call, whoever it is: verified on its raw bytes, judged, stored with its verdict; its answer as a word,
 * given only when what it says is stored. A call that changes nothing is kept by a write of its own.
 */
export const receiveCallback = async (
  provider: PaymentProvider,
  callback: Callback,
  { at, correlationId }: { at: Instant; correlationId: string },
  dependencies: PaymentsDependencies,
): Promise<CallbackAnswer> => {
  const { providers, payments } = dependencies;
  const keep = (verdict: CallbackVerdict) => kept(provider, callback, verdict, at);
  const answered = (answer: CallbackAnswer): CallbackAnswer => {
    log.info("payment-notice-answered", { correlationId, provider, answer });
    return answer;
  };
  const read = await providers[provider]?.read(callback);
  if (!read?.valid) {
    await payments.keepCallback(keep("bad-signature"));
    return answered("checksum-failed");
  }
  const arrival = { at, heardAt: at, correlationId, keep };
  const { answer, verdict, stored } = await recordNotice(read.notice, arrival, dependencies);
  if (verdict && !stored) await payments.keepCallback(keep(verdict));
  return answered(answer);
};
