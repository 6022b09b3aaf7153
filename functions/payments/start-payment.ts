import * as z from "zod";
import type { DossierRecord } from "../../shared/domain/dossiers/dossier-record.ts";
import { own, ownerOf } from "../../shared/domain/dossiers/ownership.ts";
import { startPayment as start } from "../../shared/domain/dossiers/payment.ts";
import type { Instant } from "../../shared/domain/foundation/instant.ts";
import { fault, isRefusal, type Refusal, refuse } from "../../shared/domain/foundation/refusal.ts";
import { type PaymentIntent, PaymentProvider } from "../../shared/domain/payments/intent.ts";
import type { Opened } from "../../shared/domain/payments/provider.ts";
import { runCommand } from "../boundary/command.ts";
import { http, type Operation } from "../boundary/http.ts";
import type { PaymentsDependencies } from "./dependencies.ts";
import { PaymentView, paymentView } from "./payment-view.ts";
import { wiring } from "./wiring.ts";

export const spec = {
  route: "POST /v1/dossiers/{id}/payments",
  summary: { vi: "Bắt đầu thanh toán", en: "Begin a payment" },
  status: 201,
  identity: "citizen",
  path: z.object({ id: z.string() }),
  body: z.strictObject({ provider: PaymentProvider, returnUrl: z.url().max(500).optional() }),
  command: true,
  reply: PaymentView.extend({ redirectUrl: z.string() }),
} as const;

/** Only our own pages: a return address elsewhere would make us a stepping stone. */
const isOurs = (origin: string, url: string | undefined): boolean =>
  url === undefined || new URL(url).origin === new URL(origin).origin;

const foreignReturn = refuse("body-invalid", {
  faults: [
    fault(
      "/returnUrl",
      "not-allowed",
      "Chỉ nhận địa chỉ của chính hệ thống.",
      "Only an address of this service is allowed.",
    ),
  ],
});

/** A refusal that carries the open payment, so that who closed the page can go on. */
const withOpenPayment = async (
  refusal: Refusal,
  record: DossierRecord | Refusal,
  urlOf: (intent: PaymentIntent, code: string) => Promise<string>,
  at: Instant,
): Promise<Refusal> => {
  const open = isRefusal(record) ? undefined : record.intents.find((one) => one.reference === refusal.facts?.reference);
  if (!open || isRefusal(record) || record.dossier.state === "draft") return refusal;
  // Only a pending payment is still to be made: one that is held may have been debited.
  const redirectUrl = open.state === "pending" ? { redirectUrl: await urlOf(open, record.dossier.code) } : {};
  return { ...refusal, members: { payment: { ...paymentView(open, at), ...redirectUrl } } };
};

const openedAt = (opened: Opened): string => {
  if ("unreachable" in opened) throw new Error(`provider: ${opened.unreachable}`);
  return opened.redirectUrl;
};

export const startPayment: Operation<typeof spec, PaymentsDependencies> = async (request, dependencies) => {
  const { identity, path, body, command, at, sourceIp, language } = request;
  const { store, catalogue, vnpay, digest, expiryMinutes, origin } = dependencies;
  if (body.provider !== "vnpay") return refuse("payment-provider-unknown");
  if (!isOurs(origin, body.returnUrl)) return foreignReturn;
  let record: DossierRecord | Refusal = refuse("dossier-not-found");
  let intent: PaymentIntent | undefined;

  const decide = async () => {
    record = own(await store.read(path.id), ownerOf(identity));
    if (isRefusal(record)) return record;
    const { code, version: number } = record.dossier.procedure;
    const version = await catalogue.version(code, number);
    if (!version) throw new Error(`procedure ${code} has lost version ${number}`);
    const wanted = {
      provider: body.provider,
      merchant: await vnpay.merchant(),
      expiryMinutes,
      returnUrl: body.returnUrl,
    };
    const act = {
      commandId: command.id,
      bodyHash: command.bodyHash,
      actor: { kind: identity.kind, id: identity.sub },
      at,
    };
    const change = start(record, version, wanted, act, digest);
    if (!isRefusal(change)) intent = change.intent;
    return change;
  };
  const done = await runCommand(store, command, path.id, decide, store.commit);
  const urlOf = async (of: PaymentIntent, code: string) =>
    openedAt(await vnpay.open(of, { code, ipAddress: sourceIp, language }));
  if (isRefusal(done)) return done.refused === "payment-open" ? withOpenPayment(done, record, urlOf, at) : done;
  if (isRefusal(record)) return record;
  const { event, replayed } = done;
  // A replay shows what was stored, not what this attempt would have stored.
  const stored = replayed ? (await store.read(path.id))?.intents : undefined;
  const started = replayed ? stored?.find(({ reference }) => reference === event.facts.reference) : intent;
  if (!started) throw new Error("an intent is missing beside its event");
  const redirectUrl = await urlOf(started, event.code ?? "");
  const view = { ...paymentView(started, started.createdAt), state: "pending" as const, redirectUrl };
  return { status: 201, body: view, version: event.version, replayed };
};

export const handler = http(spec, wiring, startPayment);
