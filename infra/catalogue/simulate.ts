import { ACCEPT_WITHIN_WORKING_HOURS } from "../../shared/domain/dossiers/clocks.ts";
import type { Instant } from "../../shared/domain/foundation/instant.ts";
import { fault, isRefusal, type Refusal, refuse } from "../../shared/domain/foundation/refusal.ts";
import { type ProcedureCatalogue, type Publication, standingOf } from "../../shared/domain/procedures/catalogue.ts";
import { checkForm } from "../../shared/domain/procedures/check-form.ts";
import {
  type DueMoment,
  type FeeItem,
  type FilingChannel,
  feesDue,
  totalOf,
} from "../../shared/domain/procedures/fees.ts";
import { versionToFile } from "../../shared/domain/procedures/filing.ts";
import { timeLimitOf } from "../../shared/domain/procedures/limits.ts";
import { papersOf } from "../../shared/domain/procedures/papers.ts";
import type { ProcedureVersion, RequiredDocument, Step } from "../../shared/domain/procedures/procedure-version.ts";
import type { ApplicantKind, Circumstances, Filing } from "../../shared/domain/procedures/when.ts";
import type { WorkingCalendar } from "../../shared/domain/working-time/calendar.ts";
import type { CalendarYear } from "../../shared/domain/working-time/calendar-year.ts";
import { addWorkingHours, dueOf, rollForward } from "../../shared/domain/working-time/due.ts";
import type { TimeLimit } from "../../shared/domain/working-time/time-limit.ts";
import { type DaysPassed, daysPassed } from "./days-passed.ts";

/** What a dossier is simulated against: what is published, when offices are open, how units are called. */
export type World = {
  publications: readonly Publication[];
  calendar: WorkingCalendar;
  years: readonly CalendarYear[];
  unitName: (unit: string, at: Instant) => string;
};

export type Sample = {
  code: string;
  at: Instant;
  channel: FilingChannel;
  case: string | null;
  /** Whom it is for; the first that the procedure is for where it is not given. */
  applicant?: ApplicantKind | undefined;
  /** Its answers; the first example of the form where none are given. */
  form?: unknown;
};

export type SimulatedStep = Pick<Step, "id" | "name" | "role"> & {
  unit: string;
  /** Null where how long the step before takes is not published. */
  from: Instant | null;
  dueAt: Instant | null;
  /** Whether its own time ends after that of the whole. */
  late: boolean;
};

type Cost = { due: DueMoment; at: Instant; items: FeeItem[]; total: number };

export type Simulation = {
  code: string;
  name: string;
  version: number;
  channel: FilingChannel;
  case: string | null;
  submittedAt: Instant;
  acceptBy: Instant;
  receivedAt: Instant;
  limit: TimeLimit | null;
  dueAt: Instant | null;
  provisional: boolean;
  steps: SimulatedStep[];
  passed: DaysPassed;
  costs: Cost[];
  /** The sum of a fee that may be owed is not known. */
  feesUnknown: boolean;
  documents: Pick<RequiredDocument, "id" | "name" | "required">[];
};

const catalogueOf = (publications: readonly Publication[]): Pick<ProcedureCatalogue, "standing"> => {
  const codeOf = (one: Publication) => ("procedure" in one ? one.procedure : one.withdrawal).code;
  return {
    standing: async (code, at) =>
      standingOf(
        publications.filter((one) => codeOf(one) === code),
        at,
      ),
  };
};

const checkCase = ({ cases }: ProcedureVersion, chosen: string | null): Refusal | null => {
  const names = cases.map(({ id, name }) => `${id} (${name})`).join(", ");
  if (chosen === null ? cases.length < 2 : cases.some(({ id }) => id === chosen)) return null;
  const [vi, en] =
    chosen === null
      ? ["Cần chọn một trường hợp bằng --case", "Choose a case with --case"]
      : [`Không có trường hợp “${chosen}”`, `There is no case "${chosen}"`];
  const offered =
    names === "" ? { vi: "thủ tục không chia trường hợp", en: "it has no cases" } : { vi: names, en: names };
  return refuse("dossier-incomplete", {
    faults: [fault("/case", "required", `${vi}: ${offered.vi}.`, `${en}: ${offered.en}.`)],
  });
};

/** The steps one after the other, each begun when the one before is due. */
const walk = (
  { steps }: ProcedureVersion,
  { calendar, unitName }: World,
  receivedAt: Instant,
  dueAt: Instant | null,
): SimulatedStep[] | Refusal => {
  const walked: SimulatedStep[] = [];
  let from: Instant | null = receivedAt;
  for (const { id, name, role, unit, workingHours } of steps) {
    const end: Instant | Refusal | null =
      from === null || workingHours === undefined ? null : addWorkingHours(calendar, from, workingHours);
    if (isRefusal(end)) return end;
    const late = end !== null && dueAt !== null && end > dueAt;
    walked.push({ id, name, role, unit: unitName(unit, from ?? receivedAt), from, dueAt: end, late });
    from = end;
  }
  return walked;
};

/** When a sample dossier received as soon as it is filed is due, step by step, and what it costs when. */
export const simulate = async (world: World, sample: Sample): Promise<Simulation | Refusal> => {
  const { calendar, publications, years } = world;
  const { code, at, channel, case: chosen } = sample;
  const version = await versionToFile(catalogueOf(publications), code, channel, at);
  if (isRefusal(version)) return version;
  const wrongCase = checkCase(version, chosen);
  if (wrongCase) return wrongCase;
  const form = sample.form ?? version.form.examples[0];
  const applicant = sample.applicant ?? version.audience[0] ?? null;
  const circumstances: Circumstances = { channel, case: chosen, applicant };
  const faults = checkForm(version.form, form, circumstances);
  if (faults.length > 0) return refuse("dossier-incomplete", { faults });

  const filing: Filing = { ...circumstances, form: form as Record<string, unknown> };
  const acceptBy = addWorkingHours(calendar, at, ACCEPT_WITHIN_WORKING_HOURS);
  if (isRefusal(acceptBy)) return acceptBy;
  const receivedAt = rollForward(calendar, at);
  if (isRefusal(receivedAt)) return receivedAt;
  const limit = timeLimitOf(version, { channel, case: chosen });
  const due = limit === null ? null : dueOf(calendar, at, limit, version.clock?.receiptCutOff);
  if (isRefusal(due)) return due;
  const dueAt = due?.dueAt ?? null;
  const steps = walk(version, world, receivedAt, dueAt);
  if (isRefusal(steps)) return steps;

  const ends = [acceptBy, dueAt, ...steps.map((step) => step.dueAt)].filter((end) => end !== null).sort();
  const passed = daysPassed(calendar, years, at, ends.at(-1) ?? acceptBy);
  const moments: [DueMoment, Instant][] = [
    ["submission", at],
    ["acceptance", receivedAt],
    ["return", dueAt ?? receivedAt],
  ];
  const costs = moments.flatMap(([moment, when]): Cost[] => {
    const items = feesDue(version, filing, moment, when);
    return items.length === 0 ? [] : [{ due: moment, at: when, items, total: totalOf(items) }];
  });
  return {
    code,
    name: version.name,
    version: version.version,
    channel,
    case: chosen,
    submittedAt: at,
    acceptBy,
    receivedAt,
    limit,
    dueAt,
    provisional: passed.provisional,
    steps,
    passed,
    costs,
    feesUnknown: version.feesUnknown === true,
    documents: papersOf(version, filing).map(({ id, name, required }) => ({ id, name, required })),
  };
};
