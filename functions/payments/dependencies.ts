import type { DossierStore } from "../../shared/domain/dossiers/dossier-record.ts";
import type { Digest } from "../../shared/domain/foundation/base32.ts";
import type { Provider } from "../../shared/domain/payments/provider.ts";
import type { ProcedureCatalogue } from "../../shared/domain/procedures/catalogue.ts";
import type { CurrentCalendar } from "../../shared/domain/working-time/calendar.ts";

export type PaymentsDependencies = {
  store: DossierStore;
  catalogue: ProcedureCatalogue;
  vnpay: Pick<Provider, "merchant" | "open" | "read">;
  calendar: CurrentCalendar;
  digest: Digest;
  expiryMinutes: number;
  origin: string;
};
