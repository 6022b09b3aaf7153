import type { DocumentStorage } from "../../shared/domain/documents/document-storage.ts";
import type { CodeStore, DossierLists, DossierStore } from "../../shared/domain/dossiers/dossier-record.ts";
import type { DossierLinks } from "../../shared/domain/dossiers/dossier-secrets.ts";
import type { Terms } from "../../shared/domain/dossiers/waiting.ts";
import type { Sealing } from "../../shared/domain/dossiers/words.ts";
import type { Digest } from "../../shared/domain/foundation/base32.ts";
import type { Told } from "../../shared/domain/notifications/notice.ts";
import type { OrganisationRegister, UnitRegister } from "../../shared/domain/organisation/register.ts";
import type { ProcedureCatalogue } from "../../shared/domain/procedures/catalogue.ts";
import type { Printer } from "../../shared/domain/slips/prints.ts";
import type { CurrentCalendar } from "../../shared/domain/working-time/calendar.ts";

export type DossiersDependencies = {
  store: DossierStore;
  lists: DossierLists;
  codes: CodeStore;
  links: DossierLinks;
  catalogue: ProcedureCatalogue;
  register: OrganisationRegister;
  calendar: CurrentCalendar;
  terms: Terms;
  digest: Digest;
  sealing: Sealing;
};

/** What printing a form filled in needs, and nothing that could keep it. */
export type PrintingDependencies = Pick<DossiersDependencies, "store" | "catalogue" | "register"> & {
  printer: Printer;
};

/** What showing notices needs. */
export type NoticesDependencies = Pick<DossiersDependencies, "store"> & {
  told: (dossierId: string) => Promise<Told>;
};

/** What a fee receipt needs; it is drawn as PDF only. */
export type ReceiptDependencies = Pick<DossiersDependencies, "store" | "links" | "catalogue" | "register"> & {
  printer: Pick<Printer, "pdf">;
};

export type FilesDependencies = DossiersDependencies & { storage: DocumentStorage };

export type SubmissionDependencies = Pick<
  FilesDependencies,
  "store" | "links" | "catalogue" | "calendar" | "terms" | "digest" | "storage"
> & { register: UnitRegister };
