import type { Notice, NoticeKey } from "../../shared/domain/notifications/notice.ts";
import type { ReceiptStore } from "../../shared/domain/notifications/receipt-store.ts";
import type { NoticeStoreFake } from "./notice-store.ts";

const MAY: Record<"delivered" | "bounced", (notice: Notice) => boolean> = {
  delivered: ({ state, reason }) =>
    ["claimed", "failed", "sent", "unconfirmed"].includes(state) ||
    (state === "undelivered" && reason === "no-receipt"),
  bounced: ({ state, reason }) =>
    ["claimed", "failed", "sent", "unconfirmed", "delivered"].includes(state) ||
    (state === "undelivered" && (reason === "no-receipt" || reason === "bounced")),
};

/** Reports of delivery over notices in memory, by the same laws as the table's (test/contracts/receipt-store.test.ts). */
export const receiptStoreFake = (
  { rows }: Pick<NoticeStoreFake, "rows">,
  watched: Map<string, { key: NoticeKey; by: string }> = new Map(),
): ReceiptStore => {
  const nameOf = ({ dossierId, outboxId, channel }: NoticeKey): string => `${dossierId} ${outboxId}#${channel}`;
  const complained = new Set<string>();
  return {
    record: async ({ reference, channel, outcome, at }) => {
      const name = nameOf({ dossierId: reference.slice(0, reference.indexOf(":")), outboxId: reference, channel });
      const notice = rows.get(name);
      if (!notice) return undefined;
      if (outcome === "complained") {
        if (complained.has(name)) return undefined;
        complained.add(name);
        return notice;
      }
      if (!MAY[outcome](notice)) return undefined;
      const after: Notice =
        outcome === "delivered"
          ? { ...notice, state: "delivered", at }
          : { ...notice, state: "undelivered", reason: "bounced", at };
      rows.set(name, after);
      watched.delete(name);
      return after;
    },
    overdue: async (shard, until, limit) =>
      shard === 0
        ? [...watched.values()]
            .filter(({ by }) => by <= until)
            .slice(0, limit)
            .map(({ key }) => key)
        : [],
    markUnreceipted: async (key, at) => {
      const notice = rows.get(nameOf(key));
      const known = notice?.state === "undelivered" && notice.reason === "no-receipt";
      if (!notice || !(known || notice.state === "sent" || notice.state === "unconfirmed")) return undefined;
      const after: Notice = known ? notice : { ...notice, state: "undelivered", reason: "no-receipt", at };
      rows.set(nameOf(key), after);
      return after;
    },
    unwatch: async (key) => void watched.delete(nameOf(key)),
  };
};
