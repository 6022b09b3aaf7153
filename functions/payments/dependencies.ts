import type { DossierStore } from "../../shared/domain/dossiers/dossier-record.ts";
import type { Digest } from "../../shared/domain/foundation/base32.ts";
import type { PaymentIntent } from "../../shared/domain/payments/intent.ts";
import type { ProviderNotice } from "../../shared/domain/payments/judge-notice.ts";
import type { ProcedureCatalogue } from "../../shared/domain/procedures/catalogue.ts";
import type { CurrentCalendar } from "../../shared/domain/working-time/calendar.ts";

/** What one provider does for us: names its merchant, gives the address to pay at, and reads its own calls. */
export type Provider = {
  merchant(): Promise<string>;
  redirectUrl(
    intent: PaymentIntent,
    payer: { code: string; ipAddress: string; language: "vi" | "en" },
  ): Promise<string>;
  readNotice(rawQuery: string): Promise<{ valid: false } | { valid: true; notice: ProviderNotice }>;
};

export type PaymentsDependencies = {
  store: DossierStore;
  catalogue: ProcedureCatalogue;
  vnpay: Provider;
  calendar: CurrentCalendar;
  digest: Digest;
  expiryMinutes: number;
  origin: string;
};
