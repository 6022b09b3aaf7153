import type { Channel } from "../dossiers/dossier.ts";
import type { DossierEvent } from "../dossiers/event.ts";
import { provinceDate } from "../foundation/instant.ts";
import type { Figures } from "./figures.ts";
import type { Metric } from "./life.ts";

/** A dossier as its events alone tell it, in the order of their versions. */
export type Told = { events: readonly DossierEvent[]; channel: Channel };

const plus = (figures: Figures, metric: Metric): void => {
  figures[metric] = (figures[metric] ?? 0) + 1;
};

const OVER = new Set(["refused", "withdrawn", "stopped"]);

/** What one dossier counts for up to and with a day, reckoned from its events without any figure of a counter. */
const countUpTo = (figures: Figures, { events, channel }: Told, day: string): void => {
  const until = events.filter(({ code, at }) => code !== undefined && provinceDate(at) <= day);
  const last = until.at(-1);
  if (last === undefined) return;
  const accepted = until.some(({ what }) => what === "dossier-accepted");
  if (accepted) plus(figures, `received.${channel}`);
  const dueAt = until.reduce<string | null>(
    (due, { changed }) => (changed.dueAt === undefined ? due : changed.dueAt),
    null,
  );
  const decided = until.find(({ what }) => what === "dossier-decided");
  if (decided) {
    const on = provinceDate(decided.at);
    const due = dueAtBy(until, decided) ?? on;
    plus(figures, on < due ? "settled.early" : on > due ? "settled.late" : "settled.onTime");
  }
  if (OVER.has(last.to)) {
    const how = last.to as "refused" | "withdrawn" | "stopped";
    plus(figures, accepted && how !== "refused" ? `ended.${how}` : `notReceived.${how}`);
  } else if (accepted && !decided) {
    if (last.to === "awaiting-supplement" || last.to === "payment-due") plus(figures, "paused");
    else {
      plus(figures, "open");
      if (dueAt !== null && provinceDate(dueAt) < day) plus(figures, "openLate");
    }
  }
  for (const { what, facts } of until) {
    if (what === "result-returned") plus(figures, `returned.${facts.method as Channel}`);
    if (what === "dossier-rated") plus(figures, "rated");
    if (what === "dossier-rated" && Number(facts.overall) >= 4) plus(figures, "satisfied");
  }
};

/** The day a dossier was due when it was decided. */
const dueAtBy = (events: readonly DossierEvent[], decided: DossierEvent): string | null => {
  let due: string | null = null;
  for (const event of events) {
    if (event.version > decided.version) break;
    if (event.changed.dueAt !== undefined) due = event.changed.dueAt;
  }
  return due === null ? null : provinceDate(due);
};

/** The figures of dossiers up to and with a day, counted anew from their events. */
export const recountUpTo = (dossiers: readonly Told[], day: string): Figures => {
  const figures: Figures = {};
  for (const dossier of dossiers) countUpTo(figures, dossier, day);
  return figures;
};
