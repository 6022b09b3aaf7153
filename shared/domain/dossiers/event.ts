import type { Instant } from "../foundation/instant.ts";
import type { StandingChange } from "./standing.ts";
import type { DossierState } from "./state.ts";

export type EventName =
  | "dossier-drafted"
  | "dossier-changed"
  | "draft-deleted"
  | "document-uploaded"
  | "dossier-submitted"
  | "payment-started"
  | "payment-confirmed"
  | "payment-failed"
  | "payment-held"
  | "payment-cancelled"
  | "payment-unexpected"
  | "refund-requested"
  | "refund-approved"
  | "refund-rejected"
  | "refund-completed"
  | "refund-failed"
  | "refund-unanswered"
  | "refund-handed-over"
  | "dossier-accepted"
  | "dossier-refused"
  | "dossier-assigned"
  | "step-completed"
  | "step-sent-back"
  | "supplement-requested"
  | "supplement-answered"
  | "supplement-approved"
  | "payment-requested"
  | "dossier-extended"
  | "dates-corrected"
  | "dossier-stopped"
  | "dossier-withdrawn"
  | "dossier-decided"
  | "result-returned"
  | "dossier-rated";

/** Who did it: an opaque subject, never a name or a number of identity. */
export type Actor = { kind: "citizen" | "organisation" | "officer" | "provider" | "schedule"; id: string };

/**
 * One thing that happened to a dossier: history, outbox entry and idempotency record at once.
 * It carries ids and public facts only, and what somebody wrote with it only sealed.
 */
export type DossierEvent = {
  dossierId: string;
  /** Hash of what makes the command single; the sort key, so a second copy cannot be written. */
  commandId: string;
  version: number;
  at: Instant;
  actor: Actor;
  what: EventName;
  from: DossierState | null;
  to: DossierState;
  /** The dossier's code, from its submission on. */
  code?: string;
  /** Unit and officer (subject) that hold the dossier after this event. */
  unit?: string;
  officer?: string;
  step?: string;
  /** Public particulars of the event: reason, outcome, amount. */
  facts: Record<string, string | number | boolean | null>;
  /** What it changed of the dossier's standing, so that the chain alone tells where the dossier stands. */
  changed: StandingChange;
  /** What was written with it, under the dossier's key, base64; the hash covers it as it stands here. */
  sealed?: string;
  /** SHA-256 of the command's key and its canonical body, to tell a replay from a reuse of the key; "" without a key. */
  bodyHash: string;
  /** Hash of the event before, "" for the first: the chain that an auditor verifies. */
  previousHash: string;
  hash: string;
};

/** What a lookup by code reads of an event. */
export type TrackedEvent = Omit<DossierEvent, "from" | "facts" | "sealed" | "bodyHash" | "previousHash" | "hash">;

/** What the relay puts on a queue: ids only. */
export type OutboxMessage = { outboxId: string; dossierId: string; commandId: string };
