import type { Instant } from "../foundation/instant.ts";
import { isRefusal } from "../foundation/refusal.ts";
import type { ProcedureCatalogue } from "../procedures/catalogue.ts";
import type { WorkingCalendar } from "../working-time/calendar.ts";
import { correctedBy, isProvisional, mayMove, toldDates } from "./correct-dates.ts";
import type { Filed } from "./dossier.ts";

const MOST_EXAMPLES = 20;

/** What a calendar would move of the dossiers given. `moved` counts those whose applicants would be told of a date. */
export type CorrectionsPreview = {
  moved: number;
  earlier: number;
  later: number;
  /** Dates that would be final at last, moved or not. */
  provisionalEnds: number;
  byUnit: Record<string, number>;
  examples: { code: string; from: Instant | null; to: Instant | null }[];
};

/** Reckons each dossier by the calendar, and changes none. What the calendar's years do not reach stays as it is. */
export const correctionsBy = async (
  dossiers: readonly Filed[],
  calendar: WorkingCalendar,
  versionOf: ProcedureCatalogue["version"],
): Promise<CorrectionsPreview> => {
  const preview: CorrectionsPreview = { moved: 0, earlier: 0, later: 0, provisionalEnds: 0, byUnit: {}, examples: [] };
  for (const dossier of dossiers) {
    if (!mayMove(dossier)) continue;
    const { code, version: number } = dossier.procedure;
    const version = await versionOf(code, number);
    if (!version) throw new Error(`procedure ${code} has lost version ${number}`);
    const after = correctedBy(dossier, version, calendar);
    if (after === null || isRefusal(after)) continue;
    if (isProvisional(dossier) && !isProvisional(after)) preview.provisionalEnds += 1;
    const [before, now] = [toldDates(dossier), toldDates(after)];
    const date = before.dueAt === now.dueAt ? "acceptBy" : "dueAt";
    const [from, to] = [before[date], now[date]];
    if (from === to) continue;
    const { unit } = dossier.step;
    preview.moved += 1;
    preview.byUnit[unit] = (preview.byUnit[unit] ?? 0) + 1;
    if (from !== null && to !== null) preview[to < from ? "earlier" : "later"] += 1;
    if (preview.examples.length < MOST_EXAMPLES) preview.examples.push({ code: dossier.code, from, to });
  }
  return preview;
};
