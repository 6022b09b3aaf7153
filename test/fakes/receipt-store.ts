import {
  dossierIdOf,
  type Receipt,
  type ReceiptEffect,
  type ReceiptStore,
} from "../../shared/domain/notifications/receipt.ts";

export type ReceiptRow = {
  state: string;
  reason?: string;
  outbox?: string;
  deliveredAt?: string;
  bouncedAt?: string;
  providerDetail?: string;
  complainedAt?: string;
};

export type ReceiptStoreFake = ReceiptStore & { rows: Map<string, ReceiptRow> };

export const receiptRowName = ({ reference, channel }: Pick<Receipt, "reference" | "channel">): string =>
  `${dossierIdOf(reference)} ${reference}#${channel}`;

const UNSETTLED = ["claimed", "failed", "sent", "unconfirmed"];

/** Reports in memory, by the same laws as the table's (test/contracts/receipt-store.test.ts). */
export const receiptStoreFake = (): ReceiptStoreFake => {
  const rows = new Map<string, ReceiptRow>();
  const changed = (row: ReceiptRow, { outcome, at, detail = "unknown" }: Receipt): [ReceiptEffect, ReceiptRow] => {
    const { outbox: _, reason, ...rest } = row;
    if (outcome === "complained") {
      return row.complainedAt === undefined ? ["complained", { ...row, complainedAt: at }] : ["known", row];
    }
    if (outcome === "delivered") {
      const free = UNSETTLED.includes(row.state) || (row.state === "undelivered" && reason === "no-receipt");
      return free ? ["delivered", { ...rest, state: "delivered", deliveredAt: at }] : ["known", row];
    }
    if (row.state === "skipped") return ["known", row];
    if (row.state === "undelivered") return ["undelivered", row];
    return ["undelivered", { ...row, state: "undelivered", reason: "bounced", bouncedAt: at, providerDetail: detail }];
  };
  return {
    rows,
    record: async (receipt) => {
      const name = receiptRowName(receipt);
      const row = rows.get(name);
      if (!row) return "missing";
      const [effect, next] = changed(row, receipt);
      rows.set(name, next);
      return effect;
    },
  };
};
