import type { Level, PublishedProcedure } from "./procedure-version.ts";

/** What the level is derived from. */
type Offer = Pick<PublishedProcedure, "channels" | "documents" | "onlineMode" | "payable" | "returns">;

/**
 * The level of Decree 43/2011/NĐ-CP, art. 3, derived from what is published and never typed: 1 information; 2 and
 * blank forms to download; 3 and filing online; 4 and the fees, where there are any, paid online and the result given
 * online.
 */
export const levelOf = ({ channels, documents, onlineMode, payable, returns }: Offer): Level => {
  const online = onlineMode === "information" ? undefined : channels.find(({ channel }) => channel === "online");
  if (online) {
    const paidOnline = online.fees.length === 0 || payable.includes("online");
    return paidOnline && returns.includes("online") ? 4 : 3;
  }
  return documents.some(({ formId }) => formId !== undefined) ? 2 : 1;
};
