import type { Digest } from "../../foundation/base32.ts";
import type { Instant } from "../../foundation/instant.ts";
import { isRefusal, type Refusal, refuse } from "../../foundation/refusal.ts";
import type { Officer } from "../../organisation/officer.ts";
import type { ProcedureVersion } from "../../procedures/procedure-version.ts";
import type { WorkingCalendar } from "../../working-time/calendar.ts";
import { addWorkingHours } from "../../working-time/due.ts";
import type { Act, ChangeSet } from "../change-set.ts";
import type { CurrentStep } from "../dossier.ts";
import type { DossierRecord } from "../dossier-record.ts";
import type { DossierState } from "../state.ts";
import type { Terms } from "../waiting.ts";
import type { Sealing } from "../words.ts";
import type { Authority, Movable } from "./check-move.ts";
import type { RequestOf } from "./move-request.ts";
import type { Move } from "./moves.ts";

/** What a move needs to know besides the dossier. */
export type MoveContext = {
  record: DossierRecord;
  version: ProcedureVersion;
  calendar: WorkingCalendar;
  terms: Terms;
  officer: Authority;
  /** The register, for whom a step may be given to. */
  colleague: (sub: string) => Officer | undefined;
  act: Act;
  digest: Digest;
  sealing: Sealing;
};

/** One move: what it makes of the dossier, once the table of moves has let it through. */
export type Maker<M extends Move> = (
  dossier: Movable[M],
  request: RequestOf<M>,
  context: MoveContext,
) => ChangeSet | Refusal;

/** Who has handled the dossier so far, with these. */
export const handled = (dossier: { handledBy: string[] }, ...subs: (string | null)[]): string[] => [
  ...new Set([...dossier.handledBy, ...subs.filter((sub) => sub !== null)]),
];

/** The step beside the current one in the procedure's route, beginning now: the one before only for what is sent back. */
export const stepBeside = (
  { state, step }: { state: DossierState; step: CurrentStep },
  move: Move,
  { version, calendar, act }: MoveContext,
): CurrentStep | Refusal => {
  const at = version.steps.findIndex(({ id }) => id === step.id);
  const next = at < 0 ? undefined : version.steps[move === "send-back" ? at - 1 : at + 1];
  if (!next) return refuse("move-not-allowed", { facts: { state, move } });
  const dueAt: Instant | Refusal | null =
    next.workingHours === undefined ? null : addWorkingHours(calendar, act.at, next.workingHours);
  if (isRefusal(dueAt)) return dueAt;
  return { id: next.id, role: next.role, unit: next.unit, since: act.at, dueAt };
};
