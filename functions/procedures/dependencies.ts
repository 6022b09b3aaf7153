import type { Instant } from "../../shared/domain/foundation/instant.ts";
import type { OrganisationRegister } from "../../shared/domain/organisation/register.ts";
import type { Field, ProcedureCatalogue, Publication } from "../../shared/domain/procedures/catalogue.ts";
import type {
  CatalogueEntry,
  CatalogueLine,
  PublishedCatalogue,
  PublishedList,
  RefreshCatalogue,
} from "../../shared/domain/procedures/catalogue-entry.ts";
import type { ProcedureIndex } from "../../shared/domain/procedures/procedure-index.ts";
import type { Printer, PrintStore } from "../../shared/domain/slips/prints.ts";
import type { OfficeHours } from "../../shared/domain/working-time/office-hours.ts";
import type { StandingYear } from "../../shared/domain/working-time/published-year.ts";
import type { Written } from "../boundary/written.ts";
import type { LastMade } from "./last-made.ts";
import type { ListedProcedure } from "./listed-procedure.ts";

/** By code, what is in force of a list at an instant. */
export type InForce = (list: PublishedList, at: Instant) => ReadonlyMap<string, CatalogueEntry>;

/** What is in force of a list at an instant, ready to be looked through. */
export type Indexed = (list: PublishedList, at: Instant) => ProcedureIndex<Written<typeof ListedProcedure>>;

export type ProceduresDependencies = {
  catalogue: ProcedureCatalogue;
  published: PublishedCatalogue;
  inForce: InForce;
  indexed: Indexed;
  exported: LastMade;
  fields: readonly Field[];
  register: OrganisationRegister;
  publicOrigin: string;
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
/** What making the public object anew needs. */
export type CompilingDependencies = { refresh: RefreshCatalogue };

/** What laying the shipped catalogue into the table needs. */
export type LoadingDependencies = {
  /** What was laid beside the bundle. */
  shipped: () => Promise<Publication[]>;
  lines: () => Promise<CatalogueLine[]>;
  /** Whether it was published now; a number that is taken stays as it is. */
  publish: (publication: Publication) => Promise<boolean>;
} & CompilingDependencies;

/** What showing the working calendar needs. */
export type CalendarDependencies = {
  /** A year as it stands, at most half a minute old. */
  yearAt: (year: number) => Promise<StandingYear>;
  officeHours: OfficeHours;
};
