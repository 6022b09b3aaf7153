import type { Level, PublishedProcedure } from "./procedure-version.ts";

/**
 * The level of Decree 43/2011/NĐ-CP, art. 3, derived from what is published and never typed: 1 information; 2 and
 * blank forms to download; 3 and filing online; 4 and payment and result online, nothing left to do in person.
 * A procedure that is wholly online (`full`) has nothing in person by definition; a partial one has.
 */
export const levelOf = ({ channels, documents, onlineMode }: PublishedProcedure): Level => {
  const filedOnline = onlineMode !== "information" && channels.some(({ channel }) => channel === "online");
  if (filedOnline) return onlineMode === "full" ? 4 : 3;
  return documents.some(({ formId }) => formId !== undefined) ? 2 : 1;
};
