import type { DayRoot, DayRootStore } from "../../shared/domain/reporting/day-root.ts";

/** Roots of days in memory. */
export const dayRootsFake = (): DayRootStore & { all: () => DayRoot[] } => {
  const kept = new Map<string, DayRoot>();
  return {
    all: () => [...kept.values()],
    ofMonth: async (month) => [...kept.values()].filter(({ day }) => day.startsWith(month)),
    keep: async (root) => {
      const was = kept.get(root.day);
      if (was === undefined) kept.set(root.day, root);
      return was === undefined || was.root === root.root ? undefined : { was };
    },
  };
};
