import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Figures } from "../../../shared/domain/reporting/figures.ts";
import { type Index766, index766Of, pointsOf, Index766 as Schema } from "../../../shared/domain/reporting/index-766.ts";
import { type IndexedProcedure, MEASURES } from "../../../shared/domain/reporting/index-766-measures.ts";
import { GROUPS, INDICATORS } from "../../../shared/domain/reporting/index-766-terms.ts";
import { countedUpTo } from "../../../shared/domain/reporting/recount.ts";
import { stoodOf } from "../../../shared/domain/reporting/standing-rows.ts";
import { ofSeveralProcedures, PROVINCE, stoodIn } from "../../builders/stood.ts";
import { toldLives } from "../../builders/told-lives.ts";

const NAMES = { field: (id: string) => id, procedure: (code: string) => `P ${code}`, unit: (id: string) => `U ${id}` };
const PERIOD = { from: "2021-01-01", to: "2021-06-30" };
const AS_OF = "2021-08-01T00:00:00.000Z";
const PLACE = { unit: "culture", field: "heritage", procedure: "1.004650" };
const FEE = { id: "fee", name: "Phí", kind: "fee" as const, amount: 100_000, due: "submission" as const };
const LIMIT = { value: 5, unit: "working-day" as const };

const procedure = (over: Partial<IndexedProcedure> = {}): IndexedProcedure => ({
  code: "1.004650",
  name: "Cấp giấy phép",
  level: 4,
  onlineMode: "full",
  units: ["culture"],
  fee: { summary: "Miễn phí" },
  channels: [{ channel: "online", timeLimit: LIMIT, fees: [] }],
  words: { formFields: [], documents: ["Đơn"], legalBases: ["Nghị định"] },
  ...over,
});

const indexOf = (atEnd: Figures, { before = {} as Figures, now = atEnd, published = [procedure()] } = {}): Index766 =>
  index766Of({
    period: PERIOD,
    stood: stoodOf(
      {
        before: [{ ...PLACE, figures: before }],
        atEnd: [{ ...PLACE, figures: atEnd }],
        now: [{ ...PLACE, figures: now }],
      },
      PROVINCE,
    ),
    published,
    names: NAMES,
    asOf: AS_OF,
  });

const shown = (index: Index766, id: string) => {
  const row = index.indicators.find((one) => one.id === id);
  if (!row) throw new Error(`no indicator ${id}`);
  return row;
};

describe("the table of Decision 766", () => {
  it("gives each group its maximum, 100 in all, shared out among its indicators", () => {
    expect(GROUPS.reduce((sum, { maximum }) => sum + maximum, 0)).toBe(100);
    for (const { id, maximum } of GROUPS) {
      const own = INDICATORS.filter(({ group }) => group === id).reduce((sum, one) => sum + (one.maximum ?? 0), 0);
      expect([id, own]).toEqual([id, expect.closeTo(maximum, 9)]);
    }
  });

  it("measures an indicator, or says in both languages why it does not", () => {
    for (const { id, unmeasured } of INDICATORS) {
      expect([id, id in MEASURES]).toEqual([id, unmeasured === undefined]);
      if (unmeasured) for (const words of [unmeasured.vi, unmeasured.en]) expect(words).toMatch(/\.$/);
    }
    expect(Object.keys(MEASURES).sort()).toEqual(
      INDICATORS.flatMap(({ id, unmeasured }) => (unmeasured ? [] : [id])).sort(),
    );
  });
});

