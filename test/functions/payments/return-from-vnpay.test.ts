import { describe, expect, it } from "vitest";
import type { PaymentsDependencies } from "../../../functions/payments/dependencies.ts";
import { returnFromVnpay } from "../../../functions/payments/return-from-vnpay.ts";
import { sha256 } from "../../../shared/adapters/crypto/digest.ts";
import type { DossierRecord } from "../../../shared/domain/dossiers/dossier-record.ts";
import { startPayment } from "../../../shared/domain/dossiers/payment.ts";
import { isRefusal } from "../../../shared/domain/foundation/refusal.ts";
import type { IntentState, NoticeOutcome } from "../../../shared/domain/payments/intent.ts";
import type { ProviderNotice } from "../../../shared/domain/payments/judge-notice.ts";
import { act, calendar, expectDone, LAN, MONDAY, procedure, submitted } from "../../builders/dossier.ts";
import { MemoryDossiers } from "../../fakes/dossier-store.ts";
import { MemoryPayments } from "../../fakes/payment-store.ts";
import { shippedCatalogue } from "../../fakes/procedure-catalogue.ts";

const card = await procedure("1.004623");

const returning = async (state: IntentState, outcome: NoticeOutcome, returnUrl?: string, at = MONDAY) => {
  const record = submitted(card);
  const wanted = { provider: "vnpay", merchant: "M", expiryMinutes: 15, returnUrl } as const;
  const change = expectDone(startPayment(record, card, wanted, act(LAN), sha256));
  const store = new MemoryDossiers();
  store.records.set(record.dossier.id, { ...record, intents: [{ ...change.intent, state }] } as DossierRecord);
  const notice = { reference: change.intent.reference, outcome } as ProviderNotice;
  const dependencies: PaymentsDependencies = {
    store,
    catalogue: shippedCatalogue,
    payments: new MemoryPayments(store),
    providers: {
      vnpay: {
        inquire: async () => ({ answer: "unknown" as const }),
        merchant: async () => "M",
        open: async () => ({ redirectUrl: "" }),
        read: async () => ({ valid: true, notice }),
      },
    },
    calendar: async () => calendar,
    digest: sha256,
    expiryMinutes: 15,
    origin: "http://localhost:3000",
  };
  const request = { headers: {}, rawQuery: "", sourceIp: "", language: "vi", at, correlationId: "test" } as const;
  const rest = {
    identity: undefined,
    path: undefined,
    query: {},
    body: undefined,
    command: undefined,
    ifMatch: undefined,
  };
  const reply = await returnFromVnpay({ ...request, ...rest }, dependencies);
  if (isRefusal(reply)) throw new Error(reply.refused);
  return { reply, commits: store.commits };
};

const LATER = "2026-11-23T02:30:00.000Z";

describe("the way back from VNPAY", () => {
  it.each([
    ["paid", "success", MONDAY, "Đã nhận thanh toán."],
    ["late-paid", "success", LATER, "Đã nhận thanh toán."],
    ["duplicate-paid", "success", LATER, "Đã nhận thanh toán."],
    ["pending", "success", MONDAY, "Đang chờ VNPAY xác nhận. Vui lòng xem lại sau ít phút."],
    ["pending", "success", LATER, "Đang chờ VNPAY xác nhận. Vui lòng xem lại sau ít phút."],
    ["held", "suspect", MONDAY, "Đang chờ VNPAY xác nhận. Vui lòng xem lại sau ít phút."],
    ["failed", "failed", MONDAY, "Chưa thanh toán."],
    ["pending", "failed", LATER, "Chưa thanh toán."],
  ] as const)("of an intent that is %s, told of %s at %s: %s", async (state, outcome, at, message) => {
    const { reply, commits } = await returning(state, outcome, undefined, at);
    expect(reply.body).toMatchObject({ message });
    expect(commits).toBe(0);
  });

  it("goes on to our own page where one was asked for, naming the payment", async () => {
    const { reply } = await returning("paid", "success", "http://localhost:3000/ho-so?x=1");
    expect(reply.status).toBe(302);
    expect(reply.headers?.location).toMatch(/^http:\/\/localhost:3000\/ho-so\?x=1&reference=[a-z2-7]{22}$/);
  });
});
