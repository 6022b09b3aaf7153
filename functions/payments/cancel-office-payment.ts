import * as z from "zod";
import { cancelPayment } from "../../shared/domain/dossiers/cancel-payment.ts";
import { sealed } from "../../shared/domain/dossiers/words.ts";
import { isRefusal, refuse } from "../../shared/domain/foundation/refusal.ts";
import { WrittenText } from "../../shared/domain/foundation/written-text.ts";
import { authorityOf } from "../boundary/authority.ts";
import { runCommand } from "../boundary/command.ts";
import { http, type Operation } from "../boundary/http.ts";
import { closeAtProvider } from "./close-at-provider.ts";
import type { OfficePaymentsDependencies } from "./dependencies.ts";
import { paymentOfUnit } from "./payment-of-unit.ts";
import { PaymentView, shownPayment } from "./payment-view.ts";
import { officeWiring } from "./wiring.ts";

export const spec = {
  route: "POST /v1/office/payments/{id}/cancellation",
  summary: {
    vi: "Kết thúc giao dịch đang chờ hoặc bị tạm giữ",
    en: "End a payment that is pending or held, so that it can be made otherwise",
  },
  identity: "officer",
  path: z.object({ id: z.string() }),
  body: z.strictObject({ reason: WrittenText(2000) }),
  command: true,
  reply: PaymentView,
} as const;

export const cancelOfficePayment: Operation<typeof spec, OfficePaymentsDependencies> = async (
  request,
  dependencies,
) => {
  const { identity, path, body, command, at } = request;
  const { store, register, digest, sealing } = dependencies;
  const officer = authorityOf(register, identity);
  if (isRefusal(officer)) return officer;
  if (!officer.roles.has("cashier")) return refuse("role-missing");
  const decide = async () => {
    const found = await paymentOfUnit(path.id, officer, store);
    if (isRefusal(found)) return found;
    const { record } = found;
    const actor = { kind: "officer" as const, id: officer.sub };
    const act = { commandId: command.id, bodyHash: command.bodyHash, actor, at };
    const words = sealed({ reason: body.reason }, { record, act, sealing });
    return cancelPayment(record, path.id, { by: "cashier", words }, act, digest);
  };
  const found = await paymentOfUnit(path.id, officer, store);
  if (isRefusal(found)) return found;
  const done = await runCommand(store, command, found.record.dossier.id, decide, store.commit);
  if (isRefusal(done)) return done;
  if (!done.replayed) await closeAtProvider(found.intent, request, dependencies);
  return { ...(await shownPayment(store, path.id, at)), version: done.event.version, replayed: done.replayed };
};

export const handler = http(spec, officeWiring, cancelOfficePayment);
