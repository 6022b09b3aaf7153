import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Figures } from "../../../shared/domain/reporting/figures.ts";
import { Satisfaction, satisfactionOf } from "../../../shared/domain/reporting/satisfaction.ts";
import { stoodOf } from "../../../shared/domain/reporting/standing-rows.ts";
import type { StandingRow } from "../../../shared/domain/reporting/statistics-store.ts";
import { LEAST_RESPONSES } from "../../../shared/domain/reporting/suppress.ts";
import { PROVINCE } from "../../builders/stood.ts";

const NAMES = { field: (id: string) => id, procedure: (code: string) => `P ${code}`, unit: (id: string) => `U ${id}` };

const row = (unit: string, procedure: string, responses: number, satisfied = responses, returned = 10): StandingRow => {
  const figures: Figures = { "returned.post": returned, rated: responses, satisfied };
  return { unit, field: "heritage", procedure, figures };
};

const reportOf = (...rows: StandingRow[]) =>
  satisfactionOf({
    period: { from: "2021-01-01", to: "2021-06-30" },
    stood: stoodOf({ before: [], atEnd: rows, now: [] }, PROVINCE),
    names: NAMES,
    asOf: "2021-08-01T07:00:00+07:00",
  });

const toldOf = (report: Satisfaction): Record<string, number | null> =>
  Object.fromEntries(
    report.units.flatMap(({ id, responses, procedures }) => [
      [id, responses],
      ...procedures.map((one) => [`${id}/${one.code}`, one.responses] as const),
    ]),
  );

describe("what people thought", () => {
  it("is told with how many said it and how many could have", () => {
    const report = reportOf(row("culture", "1", 8, 6), row("culture", "2", 5));
    expect(report.total).toEqual({
      returned: 20,
      responses: 13,
      responseRate: 0.65,
      satisfied: 11,
      rate: 0.8462,
      suppressed: false,
    });
    expect(report.units[0]?.procedures[0]).toMatchObject({ code: "1", name: "P 1", responses: 8, rate: 0.75 });
    expect(Satisfaction.parse(report)).toEqual(report);
  });

  it("is not told of fewer than five, but how many results were handed over always is", () => {
    const report = reportOf(row("culture", "1", 4), row("culture", "2", 3), row("culture", "3", 20, 19));
    expect(report.units[0]?.procedures).toEqual([
      {
        code: "1",
        name: "P 1",
        returned: 10,
        responses: null,
        responseRate: null,
        satisfied: null,
        rate: null,
        suppressed: true,
      },
      expect.objectContaining({ code: "2", returned: 10, responses: null, suppressed: true }),
      expect.objectContaining({ code: "3", responses: 20, satisfied: 19, suppressed: false }),
    ]);
  });

  it("hides the next smallest as well where one group alone could be computed from the total", () => {
    expect(toldOf(reportOf(row("culture", "1", 4), row("culture", "2", 9), row("culture", "3", 7)))).toEqual({
      culture: 20,
      "culture/1": null,
      "culture/2": 9,
      "culture/3": null,
    });
  });

  it("hides on where what is hidden is together of fewer than five", () => {
    expect(
      toldOf(reportOf(row("culture", "1", 1), row("culture", "2", 1), row("culture", "3", 7), row("culture", "4", 9))),
    ).toEqual({ culture: 18, "culture/1": null, "culture/2": null, "culture/3": null, "culture/4": 9 });
  });

  it("tells nothing of the procedures of a unit of which nothing is told", () => {
    expect(toldOf(reportOf(row("culture", "1", 3), row("sport", "2", 6), row("tourism", "3", 9)))).toEqual({
      culture: null,
      "culture/1": null,
      sport: null,
      "sport/2": null,
      tourism: 9,
      "tourism/3": 9,
    });
  });

  it("tells nothing at all where all are few", () => {
    const report = reportOf(row("culture", "1", 3));
    expect(report.total).toMatchObject({ returned: 10, responses: null, suppressed: true });
  });

  it("hides nobody's silence behind a group that many rated, and knows that what was never returned was not rated", () => {
    expect(toldOf(reportOf(row("culture", "1", 0), row("culture", "2", 9), row("culture", "3", 0, 0, 0)))).toEqual({
      culture: 9,
      "culture/1": null,
      "culture/2": 9,
    });
  });
});

