import type { HealthStore, ProviderHealth } from "../../shared/domain/notifications/provider-health.ts";

/** How providers do, in memory, by the same laws as the table's (test/contracts/health-store.test.ts). */
export const healthStoreFake = (): HealthStore & { healths: Map<string, ProviderHealth> } => {
  const healths = new Map<string, ProviderHealth>();
  return {
    healths,
    read: async (channel) =>
      [...healths].filter(([name]) => name.startsWith(`${channel} `)).map(([, health]) => health),
    write: async (channel, before, after) => {
      const name = `${channel} ${after.provider}`;
      const held = healths.get(name);
      if (held?.changedAt !== before?.changedAt || held?.rests !== before?.rests) return false;
      healths.set(name, after);
      return true;
    },
  };
};
