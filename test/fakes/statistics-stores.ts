import type { DossierEvent } from "../../shared/domain/dossiers/event.ts";
import { type FigureRow, type Figures, sumOf } from "../../shared/domain/reporting/figures.ts";
import type { Life } from "../../shared/domain/reporting/life.ts";
import type { Change } from "../../shared/domain/reporting/project.ts";
import {
  type DossierWalk,
  newSegment,
  type Rebuild,
  type RebuildStore,
  SEGMENTS,
  type Segment,
  tally,
} from "../../shared/domain/reporting/rebuild.ts";
import type {
  FigureSets,
  FigureStore,
  Level,
  ProjectionStore,
  StandingRow,
} from "../../shared/domain/reporting/statistics-store.ts";

const PASSES = ["counting", "checking"] as const;
const SLOTS = 2;

type Kept = { set: number; rebuilt: boolean; row: FigureRow };

/** Counters, lives and rebuilds in memory, over events that a test lets happen. */
export const statisticsStores = () => {
  const events = new Map<string, DossierEvent[]>();
  const lives = new Map<string, { set: number; life: Life }>();
  const rows = new Map<string, Kept>();
  const segments = new Map<string, Segment>();
  const pages = new Map<string, { set: number; sums: readonly Change[] }>();
  let sets: FigureSets = { current: 1, next: null };
  let rebuild: Rebuild | undefined;

  const slotOf = (dossierId: string, set: number): string => `${dossierId} ${set % SLOTS}`;
  const lifeIn = (dossierId: string, set: number): Life | undefined => {
    const kept = lives.get(slotOf(dossierId, set));
    return kept?.set === set ? kept.life : undefined;
  };
  const mayTake = (dossierId: string, set: number): boolean => (lives.get(slotOf(dossierId, set))?.set ?? 0) < set;
  const nameOf = ({ period, unit, field, procedure }: FigureRow): string =>
    [period, unit, field, procedure ?? ""].join("#");
  const stands = (before: Rebuild): boolean =>
    rebuild?.set === before.set && rebuild.step === before.step && rebuild.turn === before.turn;

  const projection: ProjectionStore = {
    sets: async () => sets,
    events: async (dossierId) => [...(events.get(dossierId) ?? [])].sort((a, b) => a.version - b.version),
    life: async (dossierId, set) => lifeIn(dossierId, set),
    count: async (set, before, life, grown) => {
      const isAsRead =
        before === undefined ? mayTake(life.dossierId, set) : lifeIn(life.dossierId, set)?.version === before.version;
      if (!isAsRead) return false;
      lives.set(slotOf(life.dossierId, set), { set, life });
      for (const row of grown) {
        const name = `${set} ${nameOf(row)}`;
        const known = rows.get(name)?.row.figures ?? {};
        rows.set(name, { set, rebuilt: false, row: { ...row, figures: sumOf([known, row.figures]) } });
      }
      return true;
    },
  };

  const atLevel = (level: Level): FigureRow[] =>
    [...rows.values()]
      .filter(({ set, row }) => set === sets.current && (row.procedure === null) === (level === "field"))
      .map(({ row }) => row);
  const joined = <Row extends { figures: Figures }>(all: readonly Row[], name: (row: Row) => string): Row[] => {
    const together = new Map<string, Row>();
    for (const row of all) {
      const known = together.get(name(row));
      together.set(name(row), known ? { ...known, figures: sumOf([known.figures, row.figures]) } : row);
    }
    return [...together.values()];
  };
  const isBefore = ({ grain, period }: FigureRow, day: string): boolean => {
    if (grain === "year") return period < day.slice(0, 4);
    if (grain === "month") return period.slice(0, 4) === day.slice(0, 4) && period < day.slice(0, 7);
    return period.slice(0, 7) === day.slice(0, 7) && period <= day;
  };
  const within = (grain: FigureRow["grain"], of: string, level: Level): FigureRow[] =>
    joined(
      atLevel(level).filter((row) => row.grain === grain && row.period.startsWith(of)),
      nameOf,
    );
  const figures: FigureStore = {
    upTo: async (days, level) =>
      days.map((day) =>
        joined<StandingRow>(
          atLevel(level)
            .filter((row) => isBefore(row, day))
            .map(({ unit, field, procedure, figures: counted }) => ({ unit, field, procedure, figures: counted })),
          ({ unit, field, procedure }) => [unit, field, procedure ?? ""].join("#"),
        ),
      ),
    monthsOf: async (year, level) => within("month", year, level),
    daysOf: async (month, level) => within("day", month, level),
  };

  const rebuilds: RebuildStore = {
    read: async () => rebuild,
    begin: async (at) => {
      if (rebuild !== undefined && rebuild.step !== "done") {
        rebuild = { ...rebuild, turn: rebuild.turn + 1 };
        return rebuild;
      }
      const { current } = sets;
      sets = { current, next: current + 1 };
      rebuild = {
        set: current + 1,
        replaces: current,
        step: "counting",
        turn: 1,
        startedAt: at,
        swappedAt: null,
        finishedAt: null,
      };
      return rebuild;
    },
    advance: async (before, to, at) => {
      if (!stands(before)) return false;
      rebuild = { ...before, step: to, ...(to === "done" ? { finishedAt: at } : {}) };
      return true;
    },
    segments: async (set) =>
      PASSES.flatMap((pass) =>
        Array.from(
          { length: SEGMENTS },
          (_, number) => segments.get(`${set} ${pass} ${number}`) ?? newSegment(pass, number),
        ),
      ),
    savePage: async (set, before, after, found) => {
      const name = `${set} ${after.pass} ${after.number}`;
      if ((segments.get(name)?.pages ?? 0) !== before.pages) return null;
      const left = found.filter(({ life }) => mayTake(life.dossierId, set));
      const sums = tally();
      for (const { life, changes } of left) {
        lives.set(slotOf(life.dossierId, set), { set, life });
        sums.add(changes);
      }
      segments.set(name, { ...after, counted: after.counted + left.length });
      if (left.length > 0) pages.set(`${name} ${after.pages}`, { set, sums: sums.changes() });
      return left.length;
    },
    async *sums(set) {
      for (const page of [...pages.values()]) if (page.set === set) yield page.sums;
    },
    without: async (set, dossierIds) => dossierIds.filter((id) => lifeIn(id, set) === undefined),
    writeRows: async (set, all) => {
      for (const row of all) rows.set(`${set} rebuilt ${nameOf(row)}`, { set, rebuilt: true, row });
    },
    swap: async (before, at) => {
      if (!stands(before) || sets.current !== before.replaces || sets.next !== before.set) return false;
      sets = { current: before.set, next: null };
      rebuild = { ...before, step: "tidying", swappedAt: at };
      return true;
    },
    forget: async (set) => {
      for (const [name, kept] of rows) if (kept.set === set) rows.delete(name);
    },
    forgetPages: async (set) => {
      for (const [name, page] of pages) if (page.set === set) pages.delete(name);
      for (const name of segments.keys()) if (!name.startsWith(`${set} `)) segments.delete(name);
    },
  };

  const segmentOf = (dossierId: string): number =>
    [...dossierId].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % SEGMENTS;
  const walk: DossierWalk = {
    page: async (segment, after, limit) => {
      const rest = [...events.keys()]
        .filter((id) => segmentOf(id) === segment && (after === null || id > after))
        .sort();
      const dossierIds = rest.slice(0, limit);
      return { dossierIds, next: rest.length > limit ? (dossierIds.at(-1) ?? null) : null };
    },
  };

  return {
    projection,
    figures,
    rebuilds,
    walk,
    lives: async (set: number, ids: readonly string[]): Promise<Map<string, Life>> =>
      new Map(
        ids.flatMap((id) => {
          const life = lifeIn(id, set);
          return life ? [[id, life] as const] : [];
        }),
      ),
    /** One more event of a dossier. */
    happen: (event: DossierEvent): void => {
      events.set(event.dossierId, [...(events.get(event.dossierId) ?? []), event]);
    },
    setsNow: (): FigureSets => sets,
    rebuildNow: (): Rebuild | undefined => rebuild,
    /** Sets that rows are kept of. */
    setsKept: (): number[] => [...new Set([...rows.values()].map(({ set }) => set))].sort(),
    pagesKept: (): number => pages.size,
  };
};
