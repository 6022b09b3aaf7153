import type { DayRoot, DayRootStore } from "../../shared/domain/reporting/day-root.ts";

const MONTH_LENGTH = 7;

/**
 * Keeps the roots of days that have none yet. Answers the days whose events are no longer what they were when their root
 * was kept: one was changed, added or left out since.
 */
export const keepDayRoots = async (found: readonly DayRoot[], roots: DayRootStore): Promise<string[]> => {
  const changed: string[] = [];
  for (const [month, days] of Map.groupBy(found, ({ day }) => day.slice(0, MONTH_LENGTH))) {
    const kept = new Map((await roots.ofMonth(month)).map(({ day, root }) => [day, root]));
    for (const one of days) {
      const known = kept.get(one.day) ?? (await roots.keep(one))?.was.root ?? one.root;
      if (known !== one.root) changed.push(one.day);
      kept.delete(one.day);
    }
    changed.push(...kept.keys());
  }
  return changed.sort();
};
