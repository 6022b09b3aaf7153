import type { DrawnPrinter } from "../../shared/domain/slips/prints.ts";
import type { ReportDependencies } from "./dependencies.ts";

/** What the report of half a year needs besides figures. */
export type HalfYearDependencies = ReportDependencies & {
  printer: DrawnPrinter;
  /** Where the pages of the service stand: printed addresses begin with it. */
  origin: string;
};
