import type {
  ClaimOutcome,
  NoticeKey,
  NoticeStore,
  NoticeSubject,
  SentNotice,
  SkipReason,
} from "../../shared/domain/notifications/notice.ts";

type Row = {
  state: SentNotice["state"];
  attempt: number;
  at: string;
  leaseUntil?: string;
  reason?: SkipReason;
  providerMessageId?: string;
};

export type NoticeStoreFake = NoticeStore & {
  rows: Map<string, Row>;
  sentNotices(dossierId: string): SentNotice[];
};

const nameOf = ({ dossierId, outboxId, channel }: NoticeKey): string => `${dossierId} ${outboxId}#${channel}`;

/** Notices in memory, by the same laws as the table's (test/contracts/notice-store.test.ts). */
export const noticeStoreFake = (subjects: readonly NoticeSubject[] = []): NoticeStoreFake => {
  const rows = new Map<string, Row>();

  const isFree = (row: Row | undefined, at: string): boolean =>
    !row || row.state === "failed" || (row.state === "claimed" && (row.leaseUntil ?? "") < at);

  const whileClaimed = (key: NoticeKey, attempt: number, change: Partial<Row>): void => {
    const row = rows.get(nameOf(key));
    if (row?.state === "claimed" && row.attempt === attempt) rows.set(nameOf(key), { ...row, ...change });
  };

  return {
    rows,
    sentNotices: (dossierId) =>
      [...rows]
        .filter(([name]) => name.startsWith(`${dossierId} `))
        .map(([name, { state, attempt, at, reason }]): SentNotice => {
          const [outboxId = "", channel] = name.slice(dossierId.length + 1).split("#");
          return {
            outboxId,
            channel: channel as SentNotice["channel"],
            state,
            attempt,
            at,
            ...(reason === undefined ? {} : { reason }),
          };
        })
        .sort((a, b) => (a.at < b.at ? -1 : 1)),

    readSubject: async ({ dossierId, commandId }) =>
      subjects.find(({ event }) => event.dossierId === dossierId && event.commandId === commandId),

    claim: async (key, { at, leaseUntil }): Promise<ClaimOutcome> => {
      const row = rows.get(nameOf(key));
      if (isFree(row, at)) {
        const attempt = (row?.attempt ?? 0) + 1;
        rows.set(nameOf(key), { state: "claimed", attempt, at, leaseUntil });
        return { outcome: "claimed", attempt };
      }
      return row?.state === "claimed" ? { outcome: "leased", until: row.leaseUntil ?? "" } : { outcome: "settled" };
    },
    markSent: async (key, attempt, { at, providerMessageId }) =>
      whileClaimed(key, attempt, { state: "sent", at, providerMessageId }),
    markFailed: async (key, attempt, { at }) => whileClaimed(key, attempt, { state: "failed", at }),
    markSkipped: async (key, { at, reason }) => {
      const row = rows.get(nameOf(key));
      if (isFree(row, at)) rows.set(nameOf(key), { state: "skipped", attempt: row?.attempt ?? 0, at, reason });
    },
  };
};
