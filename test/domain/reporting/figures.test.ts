import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { DossierEvent } from "../../../shared/domain/dossiers/event.ts";
import {
  type FigureRow,
  type Figures,
  type Place,
  placeOf,
  rowsOf,
  sumOf,
} from "../../../shared/domain/reporting/figures.ts";
import { type Delta, type Life, lived, METRICS } from "../../../shared/domain/reporting/life.ts";
import { projectionOf } from "../../../shared/domain/reporting/project.ts";
import { countedUpTo, recountUpTo, type Told } from "../../../shared/domain/reporting/recount.ts";
import { summaryOf } from "../../../shared/domain/reporting/summary.ts";
import { toldLives } from "../../builders/told-lives.ts";

/** All that the events of a dossier change of the figures. */
const changesOf = ({ events, ...filed }: Told): { place: Place; deltas: readonly Delta[] }[] => {
  let life: Life | undefined;
  return events.flatMap((event) => {
    const step = lived(life, event, filed);
    life = step.life;
    return life === undefined ? [] : [{ place: placeOf(life), deltas: step.deltas }];
  });
};

const countersOf = (dossiers: readonly Told[]): FigureRow[] => rowsOf(dossiers.flatMap(changesOf));

/** Figures up to and with a day: the years before, the months before, the days. */
const upTo = (rows: readonly FigureRow[], day: string): Figures =>
  sumOf(
    rows
      .filter(({ procedure }) => procedure === null)
      .filter(({ grain, period }) => {
        if (grain === "year") return period < day.slice(0, 4);
        if (grain === "month") return period.slice(0, 4) === day.slice(0, 4) && period < day.slice(0, 7);
        return period.slice(0, 7) === day.slice(0, 7) && period <= day;
      })
      .map(({ figures }) => figures),
  );

const rowsUpTo = (figures: Figures) => [{ unit: "culture", field: "field", procedure: null, figures }];

const withoutZeros = (figures: Figures): Figures =>
  Object.fromEntries(Object.entries(figures).filter(([, count]) => count !== 0));

const aDay = fc
  .integer({ min: Date.parse("2020-12-25"), max: Date.parse("2021-08-01") })
  .map((millis) => new Date(millis).toISOString().slice(0, 10));

describe("counters of what happened", () => {
  it("equal a recount from the events on every day, whatever happened to the dossiers", () => {
    fc.assert(
      fc.property(toldLives, aDay, (dossiers, day) => {
        expect(withoutZeros(upTo(countersOf(dossiers), day))).toEqual(withoutZeros(recountUpTo(dossiers, day)));
      }),
      { numRuns: 2_000 },
    );
  });

  it("equal the recount of each unit as well, and say who held what became late", () => {
    fc.assert(
      fc.property(toldLives, aDay, (dossiers, day) => {
        const rows = countersOf(dossiers);
        const counted = dossiers.flatMap((dossier) => countedUpTo(dossier, day));
        for (const unit of new Set([...rows, ...counted].map((one) => one.unit))) {
          const recount = sumOf(counted.filter((one) => one.unit === unit).map(({ metric, by }) => ({ [metric]: by })));
          const counters = upTo(
            rows.filter((row) => row.unit === unit),
            day,
          );
          expect({ unit, ...withoutZeros(counters) }).toEqual({ unit, ...withoutZeros(recount) });
        }
        const all = upTo(rows, day);
        expect(all["settled.lateHeld"] ?? 0).toBe(all["settled.late"] ?? 0);
      }),
      { numRuns: 1_000 },
    );
  });

  it("leave out what stands beside the events under a version of theirs: an officer's upload, read before or after it", () => {
    fc.assert(
      fc.property(toldLives, fc.boolean(), (dossiers, isBefore) => {
        const uploaded = dossiers.map((told) => ({
          ...told,
          events: told.events.flatMap((event) => {
            const { code: _, unit: __, ...rest } = event;
            const upload = { ...rest, commandId: `${event.commandId}-file`, what: "document-uploaded", from: event.to };
            const beside = { ...upload, facts: {}, changed: {}, hash: "" } as DossierEvent;
            return isBefore ? [beside, event] : [event, beside];
          }),
        }));
        const counted = (all: readonly Told[]) =>
          all.flatMap(({ events, ...filed }) => projectionOf(undefined, events, filed) ?? []);
        expect(counted(uploaded)).toEqual(counted(dossiers));
        const days = (all: readonly Told[]) => recountUpTo(all, "2021-12-31");
        expect(days(uploaded)).toEqual(days(dossiers));
      }),
      { numRuns: 300 },
    );
  });

  it("are the same whichever dossier comes first, and however the rows are put together", () => {
    fc.assert(
      fc.property(toldLives, fc.nat(), (dossiers, seed) => {
        const turned = [...dossiers.slice(seed % dossiers.length), ...dossiers.slice(0, seed % dossiers.length)];
        const sorted = (rows: FigureRow[]) => rows.map((row) => JSON.stringify(row, METRICS as never)).sort();
        const one = countersOf(dossiers);
        expect(sorted(countersOf(turned))).toHaveLength(one.length);
        const apart = dossiers.flatMap((dossier) => countersOf([dossier]));
        const sum = (rows: FigureRow[]) => withoutZeros(sumOf(rows.map(({ figures }) => figures)));
        expect(sum(apart)).toEqual(sum(one));
      }),
      { numRuns: 200 },
    );
  });

  it("hold: carried over and received are settled, open, paused and ended, in every period", () => {
    fc.assert(
      fc.property(toldLives, aDay, aDay, (dossiers, a, b) => {
        const [from, to] = a < b ? [a, b] : [b, a];
        const rows = countersOf(dossiers);
        const dayBefore = new Date(Date.parse(from) - 86_400_000).toISOString().slice(0, 10);
        const [before, atEnd] = [upTo(rows, dayBefore), upTo(rows, to)];
        const { received, settled, open, paused, ended, returned } = summaryOf({
          period: { from, to },
          scope: { units: null, field: null },
          procedures: [],
          before: rowsUpTo(before),
          atEnd: rowsUpTo(atEnd),
          now: rowsUpTo(atEnd),
          fields: [],
          asOf: "2021-08-01T00:00:00.000Z",
        });
        expect(received.carriedOver + received.total).toBe(
          settled.total + open.total + paused + ended.withdrawn + ended.stopped,
        );
        for (const count of [open.total, open.inTime, open.late, paused, settled.total, returned.total])
          expect(count).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 1_000 },
    );
  });

  it("count no draft, and no dossier twice for an event that is told twice", () => {
    const [dossier] = fc.sample(toldLives, { numRuns: 1, seed: 7 })[0] ?? [];
    if (!dossier) throw new Error("no dossier");
    const draft = { ...dossier.events[0], code: undefined } as never;
    expect(lived(undefined, draft, { procedure: "1.004650", field: "culture" })).toEqual({
      life: undefined,
      deltas: [],
    });
  });
});