/** Solves what is not told from what is: which of the unknown are determined by the sums, each group being those below it. */
const computable = (equations: readonly (readonly number[])[], unknowns: number): number[] => {
  const rows = equations.map((row) => [...row]);
  const pivots: number[] = [];
  for (let column = 0, top = 0; column < unknowns && top < rows.length; column += 1) {
    const found = rows.findIndex((row, place) => place >= top && Math.abs(row[column] ?? 0) > 1e-9);
    if (found < 0) continue;
    const [pivot] = rows.splice(found, 1) as [number[]];
    const scaled = pivot.map((value) => value / (pivot[column] as number));
    rows.splice(top, 0, scaled);
    for (const [place, other] of rows.entries()) {
      const factor = other[column] as number;
      if (place !== top) rows[place] = other.map((value, at) => value - factor * (scaled[at] as number));
    }
    pivots.push(column);
    top += 1;
  }
  return pivots.filter((column, place) =>
    (rows[place] as number[]).every((value, at) => at === column || Math.abs(value) < 1e-9),
  );
};

const someRows = fc
  .array(
    fc.record({
      unit: fc.constantFrom("culture", "tourism", "sport"),
      procedure: fc.constantFrom("1", "2", "3", "4"),
      responses: fc.oneof(fc.nat(6), fc.nat(30)),
      returned: fc.oneof(fc.constant(0), fc.nat(30)),
    }),
    { minLength: 1, maxLength: 12 },
  )
  .map((all) => [...new Map(all.map((one) => [`${one.unit}/${one.procedure}`, one])).values()])
  .map((all) =>
    all.map(({ unit, procedure, responses, returned }) => row(unit, procedure, responses, responses, returned)),
  );

describe("ratings that are not told", () => {
  it("cannot be computed from those that are, however the groups lie", () => {
    fc.assert(
      fc.property(someRows, (rows) => {
        const report = reportOf(...rows);
        const truth = (unit?: string, procedure?: string): number =>
          rows
            .filter((one) => (unit ?? one.unit) === one.unit && (procedure ?? one.procedure) === one.procedure)
            .reduce((sum, { figures }) => sum + (figures.rated ?? 0), 0);
        const unknown: { name: string; responses: number }[] = [];
        const place = (name: string, responses: number): number => {
          const at = unknown.findIndex((one) => one.name === name);
          return at >= 0 ? at : unknown.push({ name, responses }) - 1;
        };
        type Line = { over?: number; under: number[]; responses: number };
        const lines: Line[] = [];
        const line = (
          over: { name: string; told: boolean; truth: number },
          under: (Line["under"][number] | null)[],
        ) => {
          const hidden = under.filter((one) => one !== null);
          const responses = hidden.reduce((sum, at) => sum + (unknown[at]?.responses ?? 0), 0);
          lines.push({ ...(over.told ? {} : { over: place(over.name, over.truth) }), under: hidden, responses });
        };
        for (const { id, suppressed, procedures } of report.units) {
          const under = procedures.map((one) =>
            one.suppressed ? place(`${id}/${one.code}`, truth(id, one.code)) : null,
          );
          line({ name: id, told: !suppressed, truth: truth(id) }, under);
        }
        const units = report.units.map(({ id, suppressed }) => (suppressed ? place(id, truth(id)) : null));
        line({ name: "total", told: !report.total.suppressed, truth: truth() }, units);
        const equations = lines.map(({ over, under }) => {
          const equation = Array.from({ length: unknown.length }, () => 0);
          for (const at of under) equation[at] = 1;
          if (over !== undefined) equation[over] = -1;
          return equation;
        });
        // Where nobody said anything there is nothing to guess.
        for (const at of computable(equations, unknown.length)) expect(unknown[at]).toMatchObject({ responses: 0 });
        for (const { over, responses } of lines)
          if (over === undefined && responses > 0) expect(responses).toBeGreaterThanOrEqual(LEAST_RESPONSES);
      }),
      { numRuns: 2_000 },
    );
  });

  it("are all those of few, and no count of dossiers", () => {
    fc.assert(
      fc.property(someRows, (rows) => {
        const report = reportOf(...rows);
        for (const group of [report.total, ...report.units, ...report.units.flatMap(({ procedures }) => procedures)]) {
          if (group.responses !== null && group.returned > 0)
            expect(group.responses).toBeGreaterThanOrEqual(LEAST_RESPONSES);
          expect(group.suppressed).toBe(group.responses === null);
          expect(group.suppressed).toBe(group.satisfied === null);
        }
        const returned = rows.reduce((sum, { figures }) => sum + (figures["returned.post"] ?? 0), 0);
        expect(report.units.reduce((sum, unit) => sum + unit.returned, 0)).toBe(returned);
      }),
      { numRuns: 500 },
    );
  });
});
