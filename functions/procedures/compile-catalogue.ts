import type { Instant } from "../../shared/domain/foundation/instant.ts";
import { log } from "../boundary/log.ts";
import { schedule } from "../boundary/schedule.ts";
import type { CompilingDependencies } from "./dependencies.ts";
import { compilingWiring } from "./wiring.ts";

/** Mends what a crash between a publication and its public object left; mostly there is nothing to do. */
export const compileCatalogue = async (_: Instant, { refresh }: CompilingDependencies) => {
  const count = (await refresh()) === "compiled" ? 1 : 0;
  log.info("catalogue-compiled", { count });
  return { compiled: count };
};

export const handler = schedule(compilingWiring, compileCatalogue);
