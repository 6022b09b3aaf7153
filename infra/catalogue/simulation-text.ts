import { type Instant, provinceDate, readable } from "../../shared/domain/foundation/instant.ts";
import { dayOfDate, weekdayOf } from "../../shared/domain/working-time/day.ts";
import type { TimeLimit } from "../../shared/domain/working-time/time-limit.ts";
import type { Simulation } from "./simulate.ts";

const WEEKDAYS = ["T2", "T3", "T4", "T5", "T6", "T7", "CN"];

const CHANNELS = {
  online: "trực tuyến / online",
  counter: "tại quầy / at the counter",
  post: "qua bưu chính / by post",
};

const MOMENTS = {
  submission: "khi nộp hồ sơ / on submission",
  acceptance: "khi tiếp nhận / on acceptance",
  return: "khi trả kết quả / when the result is given",
};

const UNITS: Record<TimeLimit["unit"], [vi: string, en: string]> = {
  "working-hour": ["giờ làm việc", "working hours"],
  "working-day": ["ngày làm việc", "working days"],
  "calendar-day": ["ngày", "calendar days"],
  month: ["tháng", "months"],
};

const when = (instant: Instant): string =>
  `${WEEKDAYS[weekdayOf(dayOfDate(provinceDate(instant))) - 1]} ${readable(instant)}`;

const limitText = (limit: TimeLimit | null): string => {
  if (limit === null) return "chưa công bố thời hạn, không có ngày hẹn trả / no limit is published, so no due date";
  const [vi, en] = UNITS[limit.unit];
  return `${limit.value} ${vi} / ${limit.value} ${en}`;
};

/** Rows as columns, each as wide as its widest text. */
const aligned = (rows: readonly (readonly string[])[]): string[] => {
  const widths = rows.reduce<number[]>(
    (widest, row) => row.map((text, at) => Math.max(widest[at] ?? 0, text.length)),
    [],
  );
  return rows.map((row) => `  ${row.map((text, at) => text.padEnd(widths[at] ?? 0)).join("  ")}`.trimEnd());
};

const dongs = (amount: number): string => `${amount.toLocaleString("vi-VN")} đồng`;

const dates = ({ submittedAt, acceptBy, receivedAt, limit, dueAt }: Simulation): string[] =>
  aligned([
    ["Nộp / Submitted", when(submittedAt)],
    ["Tiếp nhận chậm nhất / Accept by", when(acceptBy)],
    ["Bắt đầu tính / Counted from", when(receivedAt)],
    ["Thời hạn / Limit", limitText(limit)],
    ["Hẹn trả / Due", dueAt === null ? "—" : when(dueAt)],
  ]);

const steps = ({ steps: all }: Simulation): string[] =>
  aligned(
    all.map(({ name, role, unit, from, dueAt, late }, at) => [
      `${at + 1}. ${name}`,
      role,
      unit,
      from === null ? "khi bước trước xong / after the step before" : when(from),
      dueAt === null ? "không định giờ / no time set" : `→ ${when(dueAt)}`,
      late ? "! sau ngày hẹn trả / after the due date" : "",
    ]),
  );

const passed = ({ passed: days, provisional }: Simulation): string[] => [
  `  ${days.weekendDays} ngày nghỉ cuối tuần / weekend days`,
  ...aligned(days.daysOff.map(({ date, reason }) => [date, `nghỉ / off: ${reason}`])),
  ...aligned(days.workingSaturdays.map(({ date, reason }) => [date, `làm bù / worked: ${reason}`])),
  ...aligned(
    days.unconfirmed.map(({ date, reason }) => [
      date,
      `chưa xác nhận, tính là ngày làm việc / not confirmed: ${reason}`,
    ]),
  ),
  ...(provisional
    ? [
        "  TẠM TÍNH: lịch làm việc của năm này chưa công bố đủ, ngày hẹn có thể đổi.",
        "  PROVISIONAL: the calendar of this year is not complete yet, dates may still move.",
      ]
    : []),
];

const costs = ({ costs: all, feesUnknown }: Simulation): string[] =>
  all.length === 0
    ? [feesUnknown ? "  Chưa có mức phí / the sum is not known" : "  Miễn phí / free"]
    : [
        ...all.flatMap(({ due, items, total }) => [
          `  ${MOMENTS[due]}: ${dongs(total)}`,
          ...aligned(items.map(({ id, name, amount }) => [`  ${id}`, name, dongs(amount)])),
        ]),
        "  Các ngày trên tính như đã nộp tiền ngay. / The dates above are as if it were paid at once.",
      ];

const documents = ({ documents: all }: Simulation): string[] =>
  aligned(all.map(({ id, name, required }) => [id, required ? "bắt buộc / required" : "nếu có / if any", name]));

/** A simulation as people read it, Vietnamese before English. */
export const simulationText = (simulation: Simulation): string => {
  const { code, name, version, channel, case: chosen } = simulation;
  return [
    `${code} v${version}  ${name}`,
    `${CHANNELS[channel]}${chosen === null ? "" : `, ${chosen}`}`,
    "",
    ...dates(simulation),
    "",
    "Các bước / Steps",
    ...steps(simulation),
    "",
    "Những ngày đi qua / Days passed",
    ...passed(simulation),
    "",
    "Phải nộp / To pay",
    ...costs(simulation),
    "",
    "Giấy tờ / Documents",
    ...documents(simulation),
  ].join("\n");
};
