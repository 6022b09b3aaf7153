import type { Column } from "../slips/sheet.ts";
import { writtenNumber as number } from "../slips/words.ts";
import {
  type MonthFigures,
  otherFields,
  type PeriodReport,
  type Ratings,
  ratingsOf,
  type Ways,
} from "./period-report.ts";
import { responseShare, sharePercent, writtenMonth } from "./report-words.ts";

/** Figures in rows: the first cell of each says what they are of. */
export type ReportTable = { caption: string; columns: Column[]; rows: string[][] };

const WHOLE = "Cả kỳ";
/** In a cell, which is narrow. */
const NONE_YET = "chưa có";
/** Of no share that could be told. */
const NO_SHARE = "–";

const figures = (title: string, share = 1): Column => ({ title, share, sums: true });

const percent = (part: number, whole: number): string => sharePercent(part, whole) ?? NONE_YET;

const settledRow = (name: string, { total, inTime, late }: MonthFigures["settled"]): string[] => [
  name,
  number(total),
  number(inTime),
  number(late),
  percent(inTime, total),
];

const ratingsRow = (name: string, ratings: Ratings): string[] => {
  const { returned, responses, satisfied } = ratings;
  const share = responseShare(ratings);
  return [
    name,
    number(returned),
    number(responses),
    share ? percent(share.part, share.whole) : responses === 0 ? NONE_YET : NO_SHARE,
    number(satisfied),
    percent(satisfied, responses),
  ];
};

const WAYS: readonly (readonly [keyof Ways, string])[] = [
  ["online", "Trực tuyến"],
  ["counter", "Trực tiếp"],
  ["post", "Bưu chính công ích"],
];

export const receivedSettledTable = ({ summary, months }: PeriodReport): ReportTable => ({
  caption: "Hồ sơ tiếp nhận và giải quyết theo tháng",
  columns: [{ title: "Tháng", share: 1.4 }, figures("Tiếp nhận"), figures("Giải quyết")],
  rows: [
    ...months.map(({ month, received, settled }) => [
      writtenMonth(month),
      number(received.total),
      number(settled.total),
    ]),
    [WHOLE, number(summary.received.total), number(summary.settled.total)],
  ],
});

export const onTimeTable = ({ summary: { settled }, months }: PeriodReport): ReportTable => ({
  caption: "Hồ sơ giải quyết đúng hạn và quá hạn theo tháng",
  columns: [
    { title: "Tháng", share: 1.4 },
    figures("Giải quyết"),
    figures("Đúng hạn"),
    figures("Quá hạn"),
    figures("Tỷ lệ đúng hạn", 1.4),
  ],
  rows: [
    ...months.map(({ month, settled: of }) => settledRow(writtenMonth(month), of)),
    settledRow(WHOLE, { total: settled.total, inTime: settled.early + settled.onTime, late: settled.late }),
  ],
});

export const channelsTable = ({ summary: { received, returned } }: PeriodReport): ReportTable => ({
  caption: "Hình thức tiếp nhận và trả kết quả trong kỳ",
  columns: [
    { title: "Hình thức", share: 2 },
    figures("Tiếp nhận"),
    figures("Tỷ lệ"),
    figures("Trả kết quả"),
    figures("Tỷ lệ"),
  ],
  rows: [
    ...WAYS.map(([way, name]) => [
      name,
      number(received[way]),
      percent(received[way], received.total),
      number(returned[way]),
      percent(returned[way], returned.total),
    ]),
    [
      "Tổng số",
      number(received.total),
      percent(received.total, received.total),
      number(returned.total),
      percent(returned.total, returned.total),
    ],
  ],
});

const WAYS_BRIEF = ["trực tuyến", "trực tiếp", "bưu chính"];

export const channelsByMonthTable = ({ summary, months }: PeriodReport): ReportTable => {
  const row = (name: string, received: Ways, returned: Ways): string[] => [
    name,
    ...[received, returned].flatMap((ways) => WAYS.map(([way]) => number(ways[way]))),
  ];
  return {
    caption: "Hình thức tiếp nhận và trả kết quả theo tháng",
    columns: [
      { title: "Tháng", share: 1.4 },
      ...["Nhận", "Trả"].flatMap((what) => WAYS_BRIEF.map((way) => figures(`${what} ${way}`))),
    ],
    rows: [
      ...months.map(({ month, received, returned }) => row(writtenMonth(month), received, returned)),
      row(WHOLE, summary.received, summary.returned),
    ],
  };
};

export const satisfactionTable = ({ summary, months }: PeriodReport): ReportTable => ({
  caption: "Phản hồi đánh giá và mức độ hài lòng theo tháng",
  columns: [
    { title: "Tháng", share: 1.4 },
    figures("Trả kết quả"),
    figures("Phản hồi"),
    figures("Tỷ lệ phản hồi", 1.2),
    figures("Hài lòng"),
    figures("Tỷ lệ hài lòng", 1.2),
  ],
  rows: [
    ...months.map(({ month, ratings }) => ratingsRow(writtenMonth(month), ratings)),
    ratingsRow(WHOLE, ratingsOf(summary)),
  ],
});

export const fieldsTable = ({ summary }: PeriodReport): ReportTable => {
  const { total, byField } = summary.received;
  const others = otherFields(summary);
  return {
    caption: "Hồ sơ tiếp nhận theo lĩnh vực",
    columns: [{ title: "Lĩnh vực", share: 4 }, figures("Tiếp nhận"), figures("Tỷ lệ")],
    rows: [
      ...byField
        .toSorted((a, b) => b.count - a.count)
        .map(({ name, count }) => [name, number(count), percent(count, total)]),
      ...(others === 0 ? [] : [["Lĩnh vực khác", number(others), percent(others, total)]]),
      ["Tổng số", number(total), percent(total, total)],
    ],
  };
};

/** Where every dossier is: what a period began with and took in is what it ended with. */
export const balanceTable = ({ summary }: PeriodReport): ReportTable => {
  const { received, settled, open, paused, ended } = summary;
  const over = ended.withdrawn + ended.stopped;
  return {
    caption: "Cân đối hồ sơ của kỳ",
    columns: [{ title: "Hồ sơ", share: 4 }, figures("Số lượng")],
    rows: [
      ["Từ kỳ trước chuyển sang", number(received.carriedOver)],
      ["Tiếp nhận trong kỳ", number(received.total)],
      ["Tổng số phải giải quyết", number(received.carriedOver + received.total)],
      ["Đã giải quyết", number(settled.total)],
      ["Đang giải quyết", number(open.total)],
      ["Tạm dừng chờ người nộp", number(paused)],
      ["Rút hoặc dừng sau khi tiếp nhận", number(over)],
      ["Cộng bốn mục trên", number(settled.total + open.total + paused + over)],
    ],
  };
};
