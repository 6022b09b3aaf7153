import * as z from "zod";
import { own, ownerOf } from "../../shared/domain/dossiers/ownership.ts";
import { isRefusal } from "../../shared/domain/foundation/refusal.ts";
import { http, type Operation } from "../boundary/http.ts";
import type { PaymentsDependencies } from "./dependencies.ts";
import { PaymentView, paymentView } from "./payment-view.ts";
import { wiring } from "./wiring.ts";

export const spec = {
  route: "GET /v1/dossiers/{id}/payments",
  summary: { vi: "Các lần thanh toán của hồ sơ", en: "The payments of one's own dossier" },
  identity: "citizen",
  path: z.object({ id: z.string() }),
  reply: z.array(PaymentView),
} as const;

export const listPayments: Operation<typeof spec, PaymentsDependencies> = async ({ identity, path, at }, { store }) => {
  const record = own(await store.read(path.id), ownerOf(identity));
  if (isRefusal(record)) return record;
  const newestFirst = record.intents.toSorted((a, b) => (a.createdAt < b.createdAt ? 1 : -1));
  return { status: 200, body: newestFirst.map((intent) => paymentView(intent, at)) };
};

export const handler = http(spec, wiring, listPayments);
