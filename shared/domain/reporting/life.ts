import type { Channel, DeliveryMethod } from "../dossiers/dossier.ts";
import type { DossierEvent } from "../dossiers/event.ts";
import { type Instant, instantOf, millisOf, provinceDate } from "../foundation/instant.ts";

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
  "open",
  "openLate",
  "paused",
] as const;
export type Metric = (typeof METRICS)[number];

/** One change of one figure on one day, `2021-01-04`. */
export type Delta = { day: string; metric: Metric; by: number };

/** What a report knows of a dossier: where it counts, and where it stands. */
export type Life = {
  dossierId: string;
  /** The newest event that is counted. */
  version: number;
  procedure: string;
  channel: Channel;
  /** Where it counts: the unit that received it, and before that the one that it was filed with. */
  unit: string;
  standing: "filed" | "open" | "paused" | "settled" | "ended";
  dueAt: Instant | null;
};

/** Overall, of five, from which a rating counts as satisfied. */
const SATISFIED_FROM = 4;

const DAY_MS = 24 * 3_600_000;

const nextDay = (day: string): string => instantOf(millisOf(`${day}T00:00:00Z`) + DAY_MS).slice(0, 10);

/** The first day on which an open dossier is late: the day after it was due, as dates are compared. */
const lateFrom = (dueAt: Instant | null): string | null => (dueAt === null ? null : nextDay(provinceDate(dueAt)));

const later = (a: string, b: string): string => (a > b ? a : b);

/** An open dossier is late from a day on, which may be to come: what ends it, ends that as well. */
const openness = (by: 1 | -1, day: string, dueAt: Instant | null): Delta[] => {
  const late = lateFrom(dueAt);
  return [
    { day, metric: "open", by },
    ...(late === null ? [] : [{ day: later(day, late), metric: "openLate", by } as const]),
  ];
};

const settledAs = (day: string, dueAt: Instant | null): Metric => {
  const due = dueAt === null ? day : provinceDate(dueAt);
  if (day < due) return "settled.early";
  return day === due ? "settled.onTime" : "settled.late";
};

/** What its change of standing takes away and adds. */
const moved = (before: Life, after: Life, day: string): Delta[] => {
  if (before.standing === after.standing && before.dueAt === after.dueAt) return [];
  return [
    ...(before.standing === "open" ? openness(-1, day, before.dueAt) : []),
    ...(before.standing === "paused" ? [{ day, metric: "paused", by: -1 } as const] : []),
    ...(after.standing === "open" ? openness(1, day, after.dueAt) : []),
    ...(after.standing === "paused" ? [{ day, metric: "paused", by: 1 } as const] : []),
  ];
};

const count = (day: string, metric: Metric): Delta => ({ day, metric, by: 1 });

/** A dossier that ends without a decision: before it was received, or after. */
const endedAs = (before: Life, day: string, how: "refused" | "withdrawn" | "stopped"): Delta => {
  if (before.standing === "filed" || how === "refused") return count(day, `notReceived.${how}`);
  return count(day, `ended.${how}`);
};

type Step = { standing?: Life["standing"]; counted?: Delta[] };

const stepOf = (before: Life, event: DossierEvent, dueAt: Instant | null): Step => {
  const { what, to, facts } = event;
  const day = provinceDate(event.at);
  const isReceived = before.standing !== "filed";
  switch (what) {
    case "dossier-accepted":
      return {
        standing: to === "payment-due" ? "paused" : "open",
        counted: [count(day, `received.${before.channel}`)],
      };
    case "dossier-decided":
      return { standing: "settled", counted: [count(day, settledAs(day, dueAt))] };
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
      if (!isReceived || before.standing === "settled" || before.standing === "ended") return {};
      return { standing: to === "awaiting-supplement" || to === "payment-due" ? "paused" : "open" };
  }
};

/** The life that begins with a dossier's first event that has a code: its submission. */
const born = (event: DossierEvent, channel: Channel): Life => ({
  dossierId: event.dossierId,
  version: event.version,
  procedure: event.changed.procedure ?? "",
  channel,
  unit: event.unit ?? "",
  standing: "filed",
  dueAt: null,
});

/**
 * What one more event changes of the figures, and the life after it. Events come in the order of their versions; a draft
 * counts nowhere. `channel` is the way that the dossier came in, which its events do not tell.
 */
export const lived = (
  before: Life | undefined,
  event: DossierEvent,
  channel: Channel,
): { life: Life | undefined; deltas: Delta[] } => {
  if (before === undefined) return { life: event.code === undefined ? undefined : born(event, channel), deltas: [] };
  const { changed } = event;
  const dueAt = changed.dueAt === undefined ? before.dueAt : changed.dueAt;
  const { standing = before.standing, counted = [] } = stepOf(before, event, dueAt);
  const unit = event.what === "dossier-accepted" ? (event.unit ?? before.unit) : before.unit;
  const life: Life = { ...before, version: event.version, unit, standing, dueAt };
  return { life, deltas: [...counted, ...moved(before, life, provinceDate(event.at))] };
};
