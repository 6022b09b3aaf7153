import type { Channel } from "../dossiers/dossier.ts";
import type { DossierEvent } from "../dossiers/event.ts";
import { type Instant, millisOf, provinceDate } from "../foundation/instant.ts";
import type { Figures } from "./figures.ts";
import type { Filed, Metric } from "./life.ts";
import type { StandingRow } from "./statistics-store.ts";

/** A dossier as its events alone tell it, in the order of their versions. */
export type Told = Filed & { events: readonly DossierEvent[] };

/** One figure of one dossier, and the unit that it is counted with. */
export type Counted = { unit: string; metric: Metric; by: number };

const OVER = new Set(["refused", "withdrawn", "stopped"]);
const WAITS = new Set(["awaiting-supplement", "payment-due"]);

/** When it was due, as the events up to and with one of them say. */
const dueAtBy = (events: readonly DossierEvent[], last: DossierEvent): Instant | null => {
  let due: Instant | null = null;
  for (const event of events) {
    if (event.version > last.version) break;
    if (event.changed.dueAt !== undefined) due = event.changed.dueAt;
  }
  return due;
};

/** Stretches in which it waited for its applicant, from receipt on. */
const waitsOf = (events: readonly DossierEvent[]): { from: Instant; to: Instant | null }[] => {
  const received = events.findIndex(({ what }) => what === "dossier-accepted");
  const waits: { from: Instant; to: Instant | null }[] = [];
  for (const [place, event] of events.entries()) {
    if (place < received || received < 0) continue;
    const before = events[place - 1];
    const waited = place > received && before !== undefined && WAITS.has(before.to);
    if (WAITS.has(event.to) && !waited) waits.push({ from: event.at, to: null });
    const open = waits.at(-1);
    if (!WAITS.has(event.to) && waited && open) open.to = event.at;
  }
  return waits;
};

/** The unit that had it when the first event came after the day on which it was due, by the due date it had from then on. */
const heldLate = (events: readonly DossierEvent[], decided: DossierEvent): string => {
  const due = dueAtBy(events, decided);
  const until = events.filter(({ version }) => version <= decided.version);
  const dated = until.findLastIndex(({ changed }) => changed.dueAt !== undefined);
  const late = until.findIndex(
    ({ at }, place) => place > dated && due !== null && provinceDate(at) > provinceDate(due),
  );
  return until[late - 1]?.unit ?? "";
};

/** What one dossier counts for up to and with a day, reckoned from its events without any figure of a counter. */
export const countedUpTo = ({ events: all }: Told, day: string): Counted[] => {
  const events = all.filter(({ code, at }) => code !== undefined && provinceDate(at) <= day);
  const [first, last] = [events[0], events.at(-1)];
  if (first === undefined || last === undefined) return [];
  const accepted = events.find(({ what }) => what === "dossier-accepted");
  const unit = (accepted ?? first).unit ?? "";
  const filedWith = first.unit ?? "";
  const counted: Counted[] = [];
  const plus = (metric: Metric, by = 1, where = unit): void => void counted.push({ unit: where, metric, by });
  const channel = first.facts.channel as Channel;
  if (accepted) plus(`received.${channel}`);
  const requests = (until: DossierEvent): number =>
    events.filter(({ what, version }) => what === "supplement-requested" && version <= until.version).length;

  const decided = events.find(({ what }) => what === "dossier-decided");
  if (decided) {
    const on = provinceDate(decided.at);
    const dueAt = dueAtBy(events, decided);
    const due = dueAt === null ? on : provinceDate(dueAt);
    plus(on < due ? "settled.early" : on > due ? "settled.late" : "settled.onTime");
    if (on > due) plus("settled.lateHeld", 1, heldLate(events, decided));
    else if (requests(decided) > 1) plus("settled.repeated");
    if (decided.facts.electronic === true) plus("settled.electronic");
    if (decided.facts.electronic === true && channel === "online") plus("settled.onlineElectronic");
    const waited = waitsOf(events.filter(({ version }) => version <= decided.version)).map(
      ({ from, to }) => millisOf(to ?? decided.at) - millisOf(from),
    );
    const spent = millisOf(decided.at) - millisOf((accepted as DossierEvent).at);
    plus("settled.minutes", Math.round((spent - waited.reduce((sum, one) => sum + one, 0)) / 60_000));
  }
  if (OVER.has(last.to)) {
    const how = last.to as "refused" | "withdrawn" | "stopped";
    plus(accepted && how !== "refused" ? `ended.${how}` : `notReceived.${how}`);
  } else if (accepted && !decided) {
    const dueAt = dueAtBy(events, last);
    const due = dueAt === null ? "9999" : provinceDate(dueAt);
    const waiting = WAITS.has(last.to);
    const since = waiting ? provinceDate(waitsOf(events).at(-1)?.from as Instant) : day;
    plus(waiting ? "paused" : "open");
    if (due < since) plus(waiting ? "pausedLate" : "openLate");
    else if (requests(last) > 1) plus("repeatedInTime");
  }
  const owed = events.find(({ changed: { waitsFor } }) =>
    ["submission", "acceptance", "return", "request"].includes(String(waitsFor)),
  );
  const unitThen = (event: DossierEvent): string => (accepted && accepted.version <= event.version ? unit : filedWith);
  if (owed) {
    plus("fees.due", 1, unitThen(owed));
    const paid = events.find(({ what, version }) => what === "payment-confirmed" && version > owed.version);
    if (paid) plus(paid.actor.kind === "officer" ? "fees.paidCounter" : "fees.paidOnline", 1, unitThen(paid));
  }
  for (const { what, facts } of events) {
    if (what === "result-returned") plus(`returned.${facts.method as Channel}`);
    if (what === "dossier-rated") plus("rated");
    if (what === "dossier-rated" && Number(facts.overall) >= 4) plus("satisfied");
  }
  return counted;
};

/** The figures of dossiers up to and with a day, counted anew from their events. */
export const recountUpTo = (dossiers: readonly Told[], day: string): Figures => {
  const figures: Figures = {};
  for (const { metric, by } of dossiers.flatMap((dossier) => countedUpTo(dossier, day)))
    figures[metric] = (figures[metric] ?? 0) + by;
  return figures;
};

/** The rows up to and with a day, counted anew from the events: as a figure store has them. */
export const recountedRows = (dossiers: readonly Told[], day: string): StandingRow[] => {
  const rows = new Map<string, StandingRow & { figures: Figures }>();
  for (const dossier of dossiers)
    for (const { unit, metric, by } of countedUpTo(dossier, day)) {
      const { field } = dossier;
      const name = `${unit}#${field}`;
      const row = rows.get(name) ?? { unit, field, procedure: null, figures: {} };
      rows.set(name, row);
      row.figures[metric] = (row.figures[metric] ?? 0) + by;
    }
  return [...rows.values()];
};
