import type { ServerResponse } from "node:http";
import { sendCsv, sendProblem } from "../answers.ts";
import type { Refund, Settlement } from "./order-book.ts";

/** Vietnam keeps no summer time. */
const OFFSET_MS = 7 * 3_600_000;

/** `2026-11-27T08:30:05` at GMT+7, without its offset. */
export const localTime = (instant: string | number): string =>
  new Date(new Date(instant).getTime() + OFFSET_MS).toISOString().slice(0, 19);

/** `27/11/2026 08:30:05`, as people in Vietnam write it. */
const readable = (instant: string): string => localTime(instant).replace(/^(\d{4})-(\d\d)-(\d\d)T(.*)$/, "$3/$2/$1 $4");

const cell = (value: string | number): string => {
  const text = String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

const isDay = (day: string): boolean =>
  /^\d{4}-\d\d-\d\d$/.test(day) && new Date(`${day}T00:00:00Z`).toJSON()?.slice(0, 10) === day;

/** A provider's words and counts, where they differ. */
export type StatementOf = {
  /** Part of the file's name. */
  name: string;
  /** Heading of the column with the provider's own number. */
  numberHeading: string;
  /** Oldest first. */
  moves(): Iterable<Settlement | Refund>;
  /** The settlement brought money to the merchant. */
  isPaid(settlement: Settlement): boolean;
  /** Whole VND of an amount as the provider counts it. */
  vnd(amount: number): number;
  /** What the order was for. */
  infoOf(reference: string): string;
};

/**
 * `GET …/statement?day=YYYY-MM-DD`: what was paid and given back on a day of GMT+7, as a merchant's portal exports it.
 * UTF-8 with a byte order mark and CRLF, for Excel; a line each, oldest first.
 */
export const sendStatement = (response: ServerResponse, day: string | null, of: StatementOf): true => {
  if (day === null || !isDay(day)) return sendProblem(response, 400, "day-invalid", "?day=YYYY-MM-DD");
  const header = [
    "STT",
    "Mã đơn hàng",
    of.numberHeading,
    "Loại giao dịch",
    "Số tiền (VND)",
    "Thời gian giao dịch",
    "Mã yêu cầu hoàn tiền",
    "Trạng thái",
    "Nội dung",
  ];
  const rows: (string | number)[][] = [header];
  for (const move of of.moves()) {
    const isRefund = "of" in move;
    if (!(isRefund ? move.refused === undefined : of.isPaid(move)) || localTime(move.at).slice(0, 10) !== day) continue;
    rows.push([
      rows.length,
      move.reference,
      move.transaction,
      isRefund ? "Hoàn tiền" : "Thanh toán",
      of.vnd(move.amount),
      readable(move.at),
      isRefund ? move.id : "",
      "Thành công",
      isRefund ? move.info : of.infoOf(move.reference),
    ]);
  }
  const text = rows.map((row) => `${row.map(cell).join(",")}\r\n`).join("");
  return sendCsv(response, `${of.name}-${day}.csv`, `\uFEFF${text}`);
};
