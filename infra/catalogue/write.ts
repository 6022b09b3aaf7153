import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { shippedPublications } from "./read.ts";

/** Lays the shipped catalogue beside the bundle that publishes it. */
export const writeCatalogue = (root: string, outdir: string): void =>
  writeFileSync(join(outdir, "procedures/load-catalogue/catalogue.json"), JSON.stringify(shippedPublications(root)));
