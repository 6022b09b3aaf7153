import type { Digest } from "../foundation/base32.ts";
import { isRefusal, type Refusal } from "../foundation/refusal.ts";
import type { ProcedureVersion } from "../procedures/procedure-version.ts";
import type { WorkingCalendar } from "../working-time/calendar.ts";
import { type Act, type ChangeSet, changeOf } from "./change-set.ts";
import { clocksOf, isReceived, isRunning, withClocks } from "./clocks.ts";
import { type Dossier, FINAL, type Received } from "./dossier.ts";

type Dated = Extract<Dossier, Received>;

/** Whether dates of a dossier may still move: it has clocks, and no decision yet. */
export const mayMove = (dossier: Dossier): dossier is Dated =>
  isReceived(dossier) && !FINAL.has(dossier.state) && dossier.state !== "resolved";

/** The dates that its applicant has been told. */
export const toldDates = (dossier: Dated) => ({
  acceptBy: dossier.acceptBy,
  dueAt: isRunning(dossier) ? dossier.dueAt : null,
});

export const isProvisional = (dossier: Dated): boolean => isRunning(dossier) && dossier.provisional;

/**
 * A dossier with its dates as this calendar has them; null where they stand so already, or can move no more. Refuses as
 * `clocksOf` does.
 */
export const correctedBy = (
  dossier: Dossier,
  version: ProcedureVersion,
  calendar: WorkingCalendar,
): Dated | null | Refusal => {
  if (!mayMove(dossier)) return null;
  const clocks = clocksOf(dossier, version, calendar);
  if (isRefusal(clocks)) return clocks;
  const after = withClocks(dossier, clocks);
  const receivedAt = (one: Dated) => (isRunning(one) ? one.receivedAt : null);
  const dates = (one: Dated) => JSON.stringify([toldDates(one), receivedAt(one), isProvisional(one), one.step.dueAt]);
  return dates(dossier) === dates(after) ? null : after;
};

/** Which publication a correction is put down to. */
export type CorrectionCause = { year: number; decision: string };

const nameOf = { acceptBy: "previousAcceptBy", dueAt: "previousDueAt" } as const;

/** Moves the dates of a dossier to where the published calendar has them: null and refusals as `correctedBy`. */
export const correctDates = (
  dossier: Dossier,
  version: ProcedureVersion,
  calendar: WorkingCalendar,
  { year, decision }: CorrectionCause,
  act: Act,
  digest: Digest,
): ChangeSet | null | Refusal => {
  const after = correctedBy(dossier, version, calendar);
  if (after === null || isRefusal(after)) return after;
  const [before, now] = [toldDates(dossier as Dated), toldDates(after)];
  const moved = (["acceptBy", "dueAt"] as const).filter((date) => before[date] !== now[date]);
  const dates = Object.fromEntries(
    moved.flatMap((date) => [
      [nameOf[date], before[date]],
      [date, now[date]],
    ]),
  );
  const facts = { year, decision, provisional: isProvisional(after), ...dates };
  return changeOf(dossier, after, { what: "dates-corrected", facts }, act, digest);
};
