import type { Delta, Life, Metric } from "./life.ts";

/** Where a dossier counts. */
export type Place = { unit: string; field: string; procedure: string };

export const GRAINS = ["day", "month", "year"] as const;
/** How long a row's period is: `2021-01-04`, `2021-01`, `2021`. */
export type Grain = (typeof GRAINS)[number];

export type Figures = Partial<Record<Metric, number>>;

/** Figures of one period, of one unit and field; of one procedure of theirs, or of all of them where it is null. */
export type FigureRow = {
  grain: Grain;
  period: string;
  unit: string;
  field: string;
  procedure: string | null;
  figures: Figures;
};

const LENGTHS: Record<Grain, number> = { day: 10, month: 7, year: 4 };

const periodOf = (grain: Grain, day: string): string => day.slice(0, LENGTHS[grain]);

/** One figure more on top of those there are. */
const added = (figures: Figures, metric: Metric, by: number): Figures => ({
  ...figures,
  [metric]: (figures[metric] ?? 0) + by,
});

export const sumOf = (all: readonly Figures[]): Figures => {
  const sum: Figures = {};
  for (const figures of all)
    for (const [metric, by] of Object.entries(figures) as [Metric, number][]) sum[metric] = (sum[metric] ?? 0) + by;
  return sum;
};

const nameOf = ({ grain, period, unit, field, procedure }: Omit<FigureRow, "figures">): string =>
  [grain, period, unit, field, procedure ?? ""].join("#");

/** Rows that grow by the changes of dossiers, each as often as it must be written: once. */
export const rowsOf = (changes: readonly { place: Place; deltas: readonly Delta[] }[]): FigureRow[] => {
  const rows = new Map<string, FigureRow>();
  for (const { place, deltas } of changes)
    for (const { day, metric, by, unit = place.unit } of deltas)
      for (const grain of GRAINS)
        for (const procedure of [null, place.procedure]) {
          const key = { grain, period: periodOf(grain, day), unit, field: place.field, procedure };
          const name = nameOf(key);
          const row = rows.get(name) ?? { ...key, figures: {} };
          rows.set(name, { ...row, figures: added(row.figures, metric, by) });
        }
  return [...rows.values()].filter(({ figures }) => Object.values(figures).some((by) => by !== 0));
};

/** Where a life counts. */
export const placeOf = ({ unit, field, procedure }: Life): Place => ({ unit, field, procedure });
