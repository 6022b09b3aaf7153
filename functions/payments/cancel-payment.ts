import * as z from "zod";
import { cancelPayment as cancel } from "../../shared/domain/dossiers/cancel-payment.ts";
import { own, ownerOf } from "../../shared/domain/dossiers/ownership.ts";
import { isRefusal } from "../../shared/domain/foundation/refusal.ts";
import type { PaymentIntent } from "../../shared/domain/payments/intent.ts";
import { runCommand } from "../boundary/command.ts";
import { http, type Operation } from "../boundary/http.ts";
import { closeAtProvider } from "./close-at-provider.ts";
import type { PaymentsDependencies } from "./dependencies.ts";
import { PaymentView, shownPayment } from "./payment-view.ts";
import { wiring } from "./wiring.ts";

export const spec = {
  route: "POST /v1/dossiers/{id}/payments/{paymentId}/cancellation",
  summary: { vi: "Hủy giao dịch đang chờ để chọn cách nộp khác", en: "Cancel a pending payment, to pay otherwise" },
  identity: "citizen",
  path: z.object({ id: z.string(), paymentId: z.string() }),
  body: z.strictObject({}),
  command: true,
  reply: PaymentView,
} as const;

export const cancelPayment: Operation<typeof spec, PaymentsDependencies> = async (request, dependencies) => {
  const { store, digest } = dependencies;
  const { identity, path, command, at } = request;
  let ended: PaymentIntent | undefined;
  const decide = async () => {
    const record = own(await store.read(path.id), ownerOf(identity));
    if (isRefusal(record)) return record;
    const actor = { kind: identity.kind, id: identity.sub };
    const act = { commandId: command.id, bodyHash: command.bodyHash, actor, at };
    const change = cancel(record, path.paymentId, { by: "payer", words: {} }, act, digest);
    if (!isRefusal(change)) ended = change.intent;
    return change;
  };
  const done = await runCommand(store, command, path.id, decide, store.commit);
  if (isRefusal(done)) return done;
  if (ended && !done.replayed) await closeAtProvider(ended, request, dependencies);
  return { ...(await shownPayment(store, path.paymentId, at)), version: done.event.version, replayed: done.replayed };
};

export const handler = http(spec, wiring, cancelPayment);
