import * as z from "zod";
import { CounterPayment, recordCounterPayment } from "../../shared/domain/dossiers/counter-payment.ts";
import { belongsTo } from "../../shared/domain/dossiers/moves/check-move.ts";
import { inProvince } from "../../shared/domain/foundation/instant.ts";
import { isRefusal, refuse } from "../../shared/domain/foundation/refusal.ts";
import { IntentState, PaymentMethod } from "../../shared/domain/payments/intent.ts";
import { authorityOf } from "../boundary/authority.ts";
import { runCommand } from "../boundary/command.ts";
import { http, type Operation } from "../boundary/http.ts";
import type { OfficeDependencies } from "./dependencies.ts";
import { wiring } from "./wiring.ts";

export const spec = {
  route: "POST /v1/office/dossiers/{id}/payments",
  summary: { vi: "Ghi nhận thu tiền tại quầy", en: "Record a payment taken or waived at the counter" },
  status: 201,
  identity: "officer",
  path: z.object({ id: z.string() }),
  body: CounterPayment,
  command: true,
  reply: z.object({
    id: z.string(),
    reference: z.string(),
    provider: PaymentMethod,
    amount: z.number().int(),
    state: IntentState,
    providerReference: z.string().optional(),
    paidAt: z.string(),
  }),
} as const;

export const recordPayment: Operation<typeof spec, OfficeDependencies> = async (request, dependencies) => {
  const { path, body, command, at, identity } = request;
  const { store, catalogue, register, digest, sealing } = dependencies;
  const officer = authorityOf(register, identity);
  if (isRefusal(officer)) return officer;
  if (!officer.roles.has("cashier")) return refuse("role-missing");

  const decide = async () => {
    const [record, calendar] = await Promise.all([store.read(path.id), dependencies.calendar()]);
    if (!record || !belongsTo(record.dossier, officer)) return refuse("dossier-not-found");
    const { code, version: number } = record.dossier.procedure;
    const version = await catalogue.version(code, number);
    if (!version) throw new Error(`procedure ${code} has lost version ${number}`);
    const actor = { kind: "officer" as const, id: officer.sub };
    const act = { commandId: command.id, bodyHash: command.bodyHash, actor, at };
    return recordCounterPayment(record, body, { version, calendar }, act, digest, sealing);
  };
  const done = await runCommand(store, command, path.id, decide, store.commit);
  if (isRefusal(done)) return done;
  const { event, replayed } = done;
  const reference = String(event.facts.reference);
  const { method: provider, amount, receiptNumber } = body;
  return {
    status: 201,
    version: event.version,
    replayed,
    body: {
      id: reference,
      reference,
      provider,
      amount,
      state: "paid",
      ...(receiptNumber === undefined ? {} : { providerReference: receiptNumber }),
      paidAt: inProvince(event.at),
    },
  };
};

export const handler = http(spec, wiring, recordPayment);
