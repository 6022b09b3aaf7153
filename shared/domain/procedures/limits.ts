import type { TimeLimit } from "../working-time/time-limit.ts";
import type { FilingChannel } from "./fees.ts";
import type { ProcedureVersion } from "./procedure-version.ts";

/** The limit a dossier is settled within: its case's own, else its channel's; null where none is published. */
export const timeLimitOf = (
  version: ProcedureVersion,
  filed: { channel: FilingChannel; case: string | null },
): TimeLimit | null => {
  const offered = version.channels.find(({ channel }) => channel === filed.channel);
  return offered?.caseLimits?.find((limit) => limit.case === filed.case)?.timeLimit ?? offered?.timeLimit ?? null;
};