describe("points", () => {
  const terms = { maximum: 5, threshold: 0.8 };

  it("are all of them from the threshold on, and in proportion below it, with two decimals", () => {
    expect(pointsOf({ numerator: 8, denominator: 10 }, terms)).toBe(5);
    expect(pointsOf({ numerator: 10, denominator: 10 }, terms)).toBe(5);
    expect(pointsOf({ numerator: 4, denominator: 10 }, terms)).toBe(2.5);
    expect(pointsOf({ numerator: 1, denominator: 3 }, terms)).toBe(2.08);
    expect(pointsOf({ numerator: 0, denominator: 3 }, terms)).toBe(0);
  });

  it("are not applicable where nothing is counted, neither none nor all", () => {
    expect(pointsOf({ numerator: 0, denominator: 0 }, terms)).toBeNull();
    const { indicators, groups, total } = indexOf({}, { published: [] });
    for (const { rate, points } of indicators) expect([rate, points]).toEqual([null, null]);
    for (const { points, applicable } of groups) expect([points, applicable]).toEqual([null, 0]);
    expect(total).toEqual({ maximum: 100, applicable: 0, points: null });
  });
});

describe("index 766", () => {
  it("counts as late what was asked twice, and shows our clocks beside it", () => {
    const index = indexOf({
      "settled.early": 2,
      "settled.onTime": 3,
      "settled.late": 1,
      "settled.repeated": 1,
      open: 3,
      openLate: 1,
      paused: 2,
      pausedLate: 1,
      repeatedInTime: 1,
    });
    expect(index.onTime).toEqual({
      byClocks: { numerator: 8, denominator: 11, rate: 0.7273 },
      byDecision: { numerator: 6, denominator: 11, rate: 0.5455 },
      askedRepeatedly: 2,
    });
    expect(shown(index, "2.1")).toMatchObject({ numerator: 6, denominator: 11, points: 10.91 });
    expect(index.groups[1]).toMatchObject({ maximum: 20, applicable: 20, points: 10.91 });
  });

  it("counts what happened in the period alone, and what is late by today and no later", () => {
    const index = indexOf(
      { "settled.late": 5, "settled.onTime": 4, open: 1, openLate: 1 },
      { before: { "settled.late": 5, "settled.onTime": 1 }, now: { open: 1 } },
    );
    expect(shown(index, "2.1")).toMatchObject({ numerator: 4, denominator: 4, rate: 1, points: 20 });
  });

  it("tells the average time of each procedure in days, without points", () => {
    const index = indexOf({ "settled.early": 2, "settled.minutes": 4320 });
    expect(index.averageDays).toBe(1.5);
    expect(index.averageTimes).toEqual([{ code: "1.004650", name: "P 1.004650", settled: 2, averageDays: 1.5 }]);
    expect(shown(index, "2.2")).toMatchObject({ numerator: 4320, denominator: 2, rate: null, points: null });
    expect(indexOf({}).averageTimes).toEqual([]);
  });

  it("measures what is published: complete, online, used, payable", () => {
    const published = [
      procedure(),
      procedure({ code: "2", level: 3, channels: [{ channel: "online", timeLimit: LIMIT, fees: [FEE] }] }),
      procedure({ code: "3", channels: [{ channel: "online", timeLimit: LIMIT, fees: [FEE] }] }),
      procedure({ code: "4", level: 2, onlineMode: "information", fee: { summary: "Chưa có mức phí" } }),
      procedure({ code: "5", level: 1, channels: [{ channel: "counter", timeLimit: null, fees: [] }] }),
      procedure({ code: "6", words: { formFields: [], documents: [], legalBases: ["Luật"] } }),
      procedure({ code: "7", words: { formFields: [], documents: ["Đơn"], legalBases: [] } }),
      procedure({ code: "8", channels: [{ channel: "online", timeLimit: LIMIT, fees: [{ ...FEE, amount: 0 }] }] }),
    ];
    const index = indexOf({ "received.online": 1 }, { published });
    expect(shown(index, "1.3")).toMatchObject({ numerator: 4, denominator: 8 });
    expect(shown(index, "3.1a")).toMatchObject({ numerator: 6, denominator: 8, rate: 0.75, points: 2.25 });
    expect(shown(index, "3.2")).toMatchObject({ numerator: 1, denominator: 6 });
    expect(shown(index, "3.5")).toMatchObject({ numerator: 1, denominator: 2 });
  });

  it("does not take a procedure filed at the counter for an online service that was used", () => {
    expect(shown(indexOf({ "received.counter": 3 }), "3.2")).toMatchObject({ numerator: 0, denominator: 1, points: 0 });
  });

  it("measures electronic results, payments and what people thought", () => {
    const index = indexOf(
      {
        "received.online": 8,
        "received.counter": 2,
        "settled.onTime": 10,
        "settled.electronic": 6,
        "settled.onlineElectronic": 5,
        "fees.due": 4,
        "fees.paidOnline": 3,
        "fees.paidCounter": 1,
        rated: 5,
        satisfied: 3,
      },
      { before: { open: 5, paused: 5 } },
    );
    expect(shown(index, "3.3")).toMatchObject({ numerator: 5, denominator: 20, rate: 0.25, points: 1.2 });
    expect(shown(index, "3.6")).toMatchObject({ numerator: 3, denominator: 4, points: 3.75 });
    expect(shown(index, "4.1")).toMatchObject({ numerator: 6, denominator: 10, points: 2.64 });
    expect(shown(index, "5.4")).toMatchObject({ numerator: 8, denominator: 10, rate: 0.8, points: 4 });
  });

  it("blames the unit that held what became late, and not the one that received it", () => {
    const { lateness } = index766Of({
      period: PERIOD,
      stood: stoodOf(
        {
          before: [],
          atEnd: [
            { ...PLACE, figures: { "settled.late": 3, "settled.lateHeld": 1 } },
            { ...PLACE, unit: "leadership", figures: { "settled.lateHeld": 2 } },
            { ...PLACE, unit: "sport", figures: { "settled.onTime": 2 } },
          ],
          now: [],
        },
        PROVINCE,
      ),
      published: [],
      names: NAMES,
      asOf: AS_OF,
    });
    expect(lateness).toEqual([
      { id: "culture", name: "U culture", settledLate: 3, heldWhenLate: 1 },
      { id: "leadership", name: "U leadership", settledLate: 0, heldWhenLate: 2 },
    ]);
  });

  it("holds whatever happened: rates between none and all, points up to the maximum, every lateness blamed on somebody", async () => {
    const published = ["1.004650", "1.003784", "9"].map((code) => procedure({ code }));
    await fc.assert(
      fc.asyncProperty(toldLives, fc.integer({ min: 0, max: 150 }), async (lives, length) => {
        const dossiers = ofSeveralProcedures(lives);
        const to = new Date(Date.parse("2021-01-01") + length * 86_400_000).toISOString().slice(0, 10);
        const period = { from: "2021-01-01", to };
        const stood = await stoodIn(dossiers, period);
        const index = index766Of({
          period,
          stood,
          published,
          names: NAMES,
          asOf: AS_OF,
        });
        expect(Schema.parse(index)).toEqual(index);
        for (const { id, rate, points, maximum } of index.indicators) {
          // What is paid in a period may have become due before it.
          if (rate !== null && id !== "3.6") expect(rate).toBeLessThanOrEqual(1);
          if (rate !== null) expect(rate).toBeGreaterThanOrEqual(0);
          if (points !== null) expect(points).toBeLessThanOrEqual(maximum ?? 0);
        }
        const { byDecision, byClocks, askedRepeatedly } = index.onTime;
        expect(byClocks.numerator - byDecision.numerator).toBe(askedRepeatedly);
        expect(index.lateness.reduce((sum, one) => sum + one.settledLate, 0)).toBe(
          index.lateness.reduce((sum, one) => sum + one.heldWhenLate, 0),
        );
        const late = (day: string) =>
          dossiers.flatMap((one) => countedUpTo(one, day)).filter(({ metric }) => metric === "settled.lateHeld");
        for (const { id, heldWhenLate } of index.lateness) {
          const ofUnit = (day: string) => late(day).filter(({ unit }) => unit === id).length;
          expect(heldWhenLate).toBe(ofUnit(to) - ofUnit("2020-12-31"));
        }
      }),
      { numRuns: 100 },
    );
  });
});
