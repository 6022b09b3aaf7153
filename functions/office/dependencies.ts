import type { DocumentStorage } from "../../shared/domain/documents/document-storage.ts";
import type { DossierLists, DossierStore, FileStore } from "../../shared/domain/dossiers/dossier-record.ts";
import type { DossierLinks } from "../../shared/domain/dossiers/dossier-secrets.ts";
import type { Terms } from "../../shared/domain/dossiers/waiting.ts";
import type { Sealing } from "../../shared/domain/dossiers/words.ts";
import type { Digest } from "../../shared/domain/foundation/base32.ts";
import type { DeskStore } from "../../shared/domain/notifications/desk.ts";
import type { Told } from "../../shared/domain/notifications/notice.ts";
import type { OrganisationRegister } from "../../shared/domain/organisation/register.ts";
import type { RefundStore } from "../../shared/domain/payments/refund-store.ts";
import type { ProcedureCatalogue } from "../../shared/domain/procedures/catalogue.ts";
import type { Printer } from "../../shared/domain/slips/prints.ts";
import type { CurrentCalendar } from "../../shared/domain/working-time/calendar.ts";

export type OfficeDependencies = {
  store: DossierStore;
  lists: DossierLists;
  files: FileStore;
  told: (dossierId: string) => Promise<Told>;
  links: DossierLinks;
  catalogue: ProcedureCatalogue;
  register: OrganisationRegister;
  calendar: CurrentCalendar;
  terms: Terms;
  digest: Digest;
  sealing: Sealing;
};

export type FilesDependencies = OfficeDependencies & { storage: DocumentStorage };

/** What a fee receipt needs; it is drawn as PDF only. */
export type ReceiptDependencies = Pick<OfficeDependencies, "store" | "links" | "catalogue" | "register"> & {
  printer: Pick<Printer, "pdf">;
};

/** What the calls of a unit need. */
export type DeskDependencies = {
  desk: Pick<DeskStore, "list" | "facts" | "read" | "complete">;
  register: OrganisationRegister;
};

export type RefundsDependencies = { refunds: RefundStore; register: OrganisationRegister };
