import * as z from "zod";
import { isRefusal } from "../../shared/domain/foundation/refusal.ts";
import { CALLBACK_VERDICTS } from "../../shared/domain/payments/callback.ts";
import { PaymentProvider } from "../../shared/domain/payments/intent.ts";
import { administratorOf } from "../boundary/authority.ts";
import { http, type Operation } from "../boundary/http.ts";
import { cursorOf, PageQuery, pageOf } from "../boundary/page.ts";
import { CallbackView, callbackView } from "./callback-view.ts";
import type { OfficePaymentsDependencies } from "./dependencies.ts";
import { officeWiring } from "./wiring.ts";

export const spec = {
  route: "GET /v1/admin/callbacks",
  summary: { vi: "Các cuộc gọi của cổng thanh toán, nguyên văn", en: "Providers' calls as they came" },
  identity: "officer",
  query: z.strictObject({
    ...PageQuery,
    provider: PaymentProvider,
    day: z.iso.date(),
    verdict: z.enum(CALLBACK_VERDICTS).optional(),
  }),
  reply: z.object({ items: z.array(CallbackView), next: z.string().nullable() }),
} as const;

/** Where a page of a day's calls ends: verdict and id. */
const SORT_KEY = /^[a-z-]{4,20}#[a-z0-9-]{1,40}$/;

export const listCallbacks: Operation<typeof spec, OfficePaymentsDependencies> = async (
  { identity, query },
  dependencies,
) => {
  const officer = administratorOf(dependencies.register, identity);
  if (isRefusal(officer)) return officer;
  const page = pageOf(query, SORT_KEY);
  if (isRefusal(page)) return page;
  const { items, next } = await dependencies.payments.listCallbacks(query, page);
  return { status: 200, body: { items: items.map(callbackView), next: cursorOf(next) } };
};

export const handler = http(spec, officeWiring, listCallbacks);
