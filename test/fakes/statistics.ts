import type { DossierEvent } from "../../shared/domain/dossiers/event.ts";
import { type FigureRow, type Grain, sumOf } from "../../shared/domain/reporting/figures.ts";
import type { Life } from "../../shared/domain/reporting/life.ts";
import type {
  FigureSets,
  FigureStore,
  Level,
  ProjectionStore,
  StandingRow,
} from "../../shared/domain/reporting/statistics-store.ts";

type Row = FigureRow & { set: number };

const sameLevel = (level: Level, { procedure }: FigureRow): boolean => (procedure === null) === (level === "field");

const together = <R extends StandingRow>(rows: readonly R[], nameOf: (row: R) => string): R[] =>
  [...Map.groupBy(rows, nameOf).values()].map((all) => ({
    ...(all[0] as R),
    figures: sumOf(all.map(({ figures }) => figures)),
  }));

const place = ({ unit, field, procedure }: StandingRow): string => [unit, field, procedure].join("#");

/** Figures in memory: every row ever added, summed where it is asked for. */
export const statisticsFake = (told: Map<string, readonly DossierEvent[]> = new Map()) => {
  const lives = new Map<string, Life>();
  const rows: Row[] = [];
  const sets: FigureSets = { current: 1, next: null };

  const projection: ProjectionStore = {
    sets: async () => ({ ...sets }),
    events: async (dossierId) => [...(told.get(dossierId) ?? [])].sort((a, b) => a.version - b.version),
    life: async (dossierId, set) => lives.get(`${set} ${dossierId}`),
    count: async (set, before, life, more) => {
      const name = `${set} ${life.dossierId}`;
      if (lives.get(name)?.version !== before?.version) return false;
      lives.set(name, life);
      rows.push(...more.map((row) => ({ ...row, set })));
      return true;
    },
  };

  const periods = (grain: Grain) => async (of: string, level: Level) =>
    together(
      rows.filter(
        (row) => row.set === sets.current && row.grain === grain && row.period.startsWith(of) && sameLevel(level, row),
      ),
      (row) => `${row.period}#${place(row)}`,
    ).map(({ set: _, ...row }) => row);

  const figures: FigureStore = {
    upTo: async (days, level) =>
      days.map((day) =>
        together(
          rows
            .filter(
              (row) => row.set === sets.current && row.grain === "day" && row.period <= day && sameLevel(level, row),
            )
            .map(({ unit, field, procedure, figures: of }) => ({ unit, field, procedure, figures: of })),
          place,
        ),
      ),
    monthsOf: periods("month"),
    daysOf: periods("day"),
  };
  return { projection, figures, told, sets };
};
