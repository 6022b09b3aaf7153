import type { Dossier } from "../../shared/domain/dossiers/dossier.ts";
import { type GivenReminder, reminderName } from "../../shared/domain/reminders/reminder.ts";
import { type Look, type ReminderStore, SHARDS } from "../../shared/domain/reminders/reminder-store.ts";

export type ReminderStoreFake = ReminderStore & {
  dossiers: Map<string, Dossier>;
  looks: Map<string, Look>;
};

const nameOf = ({ at, dossierId }: Look): string => `${at}#${dossierId}`;

/** The plan of reminders in memory, by the same laws as the table's (test/contracts/reminder-store.test.ts). */
export const reminderStoreFake = (): ReminderStoreFake => {
  const dossiers = new Map<string, Dossier>();
  const looks = new Map<string, Look>();
  const records = new Map<string, Map<string, GivenReminder>>();
  const shardOf = (dossierId: string): number => dossierId.charCodeAt(0) % SHARDS;
  return {
    dossiers,
    looks,
    readDossier: async (dossierId) => dossiers.get(dossierId),
    given: async (dossierId) => [...(records.get(dossierId)?.values() ?? [])],
    plan: async (look) => void looks.set(nameOf(look), look),
    due: async (shard, until, { limit, after }) => {
      const found = [...looks.values()]
        .filter(({ at, dossierId }) => shardOf(dossierId) === shard && at <= until)
        .filter((look) => after === undefined || nameOf(look) > nameOf(after))
        .sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
      const page = found.slice(0, limit);
      return { looks: page, next: found.length > limit ? (page.at(-1) ?? null) : null };
    },
    markGiven: async (dossierId, reminder) => {
      const record = records.get(dossierId) ?? new Map<string, GivenReminder>();
      const name = reminderName(reminder);
      if (!record.has(name)) record.set(name, reminder);
      records.set(dossierId, record);
    },
    forget: async (look) => void looks.delete(nameOf(look)),
  };
};
