import type { ProceduresDependencies } from "../../functions/procedures/dependencies.ts";
import { lastMade } from "../../functions/procedures/last-made.ts";
import { listedProcedure } from "../../functions/procedures/listed-procedure.ts";
import { fields } from "../../shared/adapters/catalogue/fields.ts";
import { organisationRegister } from "../../shared/adapters/catalogue/organisation-register.ts";
import { indexProcedures } from "../../shared/adapters/minisearch/procedure-index.ts";
import type { PublishedCatalogue } from "../../shared/domain/procedures/catalogue-entry.ts";
import { ofThoseInForce } from "../../shared/domain/procedures/in-force.ts";

/** What the operations of the catalogue need, over these publications. */
export const proceduresOver = (
  catalogue: ProceduresDependencies["catalogue"],
  published: PublishedCatalogue,
): ProceduresDependencies => ({
  catalogue,
  published,
  inForce: ofThoseInForce((entries) => new Map(Array.from(entries, (entry) => [entry.code, entry]))),
  indexed: ofThoseInForce((entries) => indexProcedures(entries, listedProcedure)),
  exported: lastMade(),
  fields,
  register: organisationRegister,
  publicOrigin: "https://motcua.example.vn",
});
