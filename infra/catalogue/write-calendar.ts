import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { readYears } from "./world.ts";

/** Functions that show a year as it is shipped: bundles have the data without what only people read. */
const SHOWING = ["procedures/get-calendar-year", "admin/follow-calendar-year"];

/** Lays the shipped years beside the bundles that show them, with where each day is from. */
export const writeCalendar = (root: string, outdir: string): void => {
  const years = JSON.stringify(readYears(root));
  for (const operation of SHOWING) writeFileSync(join(outdir, operation, "calendar.json"), years);
};
