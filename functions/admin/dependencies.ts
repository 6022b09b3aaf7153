import type { DossierLists } from "../../shared/domain/dossiers/dossier-record.ts";
import type { Digest } from "../../shared/domain/foundation/base32.ts";
import type { DeadLetters } from "../../shared/domain/notifications/dead-letter.ts";
import type { OrganisationRegister } from "../../shared/domain/organisation/register.ts";
import type { PaymentProvider } from "../../shared/domain/payments/intent.ts";
import type { MoneyCheckStore } from "../../shared/domain/payments/money-check/money-check.ts";
import type { ReadStatement } from "../../shared/domain/payments/statement.ts";
import type { StatementStore } from "../../shared/domain/payments/statement-store.ts";
import type { ProcedureCatalogue } from "../../shared/domain/procedures/catalogue.ts";
import type { RefreshCatalogue } from "../../shared/domain/procedures/catalogue-entry.ts";
import type { CheckVersion, VersionStore } from "../../shared/domain/procedures/publication/version-draft.ts";
import type { WorkingCalendar } from "../../shared/domain/working-time/calendar.ts";
import type { CalendarYear } from "../../shared/domain/working-time/calendar-year.ts";
import type { CorrectionJobStore } from "../../shared/domain/working-time/correction-job.ts";
import type { CalendarStore, ShippedYears } from "../../shared/domain/working-time/published-year.ts";

export type AdminDependencies = {
  versions: VersionStore;
  lists: Pick<DossierLists, "byUnit">;
  check: CheckVersion;
  refresh: RefreshCatalogue;
  register: OrganisationRegister;
  digest: Digest;
};

/** What the working calendar needs, and none of what publishes procedures. */
export type CalendarDependencies = Pick<AdminDependencies, "lists" | "register" | "digest"> & {
  calendars: CalendarStore;
  jobs: Pick<CorrectionJobStore, "read">;
  shipped: ShippedYears;
  /** The shipped years with these over them. */
  joined: (published: readonly CalendarYear[]) => WorkingCalendar;
  catalogue: Pick<ProcedureCatalogue, "version">;
};

/** What providers' statements and the checks of all money need. */
export type MoneyDependencies = {
  statements: StatementStore;
  readStatement: (provider: PaymentProvider, csv: string) => ReadStatement;
  checks: Pick<MoneyCheckStore, "read" | "mismatches" | "list">;
  register: OrganisationRegister;
};

export type DeadLettersDependencies = { deadLetters: DeadLetters; register: OrganisationRegister };
