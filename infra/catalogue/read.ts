import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Publication } from "../../shared/domain/procedures/catalogue.ts";
import { expandProcedure } from "../../shared/domain/procedures/expand-procedure.ts";
import { ProcedureFile } from "../../shared/domain/procedures/procedure-file.ts";

/** The procedure files of a checkout. Throws where one is not what its schema says. */
const readProcedureFiles = (root: string): { file: string; content: ProcedureFile }[] => {
  const folder = join(root, "shared/data/procedures");
  return readdirSync(folder)
    .filter((file) => file.endsWith(".json"))
    .sort()
    .map((file) => ({ file, content: ProcedureFile.parse(JSON.parse(readFileSync(join(folder, file), "utf8"))) }));
};

/** What a deployment publishes: every shipped procedure, its common parts filled in. */
export const shippedPublications = (root: string): Publication[] =>
  readProcedureFiles(root).map(({ content }) => ({ procedure: expandProcedure(content.procedure) }));
