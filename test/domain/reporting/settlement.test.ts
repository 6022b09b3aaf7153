import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { countedUpTo, recountUpTo, type Told } from "../../../shared/domain/reporting/recount.ts";
import {
  Settlement,
  type SettlementFigures,
  SettlementUnbalanced,
  settlementOf,
} from "../../../shared/domain/reporting/settlement.ts";
import { type Period, stoodOf } from "../../../shared/domain/reporting/standing-rows.ts";
import { summaryOf } from "../../../shared/domain/reporting/summary.ts";
import { daysOf, figuresOver, ofSeveralProcedures, PROVINCE, rowsOfTold, stoodIn } from "../../builders/stood.ts";
import { toldLives } from "../../builders/told-lives.ts";

const NAMES = {
  field: (id: string) => `F ${id}`,
  procedure: (code: string) => `P ${code}`,
  unit: (id: string) => `U ${id}`,
};
const AS_OF = "2021-08-01T00:00:00.000Z";
const TODAY = "2021-08-01";

const aPeriod = fc
  .tuple(
    fc.integer({ min: Date.parse("2020-12-25"), max: Date.parse("2021-07-01") }),
    fc.integer({ min: 0, max: 120 * 86_400_000 }),
  )
  .map(([from, length]): Period => {
    const day = (millis: number) => new Date(millis).toISOString().slice(0, 10);
    return { from: day(from), to: day(from + length) };
  });

const reportOf = async (dossiers: readonly Told[], period: Period, scope = PROVINCE) =>
  settlementOf({ period, stood: await stoodIn(dossiers, period, { scope }), names: NAMES, asOf: AS_OF });

/** Every figure by the way to it, so that rows can be added up. */
const flat = (figures: object, at = ""): Record<string, number> =>
  Object.fromEntries(
    Object.entries(figures).flatMap(([name, value]) =>
      typeof value === "number" ? [[`${at}${name}`, value]] : Object.entries(flat(value, `${at}${name}.`)),
    ),
  );

const added = (all: readonly { figures: SettlementFigures }[]): Record<string, number> => {
  const sum: Record<string, number> = {};
  for (const { figures } of all)
    for (const [name, count] of Object.entries(flat(figures))) sum[name] = (sum[name] ?? 0) + count;
  return sum;
};

const severalLives = toldLives.map(ofSeveralProcedures);

