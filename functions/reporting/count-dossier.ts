import * as z from "zod";
import { projectionOf } from "../../shared/domain/reporting/project.ts";
import { log } from "../boundary/log.ts";
import { queue } from "../boundary/queue.ts";
import type { ProjectionDependencies } from "./dependencies.ts";
import { filedAs } from "./filed-as.ts";
import { projectionWiring } from "./wiring.ts";

/** Of an event only whose it is: what is counted is all that is not counted yet. */
const AwaitedEvent = z.object({ dossierId: z.string().min(1).max(200) });

/** Times that a dossier's life is read anew because somebody else counted it meanwhile. */
const ATTEMPTS = 5;

class CountedElsewhere extends Error {
  override name = "CountedElsewhere";
}

/** Counts a dossier in one set: every event that is not counted yet, once, in their order. */
export const countInto = async (
  set: number,
  dossierId: string,
  { store, catalogue }: ProjectionDependencies,
): Promise<void> => {
  for (let lost = 0; lost < ATTEMPTS; ) {
    const [before, events] = await Promise.all([store.life(dossierId, set), store.events(dossierId)]);
    const filed = await filedAs(events, catalogue, before?.field);
    if (filed === undefined) return;
    const projection = projectionOf(before, events, filed);
    if (projection === undefined) return;
    const { life, rows } = projection;
    if (!(await store.count(set, before, life, rows))) {
      lost += 1;
      continue;
    }
    log.info("dossier-counted", { dossierId, count: life.version });
    if (life.version >= (events.at(-1)?.version ?? 0)) return;
  }
  throw new CountedElsewhere();
};

/** Counts a dossier in the current set, and in the one that is being rebuilt. */
export const countDossier = async (
  { dossierId }: z.output<typeof AwaitedEvent>,
  dependencies: ProjectionDependencies,
): Promise<void> => {
  const { current, next } = await dependencies.store.sets();
  await Promise.all([current, next].flatMap((set) => (set === null ? [] : [countInto(set, dossierId, dependencies)])));
};

export const handler = queue({ message: AwaitedEvent }, projectionWiring, countDossier);
