import { readableVnd } from "../payments/money.ts";
import type { TimeLimit } from "../working-time/time-limit.ts";
import type { FeeRule } from "./fee-rule.ts";
import { totalOf } from "./fees.ts";
import type { ProcedureVersion } from "./procedure-version.ts";

export type ProcedureSummary = Pick<
  ProcedureVersion,
  "code" | "name" | "field" | "level" | "onlineMode" | "version"
> & {
  fee: { summary: string };
  timeLimit: TimeLimit | null;
};

/** The least and the most that a filing can cost before quantities; alternatives exclude each other. */
const range = (fees: readonly FeeRule[]): [least: number, most: number] => {
  const amounts = (rules: readonly FeeRule[]) => rules.map(({ amount }) => amount);
  const groups = [...Map.groupBy(fees, (rule) => rule.alternative ?? rule.id).values()];
  const sum = (of: (...values: number[]) => number) =>
    totalOf(groups.map((rules) => ({ amount: of(...amounts(rules)) })));
  return [sum(Math.min), sum(Math.max)];
};

/** What is said of the fees where nobody here knows them. */
export const FEES_UNKNOWN = "Chưa có mức phí";

/** What it costs in one line: nothing, one sum, or between which sums. */
const feeSummary = (fees: readonly FeeRule[]): string => {
  const [least, most] = range(fees);
  if (most === 0) return "Miễn phí";
  if (fees.some(({ quantity }) => quantity)) return `Từ ${readableVnd(least)} đồng`;
  return least === most ? `${readableVnd(most)} đồng` : `${readableVnd(least)} – ${readableVnd(most)} đồng`;
};

/** A procedure in one line of a list: limit and fees of the online channel, or of the first where there is none. */
export const summaryOf = (procedure: ProcedureVersion): ProcedureSummary => {
  const { code, name, field, level, onlineMode, version, channels, feesUnknown } = procedure;
  const offered = channels.find(({ channel }) => channel === "online") ?? channels[0];
  return {
    code,
    name,
    field,
    level,
    onlineMode,
    fee: { summary: feesUnknown ? FEES_UNKNOWN : feeSummary(offered?.fees ?? []) },
    timeLimit: offered?.timeLimit ?? null,
    version,
  };
};
