import type { Dossier } from "../dossiers/dossier.ts";
import type { Instant } from "../foundation/instant.ts";
import type { GivenReminder } from "./reminder.ts";

/** When a dossier is to be looked at. One that came too early or too late is harmless: what counts are its clocks then. */
export type Look = { at: Instant; dossierId: string };

export type ReminderStore = {
  /** The dossier without its person; undefined where there is none. */
  readDossier(dossierId: string): Promise<Dossier | undefined>;
  /** What was given of a dossier so far. */
  given(dossierId: string): Promise<GivenReminder[]>;
  /** Planned as often as wanted: it is there once. */
  plan(look: Look): Promise<void>;
  /** The looks of a shard whose time has come, oldest first. `next` is where the page ended; null where it was the last. */
  due(
    shard: number,
    until: Instant,
    page: { limit: number; after: Look | undefined },
  ): Promise<{ looks: Look[]; next: Look | null }>;
  /** Recorded once, with the instant of the first time. */
  markGiven(dossierId: string, reminder: GivenReminder): Promise<void>;
  forget(look: Look): Promise<void>;
};

/** Shards of the plan; each is read on its own. */
export const SHARDS = 16;
