import type { Instant } from "../foundation/instant.ts";
import type { Role } from "../organisation/role.ts";
import type { FeeItem } from "../procedures/fees.ts";
import type { Pause } from "../working-time/clock.ts";
import type { DossierState } from "./state.ts";

export type Channel = "online" | "counter" | "post";

export type DeliveryMethod = "online" | "counter" | "post";

/** Who filed: an opaque subject. `owner` groups the dossiers that one person, organisation or unit may read. */
export type Submitter = { kind: "citizen" | "organisation" | "officer"; sub: string };

/** What must be paid now. `amount` is integer VND; `id` is named by every payment intent made for it. */
export type Demand = {
  id: string;
  due: "submission" | "acceptance" | "return" | "request";
  amount: number;
  items: FeeItem[];
};

/** Where the dossier stands in the procedure's route. `dueAt` is null where the step has no limit of its own. */
export type CurrentStep = { id: string; role: Role; unit: string; since: Instant; dueAt: Instant | null };

type Born = {
  id: string;
  version: number;
  procedure: { code: string; version: number };
  case: string | null;
  channel: Channel;
  submitter: Submitter;
  owner: string;
  createdAt: Instant;
  delivery: DeliveryMethod;
  /** The key that its secret and its link are derived with; an older key stays for the dossiers that name it. */
  keyVersion: number;
  /** Raised to revoke the lookup secret and the tracking link. */
  linkVersion: number;
  /** Hash of the newest event: the head of the chain. */
  headHash: string;
  /** Officers who handled it; none of them may decide. */
  handledBy: string[];
};

/** From submission on: the code is born, once. */
type Numbered = Born & { code: string; step: CurrentStep; assignee: string | null };

/** `acceptBy` is null where a payment came in for which no calendar is published yet. */
export type Received = Numbered & {
  submittedAt: Instant;
  acceptBy: Instant | null;
  /** When its clocks stood still since then, for the applicant: what is over. */
  pauses?: Pause[];
  /** How many times something was asked of the applicant. More than once counts as late (Decision 766/QĐ-TTg). */
  supplements?: number;
  /** Who let the unit ask once more; taken back by the request. */
  supplementApproval?: { by: string };
};

/** From acceptance on: the limit runs. `receivedAt` is acceptance rolled to office time, day 0 of the limit. */
export type Running = Received & {
  acceptedAt: Instant;
  receivedAt: Instant;
  dueAt: Instant | null;
  provisional: boolean;
  /** Since when the limit runs anew, where its procedure starts it again after a supplement. */
  restartedAt?: Instant;
  /** When a leader promised which other date; that is done once. */
  extension?: { at: Instant; dueAt: Instant };
};

/** A dossier on its way, whatever its state. */
export type Begun = Numbered | Received | Running;

/** What a dossier that waits for its applicant remembers: since when, and where it goes on. */
type Remembering = { waitingSince: Instant; resume: "accepted" | "processing" };

/** One thing asked of the applicant. The reason is an officer's words and stands sealed in the event. */
export type RequestedItem = ({ requirement: string } | { formField: string }) & { answered: boolean };

type Owing = { state: "payment-due"; demand: Demand; payBy: Instant };
type Asked = { state: "awaiting-supplement"; requested: RequestedItem[]; respondBy: Instant };

export type Decision = {
  outcome: "granted" | "denied";
  number: string | null;
  documentId: string | null;
  by: string;
  at: Instant;
};

export type StopReason = "unpaid" | "lapsed" | "decided";

export type Draft = Born & { state: "draft" };
/** Filed but not received: the fee due on submission is still to be paid. */
export type PaymentDueFirst = Numbered & Owing & { waitingSince: Instant; resume: null };
export type PaymentDueMidway = Running & Owing & Remembering;
export type PaymentDue = PaymentDueFirst | PaymentDueMidway;
export type Submitted = Received & { state: "submitted" };
export type Refused = Received & { state: "refused"; refusedAt: Instant };
export type Accepted = Running & { state: "accepted" };
export type Processing = Running & { state: "processing" };
export type AwaitingSupplement =
  | (Received & Asked & { waitingSince: Instant; resume: "submitted" })
  | (Running & Asked & Remembering);
export type Withdrawn = Begun & { state: "withdrawn"; endedAt: Instant };
export type Stopped = Begun & { state: "stopped"; endedAt: Instant; stopReason: StopReason };
export type Resolved = Running & {
  state: "resolved";
  decision: Decision;
  /** A fee due on return is still to be paid. */
  owesReturnFee?: boolean;
};
export type Returned = Running & {
  state: "returned";
  decision: Decision;
  returned: { method: DeliveryMethod; at: Instant; trackingNumber: string | null };
  /** When the applicant rated the service; that is done once. */
  ratedAt?: Instant;
};

/** A dossier is one of these: only a state that has a thing carries it. */
export type Dossier =
  | Draft
  | PaymentDue
  | Submitted
  | Refused
  | Accepted
  | Processing
  | AwaitingSupplement
  | Withdrawn
  | Stopped
  | Resolved
  | Returned;

/** A dossier from its submission on. */
export type Filed = Exclude<Dossier, Draft>;

/** States that no dossier leaves. */
export const FINAL: ReadonlySet<DossierState> = new Set(["refused", "withdrawn", "stopped", "returned"]);

/** A dossier that waits for its applicant, not for an office: its clock stands still. */
export const isWaiting = (dossier: Dossier): dossier is PaymentDue | AwaitingSupplement =>
  dossier.state === "payment-due" || dossier.state === "awaiting-supplement";

/** When a unit must have acted, for the order of its worklist; null where nothing runs. */
export const workDueAt = (dossier: Dossier): Instant | null => {
  if (dossier.state === "submitted") return dossier.acceptBy;
  if (dossier.state === "accepted" || dossier.state === "processing" || dossier.state === "resolved")
    return dossier.dueAt;
  return null;
};

/** Until when the applicant may pay or answer. */
export const answerBy = (dossier: PaymentDue | AwaitingSupplement): Instant =>
  dossier.state === "payment-due" ? dossier.payBy : dossier.respondBy;
