import * as z from "zod";
import { isRefusal, refuse } from "../../shared/domain/foundation/refusal.ts";
import { authorityOf } from "../boundary/authority.ts";
import { http, type Operation } from "../boundary/http.ts";
import { askProvider } from "./ask-provider.ts";
import type { OfficePaymentsDependencies } from "./dependencies.ts";
import { paymentOfUnit } from "./payment-of-unit.ts";
import { PaymentView, shownPayment } from "./payment-view.ts";
import { officeWiring } from "./wiring.ts";

export const spec = {
  route: "POST /v1/office/payments/{id}/inquiry",
  summary: { vi: "Hỏi cổng thanh toán về một giao dịch", en: "Ask the provider about a payment now" },
  identity: "officer",
  path: z.object({ id: z.string() }),
  body: z.strictObject({}),
  command: true,
  reply: PaymentView,
} as const;

/** What the provider says is stored as if it had called, once; asked again, it is asked again. */
export const inquirePayment: Operation<typeof spec, OfficePaymentsDependencies> = async (request, dependencies) => {
  const { identity, path, at, correlationId } = request;
  const { store, register } = dependencies;
  const officer = authorityOf(register, identity);
  if (isRefusal(officer)) return officer;
  if (!officer.roles.has("cashier") && !officer.roles.has("leader")) return refuse("role-missing");
  const found = await paymentOfUnit(path.id, officer, store);
  if (isRefusal(found)) return found;
  const asked = await askProvider(found.intent, { at, correlationId }, dependencies);
  return asked === "unreachable" || asked === "unasked"
    ? refuse("payment-inquiry-unanswered", { retryAfterSeconds: 60 })
    : shownPayment(store, path.id, at);
};

export const handler = http(spec, officeWiring, inquirePayment);
