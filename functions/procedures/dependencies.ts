import type { OrganisationRegister } from "../../shared/domain/organisation/register.ts";
import type { Field, ProcedureCatalogue, Publication } from "../../shared/domain/procedures/catalogue.ts";
import type { CatalogueLine, PublishedCatalogue } from "../../shared/domain/procedures/catalogue-entry.ts";
import type { Printer, PrintStore } from "../../shared/domain/slips/prints.ts";

export type ProceduresDependencies = {
  catalogue: ProcedureCatalogue;
  published: PublishedCatalogue;
  fields: readonly Field[];
  register: OrganisationRegister;
};

/** What printing what is published needs. */
export type PrintingDependencies = {
  catalogue: ProcedureCatalogue;
  register: OrganisationRegister;
  prints: PrintStore;
  printer: Printer;
  /** Where the pages of the service stand: printed addresses begin with it. */
  origin: string;
};

/** What laying the shipped catalogue into the table needs. */
export type LoadingDependencies = {
  /** What was laid beside the bundle. */
  shipped: () => Promise<Publication[]>;
  lines: () => Promise<CatalogueLine[]>;
  /** Whether it was published now; a number that is taken stays as it is. */
  publish: (publication: Publication) => Promise<boolean>;
};