describe("the settlement report", () => {
  it("has the figures of the summary as its total, and those of a recount from the events", async () => {
    await fc.assert(
      fc.asyncProperty(severalLives, aPeriod, async (dossiers, period) => {
        const { total } = await reportOf(dossiers, period);
        const rows = rowsOfTold(dossiers);
        const [before0 = [], atEnd0 = [], now0 = []] = await figuresOver(rows).upTo(daysOf(period, TODAY), "field");
        const summary = summaryOf({
          period,
          scope: PROVINCE,
          procedures: [],
          before: before0,
          atEnd: atEnd0,
          now: now0,
          fields: [],
          asOf: AS_OF,
        });
        expect(summary).toMatchObject({ ...flatOnly(total) });
        const [dayBefore = "", last = ""] = daysOf(period, TODAY);
        const [before, atEnd] = [recountUpTo(dossiers, dayBefore), recountUpTo(dossiers, last)];
        const flow = (name: keyof typeof atEnd) => (atEnd[name] ?? 0) - (before[name] ?? 0);
        expect(total.settled.late).toBe(flow("settled.late"));
        expect(total.received.post).toBe(flow("received.post"));
        expect(total.open.total).toBe(atEnd.open ?? 0);
        expect(total.open.late).toBe(atEnd.openLate ?? 0);
        expect(total.ended).toEqual({ withdrawn: flow("ended.withdrawn"), stopped: flow("ended.stopped") });
        expect(total.toSettle).toBe(
          (before.open ?? 0) +
            (before.paused ?? 0) +
            total.received.online +
            total.received.counter +
            total.received.post,
        );
      }),
      { numRuns: 100 },
    );
  });

  it("adds up: units to procedures, procedures to fields, fields to the total", async () => {
    await fc.assert(
      fc.asyncProperty(severalLives, aPeriod, async (dossiers, period) => {
        const { fields, total } = await reportOf(dossiers, period);
        if (fields.length > 0) expect(added(fields)).toEqual(flat(total));
        else expect(Object.values(flat(total)).every((count) => count === 0)).toBe(true);
        for (const { figures, procedures } of fields) {
          expect(added(procedures)).toEqual(flat(figures));
          for (const procedure of procedures) expect(added(procedure.units)).toEqual(flat(procedure.figures));
        }
      }),
      { numRuns: 100 },
    );
  });

  it("balances in every row, counts nothing below zero, and leaves out rows of nothing", async () => {
    await fc.assert(
      fc.asyncProperty(severalLives, aPeriod, async (dossiers, period) => {
        const report = await reportOf(dossiers, period);
        expect(Settlement.parse(report)).toEqual(report);
        const rows = report.fields.flatMap((field) => [
          field,
          ...field.procedures.flatMap((procedure) => [procedure, ...procedure.units]),
        ]);
        for (const { figures } of [...rows, { figures: report.total }]) {
          const { received, settled, open, paused, ended } = figures;
          expect(received.carriedOver + received.total).toBe(
            settled.total + open.total + paused + ended.withdrawn + ended.stopped,
          );
          expect(received.total).toBe(received.online + received.counter + received.post);
          expect(settled.total).toBe(settled.early + settled.onTime + settled.late);
          expect(open.total).toBe(open.inTime + open.late);
          for (const count of Object.values(flat(figures))) expect(count).toBeGreaterThanOrEqual(0);
        }
        for (const { figures } of rows) expect(Object.values(flat(figures)).some((count) => count > 0)).toBe(true);
      }),
      { numRuns: 100 },
    );
  });

  it("counts a dossier in the row of its field, procedure and unit, and of one unit or field alone where asked", async () => {
    await fc.assert(
      fc.asyncProperty(severalLives, aPeriod, async (dossiers, period) => {
        const whole = await reportOf(dossiers, period);
        for (const unit of ["culture", "tourism", "sport"]) {
          const [dayBefore = "", last = ""] = daysOf(period, TODAY);
          const receivedUpTo = (day: string) =>
            dossiers
              .flatMap((one) => countedUpTo(one, day))
              .filter((counted) => counted.unit === unit && counted.metric.startsWith("received.")).length;
          const { total } = await reportOf(dossiers, period, { units: new Set([unit]), field: null });
          expect(total.received.total).toBe(receivedUpTo(last) - receivedUpTo(dayBefore));
        }
        for (const { id, figures } of whole.fields)
          expect((await reportOf(dossiers, period, { units: null, field: id })).total).toEqual(figures);
      }),
      { numRuns: 100 },
    );
  });

  it("names field, procedure and unit", async () => {
    const [dossiers] = fc.sample(severalLives, { numRuns: 1, seed: 3 });
    const { fields } = await reportOf(dossiers ?? [], { from: "2020-12-25", to: "2021-07-31" });
    expect(fields[0]).toMatchObject({ id: "field of culture", name: "F field of culture" });
    expect(fields[0]?.procedures[0]).toMatchObject({ code: "1.004650", name: "P 1.004650" });
    expect(fields[0]?.procedures[0]?.units[0]?.name).toMatch(/^U /);
  });

  it("calls late tomorrow what is due today, in a period that is not over", async () => {
    const place = { unit: "culture", field: "culture", procedure: "1" };
    const stood = stoodOf(
      {
        before: [],
        atEnd: [{ ...place, figures: { "received.online": 1, open: 1, openLate: 1 } }],
        now: [{ ...place, figures: { "received.online": 1, open: 1 } }],
      },
      PROVINCE,
    );
    const { total } = settlementOf({
      period: { from: "2021-01-01", to: "2021-12-31" },
      stood,
      names: NAMES,
      asOf: AS_OF,
    });
    expect(total.open).toEqual({ total: 1, inTime: 1, late: 0 });
  });

  it("is not made where a row cannot be true: the error names the smallest such row", () => {
    const good = { unit: "culture", field: "heritage", procedure: "1.004650" };
    const bad = { unit: "tourism", field: "heritage", procedure: "1.003784" };
    const made = (figures: object) => () =>
      settlementOf({
        period: { from: "2021-01-01", to: "2021-06-30" },
        stood: stoodOf(
          {
            before: [],
            atEnd: [
              { ...good, figures: { "received.online": 2, open: 2 } },
              { ...bad, figures },
            ],
            now: [],
          },
          PROVINCE,
        ),
        names: NAMES,
        asOf: AS_OF,
      });
    expect(made({ "received.online": 1, open: 1 })).not.toThrow();
    expect(made({ "received.online": 3, "settled.late": 1, open: 1 })).toThrow(SettlementUnbalanced);
    expect(made({ "received.online": 3, "settled.late": 1, open: 1 })).toThrow(
      /from 2021-01-01 to 2021-06-30, procedure 1\.003784 of unit tourism: carried over and received are 3, settled, open, paused and ended 2/,
    );
    expect(made({ "received.online": 1, open: 2, paused: -1 })).toThrow(/unit tourism: less than nothing/);
  });
});

/** Without what the summary calls otherwise. */
function flatOnly({ toSettle: _, ...figures }: SettlementFigures) {
  return figures;
}
