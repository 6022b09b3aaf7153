import type { Channel, DeliveryMethod, Demand } from "../dossiers/dossier.ts";
import type { DossierEvent } from "../dossiers/event.ts";
import { type Instant, millisOf, provinceDate } from "../foundation/instant.ts";
import { dateOfDay, dayOfDate } from "../working-time/day.ts";

/** What is counted of a day. Flows are what happened on it; stocks are what more, or less, there is from it on. */
export const METRICS = [
  "received.online",
  "received.counter",
  "received.post",
  "settled.early",
  "settled.onTime",
  "settled.late",
  "ended.withdrawn",
  "ended.stopped",
  "notReceived.refused",
  "notReceived.withdrawn",
  "notReceived.stopped",
  "returned.online",
  "returned.counter",
  "returned.post",
  "rated",
  "satisfied",
  "settled.repeated",
  "settled.electronic",
  "settled.onlineElectronic",
  "settled.minutes",
  "settled.lateHeld",
  "fees.due",
  "fees.paidOnline",
  "fees.paidCounter",
  "open",
  "openLate",
  "paused",
  "pausedLate",
  "repeatedInTime",
] as const;
export type Metric = (typeof METRICS)[number];

/**
 * One change of one figure on one day, `2021-01-04`. What is not plain from its name:
 *
 * - `settled.repeated`: settled in time by its dates, but asked for a supplement more than once, which Decision
 *   766/QĐ-TTg counts as late; `repeatedInTime` is the same of what is open or paused now.
 * - `settled.minutes`: minutes from receipt to decision, without those in which the dossier waited for its applicant.
 * - `settled.lateHeld`: settled late, counted with the unit that held it when it became late.
 * - `settled.electronic`: its result is a signed file; `settled.onlineElectronic`, and it was filed online.
 * - `pausedLate`: waits for its applicant since a day after the one that it was due.
 */
export type Delta = {
  day: string;
  metric: Metric;
  by: number;
  /** Where it counts, if not where the dossier does. */
  unit?: string;
};

/** What a report knows of a dossier: where it counts, and where it stands. */
export type Life = {
  dossierId: string;
  /** The newest event that is counted. */
  version: number;
  procedure: string;
  field: string;
  channel: Channel;
  /** Where it counts: the unit that received it, and before that the one that it was filed with. */
  unit: string;
  standing: "filed" | "open" | "paused" | "settled" | "ended";
  dueAt: Instant | null;
  /** The unit that has it now, and the one that had it when it became late. */
  holder: string;
  heldLate: string | null;
  /** How often something was asked of its applicant. */
  requests: number;
  acceptedAt: Instant | null;
  pausedSince: Instant | null;
  pausedMs: number;
  fee: "none" | "due" | "paid";
};

/** Overall, of five, from which a rating counts as satisfied. */
const SATISFIED_FROM = 4;

/** The first day on which an open dossier is late: the day after it was due, as dates are compared. */
const lateFrom = (dueAt: Instant | null): string | null =>
  dueAt === null ? null : dateOfDay(dayOfDate(provinceDate(dueAt)) + 1);

const later = (a: string, b: string): string => (a > b ? a : b);

const count = (day: string, metric: Metric): Delta => ({ day, metric, by: 1 });

/** An open dossier is late from a day on, which may be to come: what ends it, ends that as well. */
const openness = (by: 1 | -1, day: string, { dueAt, requests }: Life): Delta[] => {
  const late = lateFrom(dueAt);
  const lateDay = late === null ? null : later(day, late);
  return [
    { day, metric: "open", by },
    ...(lateDay === null ? [] : [{ day: lateDay, metric: "openLate", by } as const]),
    ...(requests > 1 ? [{ day, metric: "repeatedInTime", by } as const] : []),
    ...(requests > 1 && lateDay !== null
      ? [{ day: lateDay, metric: "repeatedInTime", by: by === 1 ? -1 : 1 } as const]
      : []),
  ];
};

const dayOf = (at: Instant | null): string | null => (at === null ? null : provinceDate(at));

/** One that waits for its applicant ended, for the law, when it was asked. */
const pausedness = (by: 1 | -1, day: string, { dueAt, pausedSince, requests }: Life): Delta[] => {
  const [due, since] = [dayOf(dueAt), dayOf(pausedSince)];
  const isLate = due !== null && since !== null && since > due;
  return [
    { day, metric: "paused", by },
    ...(isLate ? [{ day, metric: "pausedLate", by } as const] : []),
    ...(requests > 1 && !isLate ? [{ day, metric: "repeatedInTime", by } as const] : []),
  ];
};

const standingAs = (by: 1 | -1, day: string, life: Life): Delta[] => {
  if (life.standing === "open") return openness(by, day, life);
  return life.standing === "paused" ? pausedness(by, day, life) : [];
};

const STOOD = ["standing", "dueAt", "requests", "pausedSince"] as const;

/** What its change of standing takes away and adds. */
const moved = (before: Life, after: Life, day: string): Delta[] =>
  STOOD.every((member) => before[member] === after[member])
    ? []
    : [...standingAs(-1, day, before), ...standingAs(1, day, after)];

const MINUTE_MS = 60_000;

/** All that a decision counts for. */
const settledAs = (day: string, { at, facts }: DossierEvent, life: Life): Delta[] => {
  const due = dayOf(life.dueAt) ?? day;
  const isLate = day > due;
  const electronic = facts.electronic === true;
  const spentMs = life.acceptedAt === null ? 0 : millisOf(at) - millisOf(life.acceptedAt) - life.pausedMs;
  return [
    count(day, day < due ? "settled.early" : isLate ? "settled.late" : "settled.onTime"),
    { day, metric: "settled.minutes", by: Math.round(spentMs / MINUTE_MS) },
    ...(isLate ? [{ ...count(day, "settled.lateHeld"), unit: life.heldLate ?? life.holder }] : []),
    ...(!isLate && life.requests > 1 ? [count(day, "settled.repeated")] : []),
    ...(electronic ? [count(day, "settled.electronic")] : []),
    ...(electronic && life.channel === "online" ? [count(day, "settled.onlineElectronic")] : []),
  ];
};

