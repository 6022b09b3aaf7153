import { provinceDate } from "../../shared/domain/foundation/instant.ts";
import type { CapsStore } from "../../shared/domain/notifications/caps.ts";

/** Counted courtesies in memory, by the same laws as the table's (test/contracts/caps-store.test.ts). */
export const capsStoreFake = (): CapsStore & { counted: Map<string, Set<string>> } => {
  const counted = new Map<string, Set<string>>();
  return {
    counted,
    take: async ({ kind, name }, { outboxId, at, cap }) => {
      const key = `${provinceDate(at)} ${kind} ${name}`;
      const ids = counted.get(key) ?? new Set();
      if (ids.size > 0 && ids.size >= cap && !ids.has(outboxId)) return false;
      counted.set(key, ids.add(outboxId));
      return true;
    },
  };
};
