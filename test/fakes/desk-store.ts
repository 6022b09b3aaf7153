import type { Called, CallFacts, DeskStore, DeskTask } from "../../shared/domain/notifications/desk.ts";

export type DeskStoreFake = DeskStore & {
  tasks: Map<string, DeskTask & { called?: Called }>;
  /** Whom to call and what was tried, by outbox id; nobody and nothing where it has no entry. */
  known: Map<string, CallFacts>;
};

/** Calls to be made, in memory, by the same laws as the table's (test/contracts/desk-store.test.ts). */
export const deskStoreFake = (): DeskStoreFake => {
  const tasks: DeskStoreFake["tasks"] = new Map();
  const known: DeskStoreFake["known"] = new Map();
  const waiting = (outboxId: string) => {
    const task = tasks.get(outboxId);
    return task?.called === undefined ? task : undefined;
  };
  return {
    tasks,
    known,
    put: async (task) => {
      if (!tasks.has(task.outboxId)) tasks.set(task.outboxId, task);
    },
    drop: async ({ outboxId }) => {
      if (waiting(outboxId)) tasks.delete(outboxId);
    },
    read: async ({ outboxId }) => tasks.get(outboxId),
    facts: async (asked) => asked.map(({ outboxId }) => known.get(outboxId) ?? { applicant: null, tried: [] }),
    list: async (unit, { limit, after }) => {
      const place = ({ at, outboxId }: DeskTask): string => `${at}#${outboxId}`;
      const all = [...tasks.values()]
        .filter((task) => task.unit === unit && task.called === undefined)
        .sort((a, b) => (place(a) < place(b) ? -1 : 1))
        .filter((task) => after === undefined || place(task) > after);
      const page = all.slice(0, limit);
      const last = page.at(-1);
      return { tasks: page, next: all.length > limit && last ? place(last) : null };
    },
    complete: async ({ outboxId }, called) => {
      const task = waiting(outboxId);
      if (!task) return false;
      tasks.set(outboxId, { ...task, called });
      return true;
    },
  };
};
