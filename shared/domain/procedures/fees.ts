import type { Fee, ProcedureVersion } from "./procedure-version.ts";

export type DueMoment = Fee["due"];
export type FilingChannel = ProcedureVersion["channels"][number]["channel"];

/** One thing to pay, integer VND. */
export type FeeItem = Omit<Fee, "due">;

/** What is due at a moment on a channel, by the version the dossier was filed under; empty where it costs nothing. */
export const feesDue = (version: ProcedureVersion, channel: FilingChannel, due: DueMoment): FeeItem[] => {
  const fees = version.channels.find((offered) => offered.channel === channel)?.fees ?? [];
  return fees.filter((fee) => fee.due === due).map(({ id, name, kind, amount }) => ({ id, name, kind, amount }));
};

/** The sum in VND. Throws beyond what an integer holds exactly: money is never rounded. */
export const totalOf = (items: readonly Pick<FeeItem, "amount">[]): number => {
  const total = items.reduce((sum, { amount }) => sum + amount, 0);
  if (!Number.isSafeInteger(total)) throw new RangeError("The sum of the fees is not an exact integer.");
  return total;
};
