import type { Publication } from "../../shared/domain/procedures/catalogue.ts";
import { workThrough } from "../boundary/at-most.ts";
import { deployed } from "../boundary/deployed.ts";
import type { LoadingDependencies } from "./dependencies.ts";
import { loadingWiring } from "./wiring.ts";

/** Transactions under way at once. */
const AT_ONCE = 16;

const nameOf = (publication: Publication): string => {
  const { code, version } = "procedure" in publication ? publication.procedure : publication.withdrawal;
  return `${code} ${version}`;
};

/**
 * Publishes what the deployment ships and the table lacks. What is published already is left alone, also where the
 * shipped file has changed since: a published version is never rewritten. Then the public object is made of all.
 */
export const loadCatalogue = async ({ shipped, lines, publish, refresh }: LoadingDependencies) => {
  const [publications, published] = await Promise.all([shipped(), lines()]);
  const known = new Set(published.map(({ code, version }) => `${code} ${version}`));
  const open = publications.filter((publication) => !known.has(nameOf(publication)));
  let count = 0;
  await workThrough(AT_ONCE, open, async (publication) => {
    if (await publish(publication)) count += 1;
  });
  await refresh();
  return { count };
};

export const handler = deployed(loadingWiring, loadCatalogue);
