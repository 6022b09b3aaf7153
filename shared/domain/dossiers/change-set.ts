import type { DeclaredDocument } from "../documents/declared-document.ts";
import { base64, type Digest } from "../foundation/base32.ts";
import type { Instant } from "../foundation/instant.ts";
import type { KeptCallback } from "../payments/callback.ts";
import type { PaymentIntent } from "../payments/intent.ts";
import type { LedgerRow } from "../payments/ledger.ts";
import type { RefundWrite } from "../payments/refund.ts";
import type { RefundEntry } from "../payments/refund-entry.ts";
import type { Dossier } from "./dossier.ts";
import type { Actor, DossierEvent, EventName } from "./event.ts";
import { leads, type MoveName } from "./moves/moves.ts";
import type { Person } from "./person.ts";
import { standingChange } from "./standing.ts";

/** Who does what when, and what makes it single. Time, ids and hashes are arguments: the domain has none of its own. */
export type Act = { commandId: string; bodyHash: string; actor: Actor; at: Instant };

/**
 * All that one command changes, written in one transaction or not at all. The write expects the dossier
 * as it was read (`before`), and what else the rule demands of it at that instant.
 */
export type ChangeSet = {
  before: Dossier | null;
  after: Dossier | null;
  /** The row of the table of moves, null where the dossier stays in its state. */
  move: MoveName | null;
  event: DossierEvent;
  person?: Person;
  documents?: DeclaredDocument[];
  intent?: PaymentIntent;
  /** An open intent that nobody is asked to pay any more. */
  cancelled?: PaymentIntent;
  /** The intent is new: when its provider is first asked about it. */
  inquireAt?: Instant;
  /** Movements of money, written once. */
  ledger?: LedgerRow[];
  /** A refund of a payment. */
  refund?: RefundWrite;
  /** Most đồng that may be reserved of the intent until then, as a condition of the write: what is asked for fits. */
  reservedAtMost?: number;
  /** Lines of the lists of what is to be given back. */
  refunds?: { put?: RefundEntry[]; drop?: RefundEntry[] };
  /** The provider's call that this answers, as it came. */
  callback?: KeptCallback;
  /** Separation of duties, as a condition of the write. */
  notHandledBy?: string;
};

const isBorn = (dossier: Dossier | null): dossier is Exclude<Dossier, { state: "draft" }> =>
  dossier !== null && dossier.state !== "draft";

const canonical = (event: Omit<DossierEvent, "hash">): string =>
  JSON.stringify(event, (_, value: unknown) =>
    typeof value === "object" && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );

/** The hash an event must have: over all its members but the hash itself. */
export const hashOfEvent = (event: Omit<DossierEvent, "hash">, digest: Digest): string =>
  base64(digest(canonical(event)));

/** Only the table of moves leads from one state to another. Throws where a change would leave it. */
const checkEdge = (before: Dossier | null, after: Dossier, move: MoveName | null): void => {
  const from = before?.state ?? "draft";
  const allowed = move === null ? from === after.state : leads(move, from, after.state);
  if (!allowed) throw new Error(`no move ${move} from ${from} to ${after.state}`);
};

export type Happened = { what: EventName; move?: MoveName; facts?: DossierEvent["facts"]; sealed?: string };

/** One step of the chain: the dossier's next version and the event that says how it came about. */
export const changeOf = (
  before: Dossier | null,
  after: Dossier,
  { what, move, facts = {}, sealed }: Happened,
  act: Act,
  digest: Digest,
): ChangeSet & { after: Dossier } => {
  const row = move ?? null;
  checkEdge(before, after, row);
  const version = (before?.version ?? 0) + 1;
  const unhashed: Omit<DossierEvent, "hash"> = {
    dossierId: after.id,
    commandId: act.commandId,
    version,
    at: act.at,
    actor: act.actor,
    what,
    from: before?.state ?? null,
    to: after.state,
    ...(isBorn(after) ? { code: after.code, unit: after.step.unit, step: after.step.id } : {}),
    ...(isBorn(after) && after.assignee !== null ? { officer: after.assignee } : {}),
    facts,
    changed: standingChange(before, after),
    ...(sealed === undefined ? {} : { sealed }),
    bodyHash: act.bodyHash,
    previousHash: before?.headHash ?? "",
  };
  const hash = hashOfEvent(unhashed, digest);
  return { before, after: { ...after, version, headHash: hash }, move: row, event: { ...unhashed, hash } };
};

/** What of an event says who waits for it. */
export type AwaitedEvent = {
  code?: string | undefined;
  from: string | null;
  to: string;
  what: string;
  changed: object;
};

/** Whether an event moves a date that the applicant was told; a date that is merely no longer provisional has not moved. */
const movesDate = ({ what, changed }: AwaitedEvent): boolean =>
  what === "dossier-extended" || (what === "dates-corrected" && ("dueAt" in changed || "acceptBy" in changed));

/** Whether somebody outside is told: a change of state that the citizen can see, a new date, or money that came back. */
export const isTold = (event: AwaitedEvent): boolean =>
  event.code !== undefined &&
  event.to !== "draft" &&
  (event.from !== event.to || movesDate(event) || event.what === "refund-completed");

/** Events that leave a dossier's state and dates alone and are counted all the same. */
const COUNTED: ReadonlySet<string> = new Set<EventName>(["dossier-rated", "payment-confirmed"]);

/** Whether an event may change a figure of the statistics: of a draft none does. */
export const isCounted = ({ code, from, to, what, changed }: AwaitedEvent): boolean =>
  code !== undefined &&
  (from !== to || COUNTED.has(what) || "dueAt" in changed || "waitsFor" in changed || "stepSince" in changed);

/**
 * Whether somebody waits for the event: its outbox mark. Who is told waits, and so do the statistics, and the plan of
 * reminders wherever a clock began, ended or was moved.
 */
export const isAwaited = (event: AwaitedEvent): boolean =>
  isTold(event) || isCounted(event) || (event.code !== undefined && "stepDueAt" in event.changed);
