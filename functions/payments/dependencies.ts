import type { DossierLists, DossierStore } from "../../shared/domain/dossiers/dossier-record.ts";
import type { Sealing } from "../../shared/domain/dossiers/words.ts";
import type { Digest } from "../../shared/domain/foundation/base32.ts";
import type { OrganisationRegister } from "../../shared/domain/organisation/register.ts";
import type { DayBook } from "../../shared/domain/payments/day-book.ts";
import type { InquiryStore } from "../../shared/domain/payments/inquiry-store.ts";
import type { PaymentProvider } from "../../shared/domain/payments/intent.ts";
import type { MoneyCheckStore } from "../../shared/domain/payments/money-check/money-check.ts";
import type { PaymentStore } from "../../shared/domain/payments/payment-store.ts";
import type { Provider } from "../../shared/domain/payments/provider.ts";
import type { RefundStore } from "../../shared/domain/payments/refund-store.ts";
import type { StatementStore } from "../../shared/domain/payments/statement-store.ts";
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

export type RefundsDependencies = Pick<PaymentsDependencies, "store" | "providers" | "digest"> & {
  refunds: RefundStore;
};

/** What the reconciler needs besides. */
export type ReconcileDependencies = PaymentsDependencies & { inquiries: InquiryStore };

/** Of what officers call: who they are, and where what they write is sealed. */
export type OfficePaymentsDependencies = PaymentsDependencies & { register: OrganisationRegister; sealing: Sealing };

/** What the check of all money reads, and where it writes what it found. */
export type MoneyCheckDependencies = Pick<PaymentsDependencies, "catalogue"> & {
  store: Pick<DossierStore, "read" | "readEvents">;
  lists: Pick<DossierLists, "byUnit">;
  register: Pick<OrganisationRegister, "unitIds">;
  book: DayBook;
  statements: Pick<StatementStore, "lines">;
  inquiries: Pick<InquiryStore, "due">;
  checks: MoneyCheckStore;
};
