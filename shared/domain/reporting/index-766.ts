import * as z from "zod";
import {
  askedRepeatedly,
  averageDays,
  type Fraction,
  flowOf,
  type IndexedProcedure,
  inTimeByClocks,
  inTimeByDecision,
  MEASURES,
  settledIn,
} from "./index-766-measures.ts";
import { GROUPS, INDICATORS, type Indicator, TERMS } from "./index-766-terms.ts";
import { groupedBy, type Period, type ReportNames, type Stood, standingsOf } from "./standing-rows.ts";
import { rateOf } from "./summary.ts";

const Count = z.number().int();
const Words = z.object({ vi: z.string(), en: z.string() });
const Rate = z.object({ numerator: Count, denominator: Count, rate: z.number().nullable() });
const Points = z.number().min(0).nullable();

/**
 * One indicator. Rates are fractions with four decimals, points have two; both are null where nothing is counted, which
 * is not applicable and neither 0 % nor 100 %, and where it is not measured. `unmeasured` then says why.
 * What is not scored (`maximum` null, the average time) has no rate either: minutes are no part of dossiers.
 */
const IndicatorRow = Rate.extend({
  id: z.string(),
  group: z.string(),
  name: Words,
  formula: Words,
  numerator: Count.nullable(),
  denominator: Count.nullable(),
  threshold: z.number(),
  maximum: z.number().nullable(),
  points: Points,
  unmeasured: Words.nullable(),
});
export type IndicatorRow = z.infer<typeof IndicatorRow>;

/** `applicable` is what could be won of `maximum` by what is measured and applies; points are of that, and never filled up. */
const Score = z.object({ maximum: z.number(), applicable: z.number(), points: Points });

/**
 * The index of Decision 766/QĐ-TTg for a period. In `onTime` its sense stands beside that of our clocks: it counts as
 * late what was asked for a supplement more than once (`askedRepeatedly`). `lateness` says of each unit how many were
 * settled late of those that it received, and how many became late while it held them.
 */
export const Index766 = z.object({
  period: z.object({ from: z.string(), to: z.string() }),
  terms: z.object({
    decision: z.string(),
    date: z.string(),
    confidence: z.record(z.string(), z.enum(["sourced", "secondary", "assumed"])),
    note: Words,
  }),
  total: Score,
  groups: z.array(Score.extend({ id: z.string(), name: Words })),
  indicators: z.array(IndicatorRow),
  onTime: z.object({ byDecision: Rate, byClocks: Rate, askedRepeatedly: Count }),
  averageDays: z.number().nullable(),
  averageTimes: z.array(
    z.object({ code: z.string(), name: z.string(), settled: Count, averageDays: z.number().nullable() }),
  ),
  lateness: z.array(z.object({ id: z.string(), name: z.string(), settledLate: Count, heldWhenLate: Count })),
  asOf: z.string(),
});
export type Index766 = z.infer<typeof Index766>;

/** Two decimals, as the decision's points have. */
const rounded = (points: number): number => Math.round((points + Number.EPSILON) * 100) / 100;

/** Points of a rate: all from the threshold on, below it in proportion; null where nothing is counted or scored. */
export const pointsOf = (
  { numerator, denominator }: Fraction,
  { maximum, threshold }: Pick<Indicator, "maximum" | "threshold">,
): number | null => {
  if (denominator === 0 || maximum === null) return null;
  return rounded(Math.min(maximum, ((numerator / denominator) * maximum) / threshold));
};

const rate = ({ numerator, denominator }: Fraction) => ({
  numerator,
  denominator,
  rate: rateOf(numerator, denominator),
});

const scoreOf = (maximum: number, rows: readonly IndicatorRow[]): z.infer<typeof Score> => {
  const scored = rows.filter(({ points }) => points !== null);
  return {
    maximum,
    applicable: rounded(scored.reduce((sum, row) => sum + (row.maximum ?? 0), 0)),
    points: scored.length === 0 ? null : rounded(scored.reduce((sum, { points }) => sum + (points ?? 0), 0)),
  };
};

export type Indexed = {
  period: Period;
  stood: readonly Stood[];
  /** In force at the end of the period. */
  published: readonly IndexedProcedure[];
  names: ReportNames;
  asOf: string;
};

const UNMEASURED = { numerator: null, denominator: null, rate: null, points: null };

/** The index of a period, of all that was counted in it and all that was published at its end. */
export const index766Of = ({ period, stood, published, names, asOf }: Indexed): Index766 => {
  const standings = standingsOf(stood);
  const procedures = groupedBy(stood, "procedure").map(([code, all]) => ({ code, standings: standingsOf(all) }));
  const byProcedure = new Map(procedures.map((one) => [one.code, one.standings]));
  const facts = { standings, byProcedure, published };
  const indicators = INDICATORS.map((indicator): IndicatorRow => {
    const { id, group, name, formula, maximum, threshold, unmeasured = null } = indicator;
    const measured = MEASURES[id]?.(facts);
    const figures = measured ? { ...rate(measured), points: pointsOf(measured, indicator) } : UNMEASURED;
    const shown = maximum === null ? { ...figures, rate: null } : figures;
    return { id, group, name, formula, ...shown, threshold, maximum, unmeasured };
  });
  const groups = GROUPS.map(({ id, name, maximum }) => ({
    id,
    name,
    ...scoreOf(
      maximum,
      indicators.filter(({ group }) => group === id),
    ),
  }));
  return {
    period,
    terms: { ...TERMS, confidence: { ...TERMS.confidence } },
    total: scoreOf(
      GROUPS.reduce((sum, { maximum }) => sum + maximum, 0),
      indicators,
    ),
    groups,
    indicators,
    onTime: {
      byDecision: rate(inTimeByDecision(standings)),
      byClocks: rate(inTimeByClocks(standings)),
      askedRepeatedly: askedRepeatedly(standings),
    },
    averageDays: averageDays(standings),
    averageTimes: procedures
      .map(({ code, standings: own }) => ({
        code,
        name: names.procedure(code),
        settled: settledIn(own),
        averageDays: averageDays(own),
      }))
      .filter(({ settled }) => settled > 0),
    lateness: groupedBy(stood, "unit")
      .map(([id, all]) => {
        const own = standingsOf(all);
        return {
          id,
          name: names.unit(id),
          settledLate: flowOf(own, "settled.late"),
          heldWhenLate: flowOf(own, "settled.lateHeld"),
        };
      })
      .filter(({ settledLate, heldWhenLate }) => settledLate > 0 || heldWhenLate > 0),
    asOf,
  };
};
