import type { DossierStore } from "../../shared/domain/dossiers/dossier-record.ts";
import type { Digest } from "../../shared/domain/foundation/base32.ts";
import type { OrganisationRegister } from "../../shared/domain/organisation/register.ts";
import type { PaymentProvider } from "../../shared/domain/payments/intent.ts";
import type { PaymentStore } from "../../shared/domain/payments/payment-store.ts";
import type { Provider } from "../../shared/domain/payments/provider.ts";
import type { RefundStore } from "../../shared/domain/payments/refund-store.ts";
import type { ProcedureCatalogue } from "../../shared/domain/procedures/catalogue.ts";
import type { CurrentCalendar } from "../../shared/domain/working-time/calendar.ts";

/** Those that the province has a contract with. */
export type Providers = Readonly<Partial<Record<PaymentProvider, Provider>>>;

export type PaymentsDependencies = {
  store: DossierStore;
  payments: PaymentStore;
  catalogue: ProcedureCatalogue;
  providers: Providers;
  calendar: CurrentCalendar;
  digest: Digest;
  expiryMinutes: number;
  origin: string;
};

/** Of what officers call. */
export type OfficersDependencies = PaymentsDependencies & { register: OrganisationRegister };

export type RefundsDependencies = Pick<PaymentsDependencies, "store" | "providers" | "digest"> & {
  refunds: RefundStore;
};
