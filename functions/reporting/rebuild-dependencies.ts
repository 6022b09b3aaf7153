import type { OutboxMessage } from "../../shared/domain/dossiers/event.ts";
import type { Digest } from "../../shared/domain/foundation/base32.ts";
import type { Instant } from "../../shared/domain/foundation/instant.ts";
import type { OrganisationRegister } from "../../shared/domain/organisation/register.ts";
import type { RecountStore } from "../../shared/domain/reporting/check-figures.ts";
import type { DayRootStore } from "../../shared/domain/reporting/day-root.ts";
import type { Life } from "../../shared/domain/reporting/life.ts";
import type { DossierWalk, RebuildStore } from "../../shared/domain/reporting/rebuild.ts";
import type { FigureSets, FigureStore } from "../../shared/domain/reporting/statistics-store.ts";
import type { ProjectionDependencies } from "./dependencies.ts";

/** What a rebuild of all figures needs. */
export type RebuildDependencies = ProjectionDependencies & {
  rebuilds: RebuildStore;
  walk: DossierWalk;
  now: () => Instant;
  /** Puts a message back on the queue that it came from, to be seen again after so many seconds. */
  later: (queueArn: string, message: object, seconds: number) => Promise<void>;
};

/** What a recount of all figures needs: it changes none. */
export type RecountDependencies = Pick<ProjectionDependencies, "catalogue"> & {
  store: Pick<ProjectionDependencies["store"], "sets" | "events">;
  walk: DossierWalk;
  /** What is counted of each of these dossiers in a set. */
  lives: (set: number, dossierIds: readonly string[]) => Promise<Map<string, Life>>;
  figures: Pick<FigureStore, "upTo">;
  recounts: RecountStore;
  roots: DayRootStore;
  digest: Digest;
  now: () => Instant;
  /** Tells projectors of events anew; answers the places of those that were not taken. */
  poke: (messages: readonly OutboxMessage[]) => Promise<number[]>;
};

/** What administrators see and ask for. */
export type StatisticsDependencies = {
  sets: () => Promise<FigureSets>;
  rebuilds: Pick<RebuildStore, "read" | "begin" | "segments">;
  recounts: RecountStore;
  register: OrganisationRegister;
  /** Puts the message that a rebuild goes on by; answers the places of those that were not taken. */
  put: (messages: readonly { set: number; turn: number }[]) => Promise<number[]>;
};
