import type { CommitOutcome } from "../../shared/domain/dossiers/dossier-record.ts";
import { isRefusal, type Refusal, refuse } from "../../shared/domain/foundation/refusal.ts";
import type { Command } from "./http.ts";

/** What a command left behind: its event, and whether it was there before. */
export type Done<Event> = { event: Event; replayed: boolean };

const STALE_ATTEMPTS = 5;

/**
 * One command on one subject, mostly a dossier, once. `decide` reads and judges; `write` puts what it decided in one
 * transaction, its event with it.
 * A refusal or a lost race is first held against the event of the same command: if that is there, this is its replay.
 * Where the caller named no version (`seen` undefined), a subject that moved meanwhile is read and judged again.
 */
export const runCommand = async <Event extends { bodyHash: string }, Change extends { event: Event }>(
  store: { readEvent: (subject: string, commandId: string) => Promise<Event | undefined> },
  command: Command,
  subject: string,
  decide: () => Promise<Change | Refusal>,
  write: (change: Change) => Promise<CommitOutcome>,
  seen?: number,
): Promise<Done<Event> | Refusal> => {
  const replayOr = async (refusal: Refusal): Promise<Done<Event> | Refusal> => {
    const event = await store.readEvent(subject, command.id);
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
