import * as z from "zod";
import { isRefusal, refuse } from "../../shared/domain/foundation/refusal.ts";
import { administratorOf } from "../boundary/authority.ts";
import { http, type Operation } from "../boundary/http.ts";
import { CallbackView, callbackView, placeOf } from "./callback-view.ts";
import type { OfficePaymentsDependencies } from "./dependencies.ts";
import { officeWiring } from "./wiring.ts";

export const spec = {
  route: "GET /v1/admin/callbacks/{id}",
  summary: { vi: "Một cuộc gọi của cổng thanh toán, nguyên văn", en: "One provider's call as it came" },
  identity: "officer",
  path: z.object({ id: z.string() }),
  reply: CallbackView.extend({ rawQuery: z.string(), rawBody: z.string() }),
} as const;

/** The bytes of the body are shown as text; what is no UTF-8 shows as the replacement character. */
export const getCallback: Operation<typeof spec, OfficePaymentsDependencies> = async (
  { identity, path },
  dependencies,
) => {
  const officer = administratorOf(dependencies.register, identity);
  if (isRefusal(officer)) return officer;
  const place = placeOf(path.id);
  const kept = place && (await dependencies.payments.readCallback(place));
  if (!kept) return refuse("callback-not-found");
  const rawBody = new TextDecoder().decode(kept.rawBody);
  return { status: 200, body: { ...callbackView(kept), rawQuery: kept.rawQuery, rawBody } };
};

export const handler = http(spec, officeWiring, getCallback);
