import type { CommitOutcome, DossierStore } from "../../shared/domain/dossiers/dossier-record.ts";
import type { DossierEvent } from "../../shared/domain/dossiers/event.ts";
import { isRefusal, type Refusal, refuse } from "../../shared/domain/foundation/refusal.ts";
import type { Command } from "./http.ts";

/** What a command left behind: its event, and whether it was there before. */
export type Done = { event: DossierEvent; replayed: boolean };

const STALE_ATTEMPTS = 5;

/**
 * One command on one dossier, once. `decide` reads and judges; `write` puts what it decided in one transaction.
 * A refusal or a lost race is first held against the event of the same command: if that is there, this is its replay.
 * Where the caller named no version (`seen` undefined), a dossier that moved meanwhile is read and judged again.
 */
export const runCommand = async <Change extends { event: DossierEvent }>(
  store: Pick<DossierStore, "readEvent">,
  command: Command,
  dossierId: string,
  decide: () => Promise<Change | Refusal>,
  write: (change: Change) => Promise<CommitOutcome>,
  seen?: number,
): Promise<Done | Refusal> => {
  const replayOr = async (refusal: Refusal): Promise<Done | Refusal> => {
    const event = await store.readEvent(dossierId, command.id);
    if (!event) return refusal;
    return event.bodyHash === command.bodyHash ? { event, replayed: true } : refuse("idempotency-key-reused");
  };
  for (let attempt = 0; attempt < STALE_ATTEMPTS; attempt += 1) {
    const change = await decide();
    if (isRefusal(change)) return replayOr(change);
    const outcome = await write(change);
    if (outcome === "committed") return { event: change.event, replayed: false };
    if (outcome === "repeated") return replayOr(refuse("request-in-flight", { retryAfterSeconds: 1 }));
    if (outcome === "stale" && seen !== undefined) return replayOr(refuse("version-stale"));
    if (outcome === "busy") break;
  }
  return replayOr(refuse("busy", { retryAfterSeconds: 2 }));
};
