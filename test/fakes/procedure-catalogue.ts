import { shippedPublications } from "../../infra/catalogue/read.ts";
import { type ProcedureCatalogue, type Publication, standingOf } from "../../shared/domain/procedures/catalogue.ts";
import { lineOf, type PublishedCatalogue } from "../../shared/domain/procedures/catalogue-entry.ts";
import type { ProcedureVersion } from "../../shared/domain/procedures/procedure-version.ts";

let lists = 0;

/** A catalogue in memory of these publications. */
export const catalogueOf = (publications: readonly Publication[]): ProcedureCatalogue & PublishedCatalogue => {
  const versions = publications.flatMap((one) => ("procedure" in one ? [one.procedure] : []));
  const ofCode = (code: string) =>
    publications.filter((one) => ("procedure" in one ? one.procedure : one.withdrawal).code === code);
  lists += 1;
  const id = `list ${lists}`;
  return {
    standing: async (code, at) => standingOf(ofCode(code), at),
    version: async (code, number) => versions.find((one) => one.code === code && one.version === number),
    publication: async (code, number) =>
      ofCode(code).find((one) => ("procedure" in one ? one.procedure : one.withdrawal).version === number),
    current: async () => ({ id, lines: () => publications.map(lineOf) }),
  };
};

export const shipped = shippedPublications(new URL("../..", import.meta.url).pathname);

/** The catalogue that a deployment ships. */
export const shippedCatalogue = catalogueOf(shipped);

/** The version of a shipped procedure in force at an instant. Throws where there is none. */
export const shippedVersion = async (code: string, at: string): Promise<ProcedureVersion> => {
  const standing = await shippedCatalogue.standing(code, at);
  if (standing.is !== "in-force") throw new Error(`${code} is ${standing.is}`);
  return standing.version;
};
