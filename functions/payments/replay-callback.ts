import * as z from "zod";
import { isRefusal, refuse } from "../../shared/domain/foundation/refusal.ts";
import { administratorOf } from "../boundary/authority.ts";
import { http, type Operation } from "../boundary/http.ts";
import { log } from "../boundary/log.ts";
import { placeOf } from "./callback-view.ts";
import type { OfficePaymentsDependencies } from "./dependencies.ts";
import { receiveCallback } from "./receive-callback.ts";
import { officeWiring } from "./wiring.ts";

export const spec = {
  route: "POST /v1/admin/callbacks/{id}/replay",
  summary: { vi: "Nhận lại một cuộc gọi của cổng thanh toán", en: "Receive a provider's call once more" },
  identity: "officer",
  path: z.object({ id: z.string() }),
  reply: z.object({ answer: z.string() }),
} as const;

/**
 * A kept call, received as if it came now: its signature is verified again with the keys of today, and what it says is
 * single by the provider's own numbers, so that no key of ours is needed to repeat it.
 */
export const replayCallback: Operation<typeof spec, OfficePaymentsDependencies> = async (request, dependencies) => {
  const { identity, path, correlationId } = request;
  const officer = administratorOf(dependencies.register, identity);
  if (isRefusal(officer)) return officer;
  const place = placeOf(path.id);
  const kept = place && (await dependencies.payments.readCallback(place));
  if (!kept) return refuse("callback-not-found");
  if (kept.cut) return refuse("callback-cut");
  const { rawQuery, rawBody } = kept;
  const answer = await receiveCallback(kept.provider, { rawQuery, rawBody }, request, dependencies);
  log.info("callback-replayed", { correlationId, provider: kept.provider, verdict: kept.verdict, answer });
  return { status: 200, body: { answer } };
};

export const handler = http(spec, officeWiring, replayCallback);
