import type { FigureRow, Figures, Place } from "../../shared/domain/reporting/figures.ts";
import { placeOf, rowsOf, sumOf } from "../../shared/domain/reporting/figures.ts";
import { type Delta, type Life, lived } from "../../shared/domain/reporting/life.ts";
import type { Told } from "../../shared/domain/reporting/recount.ts";
import type { Scope } from "../../shared/domain/reporting/scope.ts";
import { type Period, type Stood, stoodOf } from "../../shared/domain/reporting/standing-rows.ts";
import type { FigureStore, Level, StandingRow } from "../../shared/domain/reporting/statistics-store.ts";

const PROCEDURES = ["1.004650", "1.003784", "2.001631"];

/** The same dossiers, filed for procedures of several names: a life's builder knows one. */
export const ofSeveralProcedures = (dossiers: readonly Told[]): Told[] =>
  dossiers.map((told, number) => ({ ...told, procedure: PROCEDURES[number % PROCEDURES.length] as string }));

/** The rows that the events of dossiers make grow. */
export const rowsOfTold = (dossiers: readonly Told[]): FigureRow[] =>
  rowsOf(
    dossiers.flatMap(({ events, ...filed }) => {
      let life: Life | undefined;
      return events.flatMap((event): { place: Place; deltas: readonly Delta[] }[] => {
        const step = lived(life, event, filed);
        life = step.life;
        return life === undefined ? [] : [{ place: placeOf(life), deltas: step.deltas }];
      });
    }),
  );

/** A store over rows by day, summed up naively. */
export const figuresOver = (rows: readonly FigureRow[]): FigureStore => {
  const upTo = (day: string, level: Level): StandingRow[] => {
    const places = new Map<string, StandingRow & { all: Figures[] }>();
    for (const { grain, period, unit, field, procedure, figures } of rows) {
      if (grain !== "day" || period > day || (procedure === null) !== (level === "field")) continue;
      const name = [unit, field, procedure].join("#");
      const place = places.get(name) ?? { unit, field, procedure, figures: {}, all: [] };
      place.all.push(figures);
      places.set(name, place);
    }
    return [...places.values()].map(({ all, ...place }) => ({ ...place, figures: sumOf(all) }));
  };
  const none = async () => [];
  return { upTo: async (days, level) => days.map((day) => upTo(day, level)), monthsOf: none, daysOf: none };
};

/** Of the whole province. */
export const PROVINCE: Scope = { units: null, field: null };

/** The days whose standings a report of a period is made of. */
export const daysOf = ({ from, to }: Period, today: string): string[] => [
  new Date(Date.parse(from) - 86_400_000).toISOString().slice(0, 10),
  to,
  to < today ? to : today,
];

/** How the places of these dossiers stood in a period. */
export const stoodIn = async (
  dossiers: readonly Told[],
  period: Period,
  { scope = PROVINCE, today = "2021-08-01" }: { scope?: Scope; today?: string } = {},
): Promise<Stood[]> => {
  const [before = [], atEnd = [], now = []] = await figuresOver(rowsOfTold(dossiers)).upTo(
    daysOf(period, today),
    "procedure",
  );
  return stoodOf({ before, atEnd, now }, scope);
};
