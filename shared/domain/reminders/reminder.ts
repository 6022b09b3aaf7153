import * as z from "zod";
import { answerBy, type Dossier, isWaiting } from "../dossiers/dossier.ts";
import type { Instant } from "../foundation/instant.ts";

/** What officers are reminded of, in the order of a dossier's life. */
export const OfficerReminderKind = z.enum([
  "accept-soon",
  "accept-late",
  "step-soon",
  "step-late",
  "apology-due",
  "dossier-late",
  "escalation",
]);
export type OfficerReminderKind = z.infer<typeof OfficerReminderKind>;

/** What applicants are reminded of, or asked: courtesies, that come only where they are wanted and never at night. */
export const CourtesyKind = z.enum(["answer-soon", "rating-asked"]);
export type CourtesyKind = z.infer<typeof CourtesyKind>;

export const ReminderKind = z.enum([...OfficerReminderKind.options, ...CourtesyKind.options]);
export type ReminderKind = z.infer<typeof ReminderKind>;

/** Whether it is for the applicant, not for officers. */
export const isCourtesy = (kind: ReminderKind): kind is CourtesyKind => CourtesyKind.safeParse(kind).success;

/** One reminder (nhắc việc): of what, of which due instant, and from when on it is given. */
export type Reminder = { kind: ReminderKind; dueAt: Instant; at: Instant };

/** A reminder that was given, and when: the run of a schedule may come later than its moment. */
export type GivenReminder = { kind: ReminderKind; dueAt: Instant; at: Instant };

/** What travels on the queues: ids and an instant only. `outboxId` makes the message single. */
export type ReminderMessage<Kind extends ReminderKind = ReminderKind> = {
  outboxId: string;
  dossierId: string;
  kind: Kind;
  dueAt: Instant;
};

/** A clock of a dossier: since when it runs, and when it runs out. */
type Clock = { since: Instant; dueAt: Instant };

const accepting = (dossier: Dossier): Clock | null =>
  dossier.state === "submitted" && dossier.acceptBy !== null
    ? { since: dossier.submittedAt, dueAt: dossier.acceptBy }
    : null;

const atStep = (dossier: Dossier): Clock | null =>
  (dossier.state === "accepted" || dossier.state === "processing") && dossier.step.dueAt !== null
    ? { since: dossier.step.since, dueAt: dossier.step.dueAt }
    : null;

/** A step that has the dossier's own limit is late with the dossier: that is told once. */
const atStepOfItsOwn = (dossier: Dossier): Clock | null => {
  const clock = atStep(dossier);
  return clock !== null && "dueAt" in dossier && dossier.dueAt === clock.dueAt ? null : clock;
};

const settling = (dossier: Dossier): Clock | null =>
  (dossier.state === "accepted" || dossier.state === "processing") && dossier.dueAt !== null
    ? { since: dossier.receivedAt, dueAt: dossier.dueAt }
    : null;

/** What is decided and not yet returned is still owed. */
const returning = (dossier: Dossier): Clock | null =>
  dossier.state === "resolved" && dossier.dueAt !== null
    ? { since: dossier.receivedAt, dueAt: dossier.dueAt }
    : settling(dossier);

/** The apology with its new date goes out once; where it has, no other may be promised. */
const apologising = (dossier: Dossier): Clock | null =>
  "extension" in dossier && dossier.extension !== undefined ? null : settling(dossier);

/** The dossier waits for its applicant: to pay, or to answer. */
const answering = (dossier: Dossier): Clock | null =>
  isWaiting(dossier) ? { since: dossier.waitingSince, dueAt: answerBy(dossier) } : null;

/** A service is rated once, after its result was returned; there is no limit, so the return names the clock. */
const rating = (dossier: Dossier): Clock | null =>
  dossier.state === "returned" && dossier.ratedAt === undefined
    ? { since: dossier.returned.at, dueAt: dossier.returned.at }
    : null;

const CLOCKS: Record<ReminderKind, (dossier: Dossier) => Clock | null> = {
  "accept-soon": accepting,
  "accept-late": accepting,
  "step-soon": atStep,
  "step-late": atStepOfItsOwn,
  "apology-due": apologising,
  "dossier-late": returning,
  escalation: settling,
  "answer-soon": answering,
  "rating-asked": rating,
};

/**
 * The clock that a reminder is about, as it stands; null where it does not run. A dossier that waits for its applicant
 * has none of an officer's: those stand still.
 */
export const clockOf = (dossier: Dossier, kind: ReminderKind): Clock | null => CLOCKS[kind](dossier);

/** What makes a reminder of a dossier single: a new due instant is a new reminder. */
export const reminderName = ({ kind, dueAt }: Pick<Reminder, "kind" | "dueAt">): string => `${kind}#${dueAt}`;

/** The message of a reminder: its id is the same however often it is made. */
export const messageOf = <Kind extends ReminderKind>(
  dossierId: string,
  { kind, dueAt }: { kind: Kind; dueAt: Instant },
): ReminderMessage<Kind> => ({
  outboxId: `${dossierId}:${kind}:${Date.parse(dueAt)}`,
  dossierId,
  kind,
  dueAt,
});
