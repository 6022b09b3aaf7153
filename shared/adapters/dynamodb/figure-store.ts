import { type FigureRow, type Figures, type Grain, sumOf } from "../../domain/reporting/figures.ts";
import type { FigureStore, Level, StandingRow } from "../../domain/reporting/statistics-store.ts";
import type { Item } from "./dossier-item.ts";
import { readSets } from "./figure-sets.ts";
import { figuresPartition, YEARS_OF_A_SET } from "./keys.ts";
import { queryAll } from "./query-all.ts";
import type { Table } from "./table.ts";

/** By the length of its period. */
const GRAIN_OF: Readonly<Record<number, Grain>> = { 10: "day", 7: "month", 4: "year" };

/** A row of one shard. */
const rowOf = ({ pk: _, sk, ...figures }: Item): FigureRow => {
  const [period = "", unit = "", field = "", procedure = ""] = String(sk).split("#");
  const grain = GRAIN_OF[period.length] as Grain;
  return { grain, period, unit, field, procedure: procedure === "" ? null : procedure, figures: figures as Figures };
};

const placeOf = ({ unit, field, procedure }: Pick<FigureRow, "unit" | "field" | "procedure">): string =>
  [unit, field, procedure ?? ""].join("#");

/** Rows of the same name as one, whatever shards they stand in. */
const joined = <Row extends { figures: Figures }>(rows: readonly Row[], nameOf: (row: Row) => string): Row[] => {
  const together = new Map<string, Row[]>();
  for (const row of rows) {
    const name = nameOf(row);
    const known = together.get(name);
    if (known === undefined) together.set(name, [row]);
    else known.push(row);
  }
  return [...together.values()].map((all) => ({
    ...(all[0] as Row),
    figures: sumOf(all.map(({ figures }) => figures)),
  }));
};

export const figureStore = (table: Table): FigureStore => {
  const read = async (set: number, level: Level, of: string): Promise<FigureRow[]> =>
    (await queryAll(table, null, "pk", figuresPartition(set, level, of))).map(rowOf);
  const periodsOf = async (of: string, level: Level): Promise<FigureRow[]> => {
    const { current } = await readSets(table);
    return joined(await read(current, level, of), (row) => `${row.period}#${placeOf(row)}`);
  };

  return {
    upTo: async (days, level) => {
      const { current } = await readSets(table);
      const reads = new Map<string, Promise<FigureRow[]>>();
      const once = (of: string): Promise<FigureRow[]> => {
        const known = reads.get(of) ?? read(current, level, of);
        reads.set(of, known);
        return known;
      };
      return Promise.all(
        days.map(async (day) => {
          const [year, month] = [day.slice(0, 4), day.slice(0, 7)];
          const [years, months, ofMonth] = await Promise.all([once(YEARS_OF_A_SET), once(year), once(month)]);
          const rows = [
            ...years.filter(({ period }) => period < year),
            ...months.filter(({ period }) => period < month),
            ...ofMonth.filter(({ period }) => period <= day),
          ];
          return joined<StandingRow>(
            rows.map(({ unit, field, procedure, figures }) => ({ unit, field, procedure, figures })),
            placeOf,
          );
        }),
      );
    },
    monthsOf: periodsOf,
    daysOf: periodsOf,
  };
};
