import * as z from "zod";
import { type Instant, inProvince } from "../../foundation/instant.ts";
import type { OrganisationRegister } from "../../organisation/register.ts";
import type { ProcedureVersion } from "../../procedures/procedure-version.ts";
import { FINAL } from "../dossier.ts";
import type { TrackedEvent } from "../event.ts";
import type { Standing } from "../standing.ts";
import { DossierState, NATIONAL_STATUS } from "../state.ts";
import { blockerOf } from "./blocker.ts";

const UnitRef = z.object({ id: z.string(), name: z.string() });
const OfficerRef = z.object({ name: z.string(), title: z.string() });

/** What anyone with the code and the secret may see: who has it, since when, what it waits for. Nothing of the applicant. */
export const TrackingView = z.object({
  code: z.string().nullable(),
  procedure: z.object({ code: z.string(), name: z.string() }),
  state: DossierState,
  nationalStatus: z.number().int().nullable(),
  submittedAt: z.string().nullable(),
  acceptBy: z.string().nullable(),
  acceptedAt: z.string().nullable(),
  receivedAt: z.string().nullable(),
  dueAt: z.string().nullable(),
  unit: UnitRef.nullable(),
  officer: OfficerRef.nullable(),
  step: z.object({ name: z.string(), since: z.string(), dueAt: z.string().nullable(), late: z.boolean() }).nullable(),
  blocker: z.object({
    who: z.enum(["citizen", "unit", "payment", "post", "none"]),
    reason: z.string(),
    since: z.string(),
    /** How long it may take; null where nothing sets that. */
    until: z.string().nullable(),
    late: z.boolean(),
  }),
  history: z.array(
    z.object({ at: z.string(), what: z.string(), unit: UnitRef.optional(), officer: OfficerRef.optional() }),
  ),
});
export type TrackingView = z.infer<typeof TrackingView>;

export type ViewContext = {
  version: ProcedureVersion;
  register: OrganisationRegister;
  now: Instant;
  language: "vi" | "en";
};

/** A unit under the name of that day; one that the register no longer knows keeps its id. */
const unitRef = (register: OrganisationRegister, id: string, at: Instant) => ({
  id,
  name: register.unitAt(id, at)?.name ?? id,
});

const moment = (instant: Instant | null): string | null => (instant === null ? null : inProvince(instant));

const stepOf = (standing: Standing, { version, now }: ViewContext): TrackingView["step"] => {
  const { step, stepSince, stepDueAt, state } = standing;
  if (step === null || stepSince === null) return null;
  return {
    name: version.steps.find(({ id }) => id === step)?.name ?? step,
    since: inProvince(stepSince),
    dueAt: moment(stepDueAt),
    late: !FINAL.has(state) && !isPaused(state) && stepDueAt !== null && stepDueAt < now,
  };
};

/** While it waits for its applicant a dossier is not late: its clock stands still. */
const isPaused = (state: DossierState): boolean => state === "payment-due" || state === "awaiting-supplement";

export const historyOf = (events: TrackedEvent[], register: OrganisationRegister): TrackingView["history"] =>
  events.map((event) => {
    const officer = event.actor.kind === "officer" ? register.officer(event.actor.id) : undefined;
    return {
      at: inProvince(event.at),
      what: event.what,
      ...(event.unit === undefined ? {} : { unit: unitRef(register, event.unit, event.at) }),
      ...(officer === undefined ? {} : { officer: { name: officer.name, title: officer.title } }),
    };
  });

export const trackingView = (standing: Standing, events: TrackedEvent[], context: ViewContext): TrackingView => {
  const { version, register, now, language } = context;
  const unit = standing.unit === null ? null : unitRef(register, standing.unit, now);
  const officer = standing.officer === null ? undefined : register.officer(standing.officer);
  const step = stepOf(standing, context);
  const names = { unit: unit?.name ?? "", officer: officer?.name ?? null, step: step?.name ?? null };
  const blocker = blockerOf(standing, names, now);
  return {
    code: standing.code,
    procedure: { code: version.code, name: version.name },
    state: standing.state,
    nationalStatus: NATIONAL_STATUS[standing.state],
    submittedAt: moment(standing.submittedAt),
    acceptBy: moment(standing.acceptBy),
    acceptedAt: moment(standing.acceptedAt),
    receivedAt: moment(standing.receivedAt),
    dueAt: moment(standing.dueAt),
    unit,
    officer: officer === undefined ? null : { name: officer.name, title: officer.title },
    step,
    blocker: {
      who: blocker.who,
      reason: blocker.reason[language],
      since: inProvince(blocker.since),
      until: moment(blocker.until),
      late: blocker.late,
    },
    history: historyOf(
      events.filter(({ code }) => code !== undefined),
      register,
    ),
  };
};
