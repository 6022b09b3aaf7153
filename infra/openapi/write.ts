import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { OpenCatalogue } from "../../shared/domain/procedures/open-data.ts";
import { OpenMonth } from "../../shared/domain/reporting/open-figures.ts";
import { docsPage } from "./docs-page.ts";
import { openApiOf } from "./document.ts";
import { readSpecs } from "./specs.ts";

/** Lays the API's document and its page beside the bundles that serve them. */
export const writeOpenApi = async (root: string, outdir: string, operations: readonly string[]): Promise<void> => {
  const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string };
  const document = openApiOf(await readSpecs(root, operations), version);
  writeFileSync(join(outdir, "portal/get-openapi/openapi.json"), JSON.stringify(document));
  for (const [operation, schema] of [
    ["procedures/show-export-schema", OpenCatalogue],
    ["reporting/show-open-figures-schema", OpenMonth],
  ] as const) {
    const written = z.toJSONSchema(schema, { target: "draft-2020-12", io: "output" });
    writeFileSync(join(outdir, operation, "schema.json"), JSON.stringify(written));
  }
  writeFileSync(join(outdir, "portal/show-docs/docs.json"), JSON.stringify(docsPage(document)));
};
