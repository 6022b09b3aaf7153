import type { Notice, NoticeKey, NoticeStore, NoticeSubject } from "../../shared/domain/notifications/notice.ts";

export type NoticeStoreFake = NoticeStore & {
  rows: Map<string, Notice>;
  sentNotices(dossierId: string): Notice[];
};

const nameOf = ({ dossierId, outboxId, channel }: NoticeKey): string => `${dossierId} ${outboxId}#${channel}`;

/** Notices in memory, by the same laws as the table's (test/contracts/notice-store.test.ts). */
export const noticeStoreFake = (subjects: readonly Omit<NoticeSubject, "notice">[] = []): NoticeStoreFake => {
  const rows = new Map<string, Notice>();

  const isFree = (row: Notice | undefined, at: string): boolean =>
    !row || row.state === "failed" || (row.state === "claimed" && (row.leaseUntil ?? "") < at);

  const whileClaimed = (key: NoticeKey, attempt: number, change: Partial<Notice>): void => {
    const row = rows.get(nameOf(key));
    if (row?.state === "claimed" && row.attempt === attempt) rows.set(nameOf(key), { ...row, ...change });
  };
  const read = (key: NoticeKey): Notice | undefined => rows.get(nameOf(key));

  return {
    rows,
    sentNotices: (dossierId) =>
      [...rows]
        .filter(([name]) => name.startsWith(`${dossierId} `))
        .map(([, row]) => row)
        .sort((a, b) => (a.at < b.at ? -1 : 1)),

    readSubject: async ({ dossierId, outboxId, commandId }, channel) => {
      const found = subjects.find(({ event }) => event.dossierId === dossierId && event.commandId === commandId);
      return found && { ...found, notice: read({ dossierId, outboxId, channel }) };
    },
    readCourtesy: async ({ dossierId, outboxId }, channel) => {
      const found = subjects.find(({ dossier }) => dossier.id === dossierId);
      if (!found) return undefined;
      const { dossier, person } = found;
      return { dossier, person, notice: read({ dossierId, outboxId, channel }) };
    },
    read: async (key) => read(key),

    claim: async (key, before, { at, since, leaseUntil, provider, doubts, what, commandId }) => {
      const row = read(key);
      if (before === undefined ? row !== undefined : row?.state !== before.state || row.attempt !== before.attempt)
        return false;
      rows.set(nameOf(key), {
        outboxId: key.outboxId,
        channel: key.channel,
        state: "claimed",
        attempt: (row?.attempt ?? 0) + 1,
        at,
        since: row?.since ?? since,
        leaseUntil,
        provider,
        doubts,
        what,
        ...(commandId === undefined ? {} : { commandId }),
        ...(row?.turn === undefined ? {} : { turn: row.turn }),
      });
      return true;
    },
    markSent: async (key, attempt, { at }) => whileClaimed(key, attempt, { state: "sent", at }),
    markFailed: async (key, attempt, { at, turn, doubtful, doubts }) =>
      whileClaimed(key, attempt, {
        state: "failed",
        at,
        turn,
        ...(doubtful === undefined ? {} : { doubtful }),
        ...(doubts === undefined ? {} : { doubts }),
      }),
    markHeld: async (key, before, { at, since, turn, what, commandId }) => {
      const row = read(key);
      if (before === undefined ? row !== undefined : row?.state !== before.state || row.attempt !== before.attempt)
        return;
      const { outboxId, channel } = key;
      const kept = row ?? { outboxId, channel, attempt: 0, doubts: 0, since };
      const of = commandId === undefined ? {} : { commandId };
      rows.set(nameOf(key), { ...kept, ...of, state: "failed", at, turn, what });
    },
    markUnconfirmed: async (key, attempt, { at }) => whileClaimed(key, attempt, { state: "unconfirmed", at }),
    markUndelivered: async (key, attempt, { at, reason }) =>
      whileClaimed(key, attempt, { state: "undelivered", at, reason }),
    markSkipped: async (key, { at, reason, what }) => {
      const row = read(key);
      if (!isFree(row, at)) return;
      const { outboxId, channel } = key;
      const kept = row ?? { outboxId, channel, attempt: 0, doubts: 0 };
      rows.set(nameOf(key), { ...kept, state: "skipped", at, reason, what });
    },
  };
};
