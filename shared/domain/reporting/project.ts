import type { DossierEvent } from "../dossiers/event.ts";
import { type FigureRow, type Place, placeOf, rowsOf } from "./figures.ts";
import { type Delta, type Filed, type Life, lived } from "./life.ts";

/** The procedure and its version that a dossier was filed for, as its events say; undefined of a draft. */
export const filedFor = (events: readonly DossierEvent[]): { procedure: string; version: number } | undefined => {
  let [procedure, version]: [string?, number?] = [];
  for (const { changed, code } of events) {
    procedure = changed.procedure ?? procedure;
    version = changed.procedureVersion ?? version;
    if (code !== undefined)
      return procedure === undefined || version === undefined ? undefined : { procedure, version };
  }
  return undefined;
};

/** What figures grow by, and where. */
export type Change = { place: Place; deltas: readonly Delta[] };

/** What is to be counted of a dossier: its life after the last event, and the rows that grow. */
export type Projection = { life: Life; rows: FigureRow[] };

/**
 * What the events that are not counted yet change of the figures; undefined where there are none. `events` are all of
 * the dossier's, in the order of their versions: those that a life has are left out, so that none counts twice.
 */
export const changesOf = (
  before: Life | undefined,
  events: readonly DossierEvent[],
  filed: Filed,
): { life: Life; changes: Change[] } | undefined => {
  let life = before;
  const changes: Change[] = [];
  for (const event of events) {
    if (life !== undefined && event.version <= life.version) continue;
    const step = lived(life, event, filed);
    life = step.life;
    if (life !== undefined) changes.push({ place: placeOf(life), deltas: step.deltas });
  }
  return life === undefined || life === before ? undefined : { life, changes };
};

/** Rows that one count may grow: with the life they must fit into one transaction of the store. */
const MOST_ROWS = 90;

/**
 * The same, as the rows that grow. Where these are more than one count takes, it is of the first of the events: the life
 * says how far it goes, and the rest is counted after it.
 */
export const projectionOf = (
  before: Life | undefined,
  events: readonly DossierEvent[],
  filed: Filed,
): Projection | undefined => {
  const changed = changesOf(before, events, filed);
  if (changed === undefined) return undefined;
  const rows = rowsOf(changed.changes);
  if (rows.length <= MOST_ROWS) return { life: changed.life, rows };
  const open = events.filter(({ code, version }) => code !== undefined && version > (before?.version ?? 0));
  const half = open[Math.floor((open.length - 1) / 2)]?.version ?? 0;
  return projectionOf(
    before,
    events.filter(({ version }) => version <= half),
    filed,
  );
};
