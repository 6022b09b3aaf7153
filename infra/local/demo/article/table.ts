import type { Summary } from "./summary.ts";

type Figure = number | null | undefined;

const MISSING = "–";
const WHOLE = new Intl.NumberFormat("vi-VN");
const PERCENT = new Intl.NumberFormat("vi-VN", { style: "percent", maximumFractionDigits: 2 });

const whole = (figure: Figure): string => (typeof figure === "number" ? WHOLE.format(figure) : MISSING);
const percent = (figure: Figure): string => (typeof figure === "number" ? PERCENT.format(figure) : MISSING);
const of = (part: Figure, all: Figure): string => `${whole(part)}/${whole(all)}`;
const sum = (...parts: Figure[]): Figure =>
  parts.every((part) => typeof part === "number") ? parts.reduce((total, part) => total + part, 0) : null;
const day = (text: string): string => text.split("-").reverse().join("/");

/** A line of the article: what is measured, its figure, and what a share is a share of. */
export type Row = [what: string, figure: string, basis: string];

/** The article's half-year as the summary tells it; what the summary does not say is a dash. */
export const rowsOf = ({ procedures, received, settled, returned, satisfaction }: Summary): Row[] => {
  const fields = received?.byField;
  return [
    [
      "Thủ tục hành chính trực tuyến mức độ 4",
      `${of(procedures?.byLevel?.["4"], procedures?.total)} (${percent(procedures?.level4Rate)})`,
      "thủ tục",
    ],
    [
      "Hồ sơ tiếp nhận",
      `${whole(received?.total)} (${fields?.map(({ count }) => whole(count)).join("/") ?? MISSING})`,
      fields?.map(({ name }) => name).join(" / ") ?? MISSING,
    ],
    ["Tiếp nhận trực tuyến", percent(received?.onlineRate), `${whole(received?.total)} hồ sơ tiếp nhận`],
    ["Trả kết quả qua bưu chính công ích", of(returned?.post, returned?.total), "kết quả đã trả"],
    ["Trả kết quả trực tuyến", of(returned?.online, returned?.total), "kết quả đã trả"],
    [
      "Giải quyết đúng hạn",
      percent(settled?.onTimeRate),
      `${of(sum(settled?.early, settled?.onTime), settled?.total)} hồ sơ đã giải quyết`,
    ],
    [
      "Người dân, tổ chức hài lòng",
      percent(satisfaction?.rate),
      `${of(satisfaction?.satisfied, satisfaction?.responses)} đánh giá, trên ${whole(returned?.total)} kết quả đã trả`,
    ],
  ];
};

/** The table in columns, under its period. */
export const tableOf = (summary: Summary): string => {
  const rows = rowsOf(summary);
  const width = (column: 0 | 1): number => Math.max(...rows.map((row) => row[column].length));
  const lines = rows.map(([what, figure, basis]) => `  ${what.padEnd(width(0))}  ${figure.padEnd(width(1))}  ${basis}`);
  const { from, to } = summary.period;
  return [`Từ ${day(from)} đến ${day(to)}, theo GET /v1/reports/summary`, ...lines].join("\n");
};
