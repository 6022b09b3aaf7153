import * as z from "zod";
import { flowOf } from "./index-766-measures.ts";
import { groupedBy, type Period, type ReportNames, type Stood, standingsOf } from "./standing-rows.ts";
import { rateOf } from "./summary.ts";
import { LEAST_RESPONSES, type Rated, suppressedIn } from "./suppress.ts";

const Count = z.number().int();
const Rate = z.number().nullable();

/**
 * What people said of a group of dossiers. `responseRate` is the share of ratings given among the results handed over in
 * the period; a rating may come later than its result. `satisfied`: overall 4 or 5 of 5. All but `returned` is null where
 * it is `suppressed`.
 */
const Group = z.object({
  returned: Count,
  responses: Count.nullable(),
  responseRate: Rate,
  satisfied: Count.nullable(),
  rate: Rate,
  suppressed: z.boolean(),
});
type Group = z.infer<typeof Group>;

/** Ratings by unit and procedure. Those of fewer than `leastResponses` are not told, nor what they could be computed from. */
export const Satisfaction = z.object({
  period: z.object({ from: z.string(), to: z.string() }),
  leastResponses: Count,
  total: Group,
  units: z.array(
    Group.extend({
      id: z.string(),
      name: z.string(),
      procedures: z.array(Group.extend({ code: z.string(), name: z.string() })),
    }),
  ),
  asOf: z.string(),
});
export type Satisfaction = z.infer<typeof Satisfaction>;

type Node = Omit<Rated, "below"> & { satisfied: number; id: string; below: Node[] };

const nodeOf = (id: string, all: readonly Stood[], below: Node[] = []): Node => {
  const standings = standingsOf(all);
  return {
    id,
    below,
    returned:
      flowOf(standings, "returned.online") + flowOf(standings, "returned.counter") + flowOf(standings, "returned.post"),
    responses: flowOf(standings, "rated"),
    satisfied: flowOf(standings, "satisfied"),
  };
};

const isSomething = ({ returned, responses }: Node): boolean => returned > 0 || responses > 0;

export type RatedPeriod = { period: Period; stood: readonly Stood[]; names: ReportNames; asOf: string };

/** What people thought, by the unit that received their dossier and by its procedure. */
export const satisfactionOf = ({ period, stood, names, asOf }: RatedPeriod): Satisfaction => {
  const units = groupedBy(stood, "unit")
    .map(([unit, ofUnit]) => {
      const procedures = groupedBy(ofUnit, "procedure").map(([code, all]) => nodeOf(code, all));
      return nodeOf(unit, ofUnit, procedures.filter(isSomething));
    })
    .filter(isSomething);
  const total = nodeOf("", stood, units);
  const suppressed = suppressedIn(total);
  const shown = (node: Node): Group => {
    const { returned, responses, satisfied } = node;
    if (suppressed.has(node))
      return { returned, responses: null, responseRate: null, satisfied: null, rate: null, suppressed: true };
    return {
      returned,
      responses,
      responseRate: rateOf(responses, returned),
      satisfied,
      rate: rateOf(satisfied, responses),
      suppressed: false,
    };
  };
  return {
    period,
    leastResponses: LEAST_RESPONSES,
    total: shown(total),
    units: units.map((unit) => ({
      id: unit.id,
      name: names.unit(unit.id),
      ...shown(unit),
      procedures: unit.below.map((one) => ({ code: one.id, name: names.procedure(one.id), ...shown(one) })),
    })),
    asOf,
  };
};
