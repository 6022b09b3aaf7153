import type { DossierLists, DossierStore } from "../../shared/domain/dossiers/dossier-record.ts";
import type { Digest } from "../../shared/domain/foundation/base32.ts";
import type { OrganisationRegister } from "../../shared/domain/organisation/register.ts";
import type { ProcedureCatalogue } from "../../shared/domain/procedures/catalogue.ts";
import type { ReminderStore } from "../../shared/domain/reminders/reminder-store.ts";
import type { WorkingCalendar } from "../../shared/domain/working-time/calendar.ts";
import type { CalendarYear } from "../../shared/domain/working-time/calendar-year.ts";
import type { CorrectionJobStore } from "../../shared/domain/working-time/correction-job.ts";
import type { CalendarStore } from "../../shared/domain/working-time/published-year.ts";

export type DeadlinesDependencies = {
  store: DossierStore;
  lists: Pick<DossierLists, "waitedUntil">;
  register: Pick<OrganisationRegister, "unitIds">;
  digest: Digest;
};

/** What brings the working calendar to open dossiers, and says when a year is missing. */
export type CalendarDependencies = Pick<DeadlinesDependencies, "store" | "register" | "digest"> & {
  lists: Pick<DossierLists, "byUnit">;
  calendars: Pick<CalendarStore, "years">;
  jobs: CorrectionJobStore;
  /** The shipped years with these over them. */
  joined: (published: readonly CalendarYear[]) => WorkingCalendar;
  catalogue: Pick<ProcedureCatalogue, "version">;
  /** Plans a look at a dossier for its reminders. */
  planLook: ReminderStore["plan"];
  /** How many days ahead a calendar must be complete. */
  aheadDays: number;
};
