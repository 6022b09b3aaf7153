import type { TimeLimit } from "../working-time/time-limit.ts";
import { totalOf } from "./fees.ts";
import type { ProcedureVersion } from "./procedure-version.ts";

export type ProcedureSummary = Pick<
  ProcedureVersion,
  "code" | "name" | "field" | "level" | "onlineMode" | "version"
> & {
  fee: { summary: string };
  timeLimit: TimeLimit | null;
};

/** `650.000 đồng`, as sums are written in Việt Nam. */
const written = (amount: number): string => `${String(amount).replaceAll(/\B(?=(\d{3})+$)/g, ".")} đồng`;

/** A procedure in one line of a list: limit and fees of the online channel, or of the first where there is none. */
export const summaryOf = (procedure: ProcedureVersion): ProcedureSummary => {
  const { code, name, field, level, onlineMode, version, channels } = procedure;
  const offered = channels.find(({ channel }) => channel === "online") ?? channels[0];
  const total = totalOf(offered?.fees ?? []);
  return {
    code,
    name,
    field,
    level,
    onlineMode,
    fee: { summary: total === 0 ? "Miễn phí" : written(total) },
    timeLimit: offered?.timeLimit ?? null,
    version,
  };
};