/** A dossier that ends without a decision: before it was received, or after. */
const endedAs = (before: Life, day: string, how: "refused" | "withdrawn" | "stopped"): Delta => {
  if (before.standing === "filed" || how === "refused") return count(day, `notReceived.${how}`);
  return count(day, `ended.${how}`);
};

type Step = { standing?: Life["standing"]; counted?: Delta[] };

const WAITING: ReadonlySet<string> = new Set(["awaiting-supplement", "payment-due"]);

const stepOf = (before: Life, event: DossierEvent): Step => {
  const { what, to, facts } = event;
  const day = provinceDate(event.at);
  switch (what) {
    case "dossier-accepted":
      return { standing: WAITING.has(to) ? "paused" : "open", counted: [count(day, `received.${before.channel}`)] };
    case "dossier-decided":
      return { standing: "settled", counted: settledAs(day, event, before) };
    case "dossier-refused":
      return { standing: "ended", counted: [endedAs(before, day, "refused")] };
    case "dossier-withdrawn":
      return { standing: "ended", counted: [endedAs(before, day, "withdrawn")] };
    case "dossier-stopped":
      return { standing: "ended", counted: [endedAs(before, day, "stopped")] };
    case "result-returned":
      return { counted: [count(day, `returned.${facts.method as DeliveryMethod}`)] };
    case "dossier-rated":
      return {
        counted: [count(day, "rated"), ...(Number(facts.overall) >= SATISFIED_FROM ? [count(day, "satisfied")] : [])],
      };
    default:
      if (before.standing !== "open" && before.standing !== "paused") return {};
      return { standing: WAITING.has(to) ? "paused" : "open" };
  }
};

const DEMANDED: ReadonlySet<string> = new Set<Demand["due"]>(["submission", "acceptance", "return", "request"]);

/** What is owed for a dossier is counted once, and once how it was paid first. */
const feeOf = (before: Life, { what, actor, changed, at }: DossierEvent): { fee: Life["fee"]; counted: Delta[] } => {
  const day = provinceDate(at);
  if (before.fee === "none" && DEMANDED.has(String(changed.waitsFor)))
    return { fee: "due", counted: [count(day, "fees.due")] };
  if (before.fee === "due" && what === "payment-confirmed")
    return { fee: "paid", counted: [count(day, actor.kind === "officer" ? "fees.paidCounter" : "fees.paidOnline")] };
  return { fee: before.fee, counted: [] };
};

/** When it waits for its applicant, and for how long it did. */
const pauseOf = (before: Life, standing: Life["standing"], at: Instant): Pick<Life, "pausedSince" | "pausedMs"> => {
  const { pausedSince, pausedMs } = before;
  if (standing === "paused") return { pausedSince: pausedSince ?? at, pausedMs };
  return {
    pausedSince: null,
    pausedMs: pausedSince === null ? pausedMs : pausedMs + millisOf(at) - millisOf(pausedSince),
  };
};

/** The procedure that a dossier was filed for, and its field then. */
export type Filed = { procedure: string; field: string };

/** The life that begins with a dossier's first event that has a code: its submission. */
const born = (event: DossierEvent, { procedure, field }: Filed): Life => ({
  dossierId: event.dossierId,
  version: event.version,
  procedure,
  field,
  channel: (event.facts.channel ?? "online") as Channel,
  unit: event.unit ?? "",
  standing: "filed",
  dueAt: null,
  holder: event.unit ?? "",
  heldLate: null,
  requests: 0,
  acceptedAt: null,
  pausedSince: null,
  pausedMs: 0,
  fee: "none",
});

/** Who had it when it became late: known from the first event after the day on which it was due. */
const heldLateOf = (before: Life, at: Instant, dueAt: Instant | null): string | null => {
  if (dueAt !== before.dueAt) return null;
  const due = dayOf(dueAt);
  return before.heldLate ?? (due !== null && provinceDate(at) > due ? before.holder : null);
};

/**
 * What one more event changes of the figures, and the life after it. Events come in the order of their versions. What has
 * no code counts nowhere: a draft, and an officer's upload, which is no event of the chain and bears the version of one.
 * `filed` is what it was filed for.
 */
export const lived = (
  before: Life | undefined,
  event: DossierEvent,
  filed: Filed,
): { life: Life | undefined; deltas: Delta[] } => {
  if (event.code === undefined) return { life: before, deltas: [] };
  const known = before ?? born(event, filed);
  const { changed, at } = event;
  const dueAt = changed.dueAt === undefined ? known.dueAt : changed.dueAt;
  const current: Life = { ...known, dueAt, heldLate: heldLateOf(known, at, dueAt) };
  const { standing = known.standing, counted = [] } = before === undefined ? {} : stepOf(current, event);
  const { fee, counted: owed } = feeOf(known, event);
  const life: Life = {
    ...current,
    ...pauseOf(known, standing, at),
    version: event.version,
    unit: event.what === "dossier-accepted" ? (event.unit ?? known.unit) : known.unit,
    standing,
    holder: event.unit ?? known.holder,
    requests: known.requests + (event.what === "supplement-requested" ? 1 : 0),
    acceptedAt: event.what === "dossier-accepted" ? at : known.acceptedAt,
    fee,
  };
  return { life, deltas: [...counted, ...owed, ...moved(known, life, provinceDate(at))] };
};
