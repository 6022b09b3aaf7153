import type { ReconcileDependencies } from "../../functions/payments/dependencies.ts";
import { recordNotice } from "../../functions/payments/record-notice.ts";
import { organisationRegister } from "../../shared/adapters/catalogue/organisation-register.ts";
import { sha256 } from "../../shared/adapters/crypto/digest.ts";
import { sealing } from "../../shared/adapters/crypto/sealing.ts";
import type { DossierRecord } from "../../shared/domain/dossiers/dossier-record.ts";
import { startPayment } from "../../shared/domain/dossiers/payment.ts";
import { admitSubmission, codeOf, submitDossier } from "../../shared/domain/dossiers/submit-dossier.ts";
import { instantOf, millisOf } from "../../shared/domain/foundation/instant.ts";
import type { PaymentIntent } from "../../shared/domain/payments/intent.ts";
import type { ProviderNotice } from "../../shared/domain/payments/judge-notice.ts";
import type { Inquiry } from "../../shared/domain/payments/provider.ts";
import type { ProcedureVersion } from "../../shared/domain/procedures/procedure-version.ts";
import { MemoryDossiers } from "../fakes/dossier-store.ts";
import { inquiryStoreFake } from "../fakes/inquiry-store.ts";
import { MemoryPayments } from "../fakes/payment-store.ts";
import { shippedCatalogue } from "../fakes/procedure-catalogue.ts";
import { act, calendar, draft, expectDone, LAN, MONDAY, procedure, terms } from "./dossier.ts";

export const card = await procedure("1.004623");
const MERCHANT = "MOTCUA01";

export const minutesAfter = (minutes: number): string => instantOf(millisOf(MONDAY) + minutes * 60_000);

/** Dossiers that owe a fee, their payments, and a provider that answers as it is told, in memory. */
export const moneyWorld = () => {
  const store = new MemoryDossiers();
  /** What the provider says, by reference. Who is not in it was never heard of. */
  const says = new Map<string, Inquiry>();
  const asked: string[] = [];
  let filed = 0;
  const hooks: { whileAsked?: (intent: PaymentIntent) => Promise<void> } = {};
  const provider = {
    merchant: async () => MERCHANT,
    open: async () => ({ redirectUrl: "http://pay" }),
    read: async () => ({ valid: false }) as const,
    inquire: async (intent: PaymentIntent): Promise<Inquiry> => {
      asked.push(intent.reference);
      await hooks.whileAsked?.(intent);
      return says.get(intent.reference) ?? { answer: "unknown" };
    },
  };
  const dependencies = {
    store,
    catalogue: shippedCatalogue,
    payments: new MemoryPayments(store),
    providers: { vnpay: provider, momo: provider },
    calendar: async () => calendar,
    digest: sha256,
    expiryMinutes: 15,
    origin: "http://localhost:3000",
    inquiries: inquiryStoreFake(store.inquiries),
    register: organisationRegister,
    sealing,
  } satisfies ReconcileDependencies & Record<string, unknown>;

  const recordOf = (dossierId: string): DossierRecord => structuredClone(store.records.get(dossierId)) as DossierRecord;
  const intentOf = (id: string): PaymentIntent => {
    const intent = recordOf(id.slice(0, 16)).intents.find((one) => one.id === id);
    if (!intent) throw new Error("no such payment");
    return intent;
  };
  const noticeOf = (intent: PaymentIntent, over: Partial<ProviderNotice> = {}): ProviderNotice => ({
    provider: intent.provider as ProviderNotice["provider"],
    reference: intent.reference,
    amountVnd: intent.amount,
    merchant: intent.merchant,
    outcome: "success",
    transaction: `1${Number.parseInt(Buffer.from(intent.id.slice(-6)).toString("hex").slice(0, 11), 16)}`,
    status: "00-00",
    ...over,
  });
  return {
    store,
    says,
    asked,
    hooks,
    dependencies,
    recordOf,
    intentOf,
    noticeOf,
    /** Files a dossier whose fee is due. */
    owing: async (at: string = MONDAY, version: ProcedureVersion = card): Promise<DossierRecord> => {
      const record = draft(version);
      const admission = expectDone(admitSubmission(record, version, new Set(), { calendar, terms }, at));
      filed += 1;
      const change = submitDossier(admission, codeOf("H40.1", at, filed), act(LAN, at), sha256);
      store.records.set(record.dossier.id, structuredClone(record));
      if ((await store.commit(change)) !== "committed") throw new Error("not filed");
      return recordOf(record.dossier.id);
    },
    /** Begins a payment, with all that this writes. */
    begin: async (dossierId: string, at: string = MONDAY, via: "vnpay" | "momo" = "vnpay"): Promise<PaymentIntent> => {
      const wanted = { provider: via, merchant: MERCHANT, expiryMinutes: 15 } as const;
      const change = expectDone(startPayment(recordOf(dossierId), card, wanted, act(LAN, at), sha256));
      if ((await store.commit(change)) !== "committed") throw new Error("not begun");
      return change.intent;
    },
    /** The provider calls us. */
    calls: (intent: PaymentIntent, over: Partial<ProviderNotice> = {}, at: string = minutesAfter(5)) =>
      recordNotice(noticeOf(intent, over), { at, heardAt: at, correlationId: "call" }, dependencies),
    /** The provider would tell of this, if it were asked. */
    tells: (intent: PaymentIntent, over: Partial<ProviderNotice> = {}): void => {
      says.set(intent.reference, { answer: "told", notice: noticeOf(intent, over) });
    },
  };
};
