import * as z from "zod";
import type { DossierRecord } from "../../shared/domain/dossiers/dossier-record.ts";
import { own, ownerOf } from "../../shared/domain/dossiers/ownership.ts";
import { startPayment as start } from "../../shared/domain/dossiers/payment.ts";
import type { Instant } from "../../shared/domain/foundation/instant.ts";
import { fault, isRefusal, type Refusal, refuse } from "../../shared/domain/foundation/refusal.ts";
import { isSettled } from "../../shared/domain/payments/fold.ts";
import { type PaymentIntent, PaymentProvider } from "../../shared/domain/payments/intent.ts";
import type { Opened, Provider } from "../../shared/domain/payments/provider.ts";
import { runCommand } from "../boundary/command.ts";
import { http, type Operation } from "../boundary/http.ts";
import { log } from "../boundary/log.ts";
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

const OPEN: ReadonlySet<Refusal["refused"]> = new Set(["payment-open", "payment-held"]);

const ownPageOf = (origin: string, { provider, reference, returnUrl }: PaymentIntent): string =>
  returnUrl ??
  `${origin}/v1/payments/${provider}/return?${provider === "payos" ? "orderCode" : "orderId"}=${reference}`;

/** Told before anything is stored: the provider would never open it. */
const isTaken = ({ takes }: Provider, amount: number): boolean =>
  takes === undefined || (amount >= takes.least && amount <= takes.most);

type UrlOf = (intent: PaymentIntent, code: string) => Promise<Opened>;

/** A refusal that carries the open payment, so that who closed the page can go on, or ends it to pay otherwise. */
const withOpenPayment = async (
  refusal: Refusal,
  record: DossierRecord | Refusal,
  urlOf: UrlOf,
  at: Instant,
): Promise<Refusal> => {
  const open = isRefusal(record) ? undefined : record.intents.find((one) => one.reference === refusal.facts?.reference);
  if (!open || isRefusal(record) || record.dossier.state === "draft") return refusal;
  // Only a pending payment is still to be made: one that is held may have been debited.
  const opened = open.state === "pending" ? await urlOf(open, record.dossier.code) : undefined;
  const redirectUrl = opened && "redirectUrl" in opened ? opened : {};
  return { ...refusal, members: { payment: { ...paymentView(open, at), ...redirectUrl } } };
};

export const startPayment: Operation<typeof spec, PaymentsDependencies> = async (request, dependencies) => {
  const { identity, path, body, command, at, sourceIp, language, correlationId } = request;
  const { store, catalogue, providers, digest, expiryMinutes, origin } = dependencies;
  const chosen = providers[body.provider];
  if (!chosen) return refuse("payment-provider-unknown");
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
      merchant: await chosen.merchant(),
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
    if (isRefusal(change)) return change;
    if (!isTaken(chosen, change.intent.amount)) return refuse("payment-provider-unsuited");
    intent = change.intent;
    return change;
  };
  const done = await runCommand(store, command, path.id, decide, store.commit);
  const urlOf: UrlOf = async (of, code) =>
    (await providers[of.provider as PaymentProvider]?.open(of, { code, ipAddress: sourceIp, language })) ?? {
      unreachable: "not-offered",
    };
  if (isRefusal(done)) return OPEN.has(done.refused) ? withOpenPayment(done, record, urlOf, at) : done;
  if (isRefusal(record)) return record;
  const { event, replayed } = done;
  // A replay shows what was stored, not what this attempt would have stored.
  const stored = replayed ? (await store.read(path.id))?.intents : undefined;
  const started = replayed ? stored?.find(({ reference }) => reference === event.facts.reference) : intent;
  if (!started) throw new Error("an intent is missing beside its event");
  const page = await urlOf(started, event.code ?? "");
  // What is paid has no page any more: its payer is led to what we know of it.
  const opened = "unreachable" in page && isSettled(started.state) ? { redirectUrl: ownPageOf(origin, started) } : page;
  if ("unreachable" in opened) {
    log.error("payment-provider-unreachable", {
      correlationId,
      provider: started.provider,
      reason: opened.unreachable,
    });
    return refuse("payment-provider-unreachable", { retryAfterSeconds: 10 });
  }
  const { redirectUrl } = opened;
  const view = { ...paymentView(started, started.createdAt), state: "pending" as const, redirectUrl };
  return { status: 201, body: view, version: event.version, replayed };
};

export const handler = http(spec, wiring, startPayment);
